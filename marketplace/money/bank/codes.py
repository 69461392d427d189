"""Korean banks by their three-digit code.

The common codes of the Korea Financial Telecommunications and Clearings Institute (금융결제원, 금융기관 공동코드), deposit-taking
banks that take transfers from anybody. Names and codes change when banks merge: a new one is a line here.
"""

from typing import Final

from marketplace.kernel.text import Text

BANKS: Final[dict[str, Text]] = {
    "002": Text("산업은행", "KDB"), "003": Text("기업은행", "IBK"), "004": Text("국민은행", "KB Kookmin"), "007": Text("수협은행", "Suhyup"),
    "011": Text("농협은행", "NH NongHyup"), "012": Text("지역농축협", "Local NongHyup"), "020": Text("우리은행", "Woori"),
    "023": Text("SC제일은행", "SC First"), "027": Text("한국씨티은행", "Citibank Korea"), "031": Text("iM뱅크(대구)", "iM Bank"),
    "032": Text("부산은행", "Busan"), "034": Text("광주은행", "Gwangju"), "035": Text("제주은행", "Jeju"), "037": Text("전북은행", "Jeonbuk"),
    "039": Text("경남은행", "Kyongnam"), "045": Text("새마을금고", "MG"), "048": Text("신협", "Shinhyup"), "050": Text("저축은행", "Savings banks"),
    "064": Text("산림조합", "Forestry cooperatives"), "071": Text("우체국", "Korea Post"), "081": Text("하나은행", "Hana"),
    "088": Text("신한은행", "Shinhan"), "089": Text("케이뱅크", "K bank"), "090": Text("카카오뱅크", "KakaoBank"),
    "092": Text("토스뱅크", "Toss Bank"),
}
