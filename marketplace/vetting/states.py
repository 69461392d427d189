"""Where an application can be."""

from marketplace.kernel.machines import Display, machine
from marketplace.kernel.text import Text

APPLICATION = machine(
    "application", start="submitted", approve=("submitted", "approved"), reject=("submitted", "rejected"),
    shown={
        "submitted": Display(Text("결정 대기", "Waiting for a decision"), "waiting", "clock"),
        "approved": Display(Text("승인", "Approved"), "settled", "check"),
        "rejected": Display(Text("거절", "Rejected"), "lost", "x"),
    })
