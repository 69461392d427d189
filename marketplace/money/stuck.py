"""Why money rests on its way to a worker or a card: each reason by name, with who has the next step."""

from dataclasses import dataclass
from typing import Final, Literal

from marketplace.kernel.text import Text

Owner = Literal["worker", "finance", "admin", "provider", "time"]
OWNERS: Final[dict[Owner, Text]] = {
    "worker": Text("작업자", "Worker"), "finance": Text("재무", "Finance"), "admin": Text("운영", "Admin"),
    "provider": Text("결제 회사", "Provider"), "time": Text("기다리면 돼요", "Time"),
}


@dataclass(frozen=True)
class Reason:
    """What a reason is called, what ends it, and whose turn it is. `about` is what rests: a balance, a payout or a refund."""

    about: Literal["balance", "payout", "refund"]
    owner: Owner
    name: Text
    next_step: Text


REASONS: Final[dict[str, Reason]] = {
    "no_funds": Reason("payout", "finance", Text("결제 회사에 우리 돈이 모자라요", "Our balance at the provider is too low"), Text(
        "결제 회사 잔액을 채우면 다음 시도에 나가요.", "Fill the balance at the provider; the next try sends it.")),
    "bank_waiting": Reason("payout", "finance", Text("은행 파일에 아직 없어요", "Not in a bank run yet"), Text(
        "은행 파일을 만들어 주세요.", "Make a bank run.")),
    "run_unapproved": Reason("payout", "finance", Text("은행 파일이 승인을 기다려요", "Its bank run waits for approval"), Text(
        "만들지 않은 두 사람이 승인해 주세요.", "Two people who didn't make it have to approve it.")),
    "run_unconfirmed": Reason("payout", "finance", Text("은행의 결과를 아직 올리지 않았어요", "The bank's answer isn't here yet"), Text(
        "은행에서 받은 결과 파일을 올려 주세요.", "Import the bank's confirmation.")),
    "provider_silent": Reason("payout", "provider", Text("결제 회사가 답하지 않아요", "The provider doesn't answer"), Text(
        "저절로 다시 물어보고 보내요.", "It is asked about and tried again by itself.")),
    "unconfirmed": Reason("payout", "provider", Text("하루 넘게 확인이 없어요", "Unconfirmed for over a day"), Text(
        "결제 회사의 송금 목록과 견줘 보세요. 대조가 날마다 이름을 불러요.", "Compare with the provider's list; the comparison names what differs.")),
    "queued_suspended": Reason("payout", "admin", Text("작업자가 정지돼서 보내지 않아요", "Not sent while its worker is suspended"), Text(
        "정지를 풀면 나가요.", "It goes out once the suspension ends.")),
    "suspended": Reason("balance", "admin", Text("작업자가 정지됐어요", "The worker is suspended"), Text(
        "돈은 작업자의 것으로 남아요. 정지를 풀면 보낼 수 있어요.", "It stays theirs, and can be sent once the suspension ends.")),
    "queued_held": Reason("payout", "worker", Text("받을 계좌가 멈춰 있어요", "The account it goes to is held"), Text(
        "작업자가 계좌를 다시 등록하거나 쉬는 시간이 지나면 은행 파일에 들어가요.",
        "It goes into a bank run once its worker registers the account again, or its hours of rest are over.")),
    "account_shared": Reason("balance", "admin", Text("다른 작업자와 계좌가 같아요", "Another worker has the same bank account"), Text(
        "두 사람이 누구인지 확인해 주세요.", "Find out who the two are.")),
    "account_returned": Reason("balance", "worker", Text("은행이 이 계좌에서 돈을 돌려보냈어요", "The bank sent money back from the account"), Text(
        "작업자가 계좌를 확인하고 다시 등록해요.", "The worker checks the account and registers it again.")),
    "taken_back": Reason("balance", "finance", Text("결제 회사에서 보낸 돈을 되돌렸어요", "A transfer was taken back at the provider"), Text(
        "되돌린 까닭을 확인해 주세요. 하루 쉬고 다시 보내요.", "Find out why it was taken back. It is sent again after a day of rest.")),
    "refused": Reason("balance", "worker", Text("결제 회사가 보내기를 거절했어요", "The provider refused to send it"), Text(
        "하루 쉬고 다시 해요. 작업자는 언제든 다시 신청할 수 있어요.", "It rests for a day; the worker may ask again at any time.")),
    "account_restricted": Reason("balance", "worker", Text("정산 계좌에 빠진 정보가 있어요", "The payout account lacks something"), Text(
        "작업자가 연결 페이지에서 채워요.", "The worker fills it in on the connection page.")),
    "not_connected": Reason("balance", "worker", Text("정산 계좌가 없어요", "No payout account"), Text(
        "작업자가 계좌를 등록하거나 연결해요.", "The worker registers or connects an account.")),
    "account_changed": Reason("balance", "time", Text("바뀐 계좌가 쉬는 중이에요", "A changed account rests"), Text(
        "정해진 시간이 지나면 저절로 이어져요.", "It goes on by itself after its hours of rest.")),
    "earnings_rest": Reason("balance", "time", Text("받은 지 얼마 안 된 돈이 쉬는 중이에요", "Fresh earnings rest"), Text(
        "작업자의 신뢰 수준만큼 쉰 뒤 보낼 수 있어요.", "They can be sent after the hours of their worker's level.")),
    "below_minimum": Reason("balance", "time", Text("정산 최소 금액에 못 미쳐요", "Below the smallest payout"), Text(
        "일을 더 하면 나가요.", "It goes out with the next work.")),
    "in_debt": Reason("balance", "worker", Text("미수금이 있어요", "The worker owes us"), Text(
        "다음 정산에서 먼저 빠져요.", "It is kept from the next payouts.")),
    "refund_silent": Reason("refund", "provider", Text("환불에 결제 회사가 답하지 않아요", "The provider doesn't answer about a refund"), Text(
        "저절로 다시 물어보고 보내요.", "It is asked about and tried again by itself.")),
    "refund_failed": Reason("refund", "finance", Text("카드가 환불을 받지 않아요", "A card doesn't take its refund"), Text(
        "돈은 지갑에 돌아왔어요. 기업과 다른 길을 정해 주세요.", "The money is back in the wallet. Agree on another way with the business.")),
}
