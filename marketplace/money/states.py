"""Where a payment, a payout, a refund, an entry made by hand and a card dispute can be."""

from typing import Final

from marketplace.kernel.machines import Display, machine
from marketplace.kernel.text import Text

PAYMENT = machine(
    "payment", start="requested", open=("requested", "opened"), pay=(("requested", "opened", "lapsed"), "paid"),
    lapse=(("requested", "opened"), "lapsed"),
    shown={
        "requested": Display(Text("준비 중", "Preparing"), "progress", "clock"),
        "opened": Display(Text("결제 기다리는 중", "Waiting for payment"), "waiting", "clock"),
        "paid": Display(Text("결제됨", "Paid"), "settled", "check"),
        "lapsed": Display(Text("결제하지 않음", "Not paid"), "closed", "x"),
    })

_SENDING = {
    "requested": Display(Text("보낼 차례 기다림", "Queued"), "progress", "clock"),
    "sending": Display(Text("보내는 중", "Sending"), "progress", "send"),
    "sent": Display(Text("보냄, 확인 중", "Sent, confirming"), "progress", "send"),
    "failed": Display(Text("보내지 못함", "Failed"), "lost", "alert"),
}

PAYOUT = machine(
    "payout", start="requested", send=(("requested", "sending"), "sending"), record_sent=(("sending",), "sent"),
    settle=(("sending", "sent"), "paid"), fail=(("requested", "sending"), "failed"), come_back=(("paid",), "returned"),
    shown=_SENDING | {
        "paid": Display(Text("입금됨", "Paid out"), "settled", "check"),
        "returned": Display(Text("입금됐다가 되돌아옴", "Paid, then came back"), "lost", "undo"),
    })

UNDER_WAY: Final = ("requested", "sending", "sent")  # a payout that has left the balance and not arrived
GIVEN_BACK: Final = ("failed", "returned")  # one whose money is the worker's balance again

REFUND = machine(
    "refund", start="requested", send=(("requested", "sending"), "sending"), record_sent=(("sending",), "sent"),
    settle=(("sending", "sent"), "settled"), fail=(("requested", "sending"), "failed"),
    bounce=(("requested", "sent", "settled"), "failed"),
    shown=_SENDING | {"settled": Display(Text("환불됨", "Refunded"), "settled", "check")})

ADJUSTMENT = machine(
    "adjustment", start="proposed", approve=(("proposed",), "approved"), refuse=(("proposed",), "refused"),
    withdraw=(("proposed",), "withdrawn"),
    shown={
        "proposed": Display(Text("승인 기다리는 중", "Waits for approval"), "waiting", "clock"),
        "approved": Display(Text("승인됨", "Approved"), "settled", "check"),
        "refused": Display(Text("거절됨", "Refused"), "lost", "x"),
        "withdrawn": Display(Text("거둬들임", "Withdrawn"), "closed", "undo"),
    })

DISPUTE = machine(
    "dispute", start="opened", win=("opened", "won"), lose=("opened", "lost"),
    shown={
        "opened": Display(Text("카드사가 판단하는 중", "With the card's bank"), "waiting", "clock"),
        "won": Display(Text("되찾음", "Won"), "settled", "check"),
        "lost": Display(Text("잃음", "Lost"), "lost", "alert"),
    })
