"""Where a bank run and a payout in it can be."""

from typing import Final

from marketplace.kernel.machines import Display, machine
from marketplace.kernel.text import Text

BANK_RUN = machine(
    "bank_run", start="made", approve_first=("made", "approved_once"), approve=("approved_once", "approved"),
    cancel=(("made", "approved_once"), "cancelled"), settle=("approved", "settled"),
    shown={
        "made": Display(Text("두 사람의 승인을 기다림", "Waits for two approvals"), "waiting", "clock"),
        "approved_once": Display(Text("한 사람이 승인함", "Approved by one"), "waiting", "clock"),
        "approved": Display(Text("은행에 보낼 수 있음", "Ready for the bank"), "progress", "send"),
        "settled": Display(Text("모두 확인됨", "All confirmed"), "settled", "check"),
        "cancelled": Display(Text("취소됨", "Cancelled"), "closed", "x"),
    })
AT_THE_BANK: Final = ("approved", "settled")  # its file may be with the bank

RUN_ITEM = machine(
    "bank_run_item", start="waiting", confirm=("waiting", "done"), return_it=(("waiting", "done"), "returned"), drop=("waiting", "dropped"),
    shown={
        "waiting": Display(Text("확인 기다림", "Waits for confirmation"), "waiting", "clock"),
        "done": Display(Text("입금됨", "Paid"), "settled", "check"),
        "returned": Display(Text("되돌아옴", "Returned"), "lost", "undo"),
        "dropped": Display(Text("빠짐", "Left out"), "closed", "x"),
    })
