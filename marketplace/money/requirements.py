"""What a payout account still needs, in plain words."""

from collections.abc import Sequence
from typing import Final

from marketplace.kernel.text import Text

# The provider's names start with these; the longest that fits decides.
WORDS: Final = {
    "external_account": Text("입금받을 은행 계좌", "a bank account to be paid to"),
    "individual.first_name": Text("이름", "your first name"),
    "individual.last_name": Text("성", "your last name"),
    "individual.dob": Text("생년월일", "your date of birth"),
    "individual.address": Text("주소", "your address"),
    "individual.email": Text("이메일", "your e-mail address"),
    "individual.phone": Text("전화번호", "your phone number"),
    "individual.id_number": Text("신분 확인 번호", "an identity number"),
    "individual.ssn_last_4": Text("신분 확인 번호 끝 네 자리", "the last four digits of your identity number"),
    "individual.verification": Text("신분증 사진", "a photo of your identity document"),
    "individual": Text("본인 정보", "details about you"),
    "business_profile": Text("하는 일에 대한 정보", "what kind of work you do"),
    "business_type": Text("개인인지 사업자인지", "whether you are a person or a business"),
    "tos_acceptance": Text("정산 약관 동의", "agreement to the payout terms"),
    "interv": Text("정산 회사의 확인", "a check by the payout provider"),
}
OTHER: Final = Text("추가 정보", "further details")


def requirement_words(requirements: Sequence[str]) -> list[Text]:
    """Each missing thing once, in the order the provider asks for them."""
    return list(dict.fromkeys(_words(one) for one in requirements))


def requirement_sentence(requirements: Sequence[str]) -> Text:
    """All of them in one phrase; when nothing is named, the provider itself is still checking."""
    words = requirement_words(requirements) or [WORDS["interv"]]
    return Text(", ".join(word.ko for word in words), ", ".join(word.en for word in words))


def _words(requirement: str) -> Text:
    fitting = [start for start in WORDS if requirement.startswith(start)]
    return WORDS[max(fitting, key=len)] if fitting else OTHER
