"""What the program checks about an application by itself, in words."""

from typing import Final

from marketplace.kernel.text import Text

CHECKS: Final[dict[str, Text]] = {
    "terms_accepted": Text("데이터 보안·작업 시간 약관에 동의했어요", "Accepted the data-security and working-hours terms"),
    "business_number_digit": Text("사업자등록번호의 검증 숫자가 맞아요", "The check digit of the business number is right"),
}
