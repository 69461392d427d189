"""The twin's pages in Korean and English: amounts, moments, states and what an account lacks."""

from datetime import datetime, timedelta, timezone
from typing import Final

from marketplace.gateways.stripe_twin.money import spell
from marketplace.gateways.stripe_twin.wire import Thing
from marketplace.kernel.text import Text, current_locale, t

_SEOUL: Final = timezone(timedelta(hours=9), "KST")
_DECLINED: Final = {
    "generic_decline": Text("카드가 거절됐어요. 돈은 나가지 않았어요. 다른 카드를 골라 주세요.",
                            "The card was declined. No money has moved. Please choose another card."),
    "insufficient_funds": Text("카드에 잔액이 부족해요. 돈은 나가지 않았어요. 다른 카드를 골라 주세요.",
                               "The card has too little money. Nothing was charged. Please choose another card."),
    "authentication": Text("본인 확인이 되지 않았어요. 돈은 나가지 않았어요. 다시 하거나 다른 카드를 골라 주세요.",
                           "Your bank could not confirm it was you. Nothing was charged. Try again or choose another card."),
}
_DUE: Final = {
    "external_account": Text("받을 계좌", "A bank account"),
    "individual.verification.document": Text("신분증", "An identity document"),
    "individual.address": Text("주소", "Address"),
    "individual.dob": Text("생년월일", "Date of birth"),
    "individual.first_name": Text("이름", "Name"),
    "individual.last_name": Text("이름", "Name"),
    "individual.phone": Text("전화번호", "Phone number"),
    "tos_acceptance": Text("약관 동의", "Acceptance of the terms"),
}
# A state's word and its tone.
_STATES: Final = {
    "succeeded": (Text("결제됨", "Paid"), "settled"),
    "requires_payment_method": (Text("결제 기다리는 중", "Waiting for a card"), "waiting"),
    "requires_action": (Text("본인 확인 중", "Confirming"), "progress"),
    "refunded": (Text("환불됨", "Refunded"), "settled"),
    "pending": (Text("처리 중", "Pending"), "progress"),
    "failed": (Text("실패", "Failed"), "lost"),
    "sent": (Text("보냄", "Sent"), "settled"),
    "reversed": (Text("되돌림", "Reversed"), "lost"),
    "partly_reversed": (Text("일부 되돌림", "Partly reversed"), "waiting"),
    "ready": (Text("받을 수 있음", "Can be paid"), "settled"),
    "restricted": (Text("막힘", "Restricted"), "lost"),
    "incomplete": (Text("정보 빠짐", "Details missing"), "waiting"),
}


def amount(minor: int, currency: str) -> str:
    """An amount in a sentence or on a button: `12,345원`."""
    return f"{minor:,}원" if currency == "krw" and current_locale() == "ko" else spell(minor, currency)


def moment(second: int) -> str:
    """`11월 23일 15:04` or `23 Nov 15:04`, in Seoul."""
    when = datetime.fromtimestamp(second, _SEOUL)
    return f"{when.month}월 {when.day}일 {when:%H:%M}" if current_locale() == "ko" else f"{when.day} {when:%b %H:%M}"


def decline(reason: str | None) -> str:
    """Why a card was not taken, for the person who holds it."""
    return str(_DECLINED[reason or "generic_decline"])


def due(requirement: str) -> str:
    """One thing that an account lacks, in plain words."""
    for name, word in _DUE.items():
        if requirement.startswith(name):
            return str(word)
    return requirement


def state(thing: Thing) -> tuple[str, str]:
    """The word and the tone of a thing's state."""
    word, tone = _STATES.get(_state(thing), (Text(_state(thing), _state(thing)), "closed"))
    return t(word.ko, word.en), tone


def _state(thing: Thing) -> str:
    kind = thing["object"]
    if kind == "transfer":
        return "reversed" if thing["reversed"] else "partly_reversed" if thing["amount_reversed"] else "sent"
    if kind == "account":
        return "ready" if thing["payouts_enabled"] else "restricted" if thing["details_submitted"] else "incomplete"
    return "refunded" if kind == "refund" and thing["status"] == "succeeded" else str(thing["status"])
