"""The palette: every kind of field there is, in groups, each with a plain sentence."""

from dataclasses import dataclass
from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Kind, all_kinds

WORDS, NUMBERS, CHOICES, CODES, MEDIA, PEOPLE, OTHERS = (
    Text("글", "Words"), Text("수와 때", "Numbers and time"), Text("고르기", "Choosing"), Text("번호와 주소", "Codes and links"),
    Text("사진과 파일", "Photos and files"), Text("사람", "People"), Text("그 밖", "Others"))
ABOUT: Final[dict[str, tuple[Text, Text]]] = {
    "text": (WORDS, Text("한 줄 글이에요. 예: 상품명", "One line, such as a product's name.")),
    "long_text": (WORDS, Text("여러 줄 글이에요. 예: 상품 설명", "Several lines, such as a description.")),
    "rich_text": (WORDS, Text("말투와 금지어를 정해 두고 쓰는 글이에요.", "Text to a brand guide: tone, banned words, length.")),
    "integer": (NUMBERS, Text("개수처럼 딱 떨어지는 수예요.", "A number without a fraction.")),
    "decimal": (NUMBERS, Text("500 g, 1.5 l처럼 단위가 붙어요. 한 단위로 맞춰 저장해요.", "Such as 500 g or 1.5 l, kept in one unit.")),
    "money": (NUMBERS, Text("원이나 달러로 적는 금액이에요.", "An amount in won or dollars.")),
    "count": (NUMBERS, Text("실제로 센 개수예요. 다른 사람의 답은 보이지 않아요.", "What was counted; nobody sees what others counted.")),
    "date": (NUMBERS, Text("유통기한 같은 날짜예요.", "Such as a best-before date.")),
    "time": (NUMBERS, Text("하루 중의 때예요. 예: 14:30", "A time of day, such as 14:30.")),
    "duration": (NUMBERS, Text("얼마나 걸렸는지예요. 예: 1시간 20분", "How long it took, such as 1 h 20 min.")),
    "choice": (CHOICES, Text("보기 가운데 하나만 골라요.", "Exactly one of a few.")),
    "choices": (CHOICES, Text("보기 가운데 여러 개를 골라요.", "Some of a few.")),
    "tags": (CHOICES, Text("낱말을 붙여요. 비슷한 말도 알아들어요.", "Words to describe something; synonyms are understood.")),
    "category": (CHOICES, Text("큰 갈래에서 작은 갈래로 내려가며 골라요.", "One place in a tree of categories.")),
    "table": (CHOICES, Text("색상 × 사이즈 × 재고처럼 여러 줄을 채워요.", "Rows of a small table: size × colour × stock.")),
    "gtin": (CODES, Text("상품 바코드예요. 끝자리를 계산해 잘못 적은 것을 잡아요.", "A product's barcode; its check digit catches typos.")),
    "sku": (CODES, Text("우리 가게의 상품 코드예요.", "Your own code for a product.")),
    "url": (CODES, Text("웹 페이지 주소예요.", "The address of a web page.")),
    "signature_code": (CODES, Text("받은 사람이 알려 준 확인 코드예요.", "A code that whoever received it tells.")),
    "business_number": (CODES, Text("사업자등록번호예요. 틀린 번호를 잡아요.", "A Korean business number; typos are caught.")),
    "photo": (MEDIA, Text("사진 한 장이에요.", "One photo.")),
    "photos": (MEDIA, Text("사진 여러 장이에요.", "Several photos.")),
    "photo_boxes": (MEDIA, Text("사진 위에 네모를 그리고 이름을 붙여요.", "Boxes drawn on a photo, each with a label.")),
    "file": (MEDIA, Text("문서 같은 파일이에요.", "A file, such as a document.")),
    "person_name": (PEOPLE, Text("사람 이름이에요. 개인정보로 다뤄요.", "Somebody's name; handled as personal data.")),
    "phone": (PEOPLE, Text("전화번호예요. 한 형식으로 맞춰요.", "A phone number, kept in one form.")),
    "email": (PEOPLE, Text("이메일 주소예요.", "An e-mail address.")),
    "address": (PEOPLE, Text("우편번호와 주소예요. 개인정보로 다뤄요.", "A postal address; handled as personal data.")),
}
_GROUPS: Final = (WORDS, NUMBERS, CHOICES, CODES, MEDIA, PEOPLE, OTHERS)


@dataclass(frozen=True)
class Choice:
    """A kind to choose: its name, its title and what it is good for."""

    name: str
    title: Text
    about: Text


def palette_for(side: str) -> list[tuple[Text, list[Choice]]]:
    """The kinds by group, for the `inputs` or the `outputs`; what a kind is by nature is left to the kind."""
    found: dict[Text, list[Choice]] = {group: [] for group in _GROUPS}
    for kind in all_kinds().values():
        if side == "inputs" and not _may_be_given(kind):
            continue
        group, about = ABOUT.get(kind.name, (OTHERS, kind.title))
        found[group].append(Choice(kind.name, kind.title, about))
    return [(group, _in_order(choices)) for group, choices in found.items() if choices]


def _may_be_given(kind: Kind[Any, Any]) -> bool:
    """What is only ever made while working isn't uploaded: what was counted, drawn or told at the door."""
    return not kind.is_blind and kind.widget != "boxes"


def _in_order(choices: list[Choice]) -> list[Choice]:
    order = list(ABOUT)
    return sorted(choices, key=lambda choice: order.index(choice.name) if choice.name in order else len(order))
