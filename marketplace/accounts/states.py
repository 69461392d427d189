"""Where a person, a worker and a company can be."""

from marketplace.kernel.machines import Display, machine
from marketplace.kernel.text import Text

_APPLIED = Display(Text("심사 중", "In review"), "waiting", "clock")
_APPROVED = Display(Text("승인됨", "Approved"), "settled", "check")
_REJECTED = Display(Text("승인되지 않음", "Not approved"), "lost", "x")
_SUSPENDED = Display(Text("정지됨", "Suspended"), "lost", "ban")

PERSON = machine(
    "person", start="active", suspend=("active", "suspended"), restore=("suspended", "active"),
    shown={"active": Display(Text("이용 중", "Active"), "settled", "check"), "suspended": _SUSPENDED})

_VETTED = {"applied": _APPLIED, "approved": _APPROVED, "rejected": _REJECTED, "suspended": _SUSPENDED}

WORKER = machine(
    "worker", start="applied", approve=("applied", "approved"), reject=("applied", "rejected"), apply_again=("rejected", "applied"),
    suspend=("approved", "suspended"), restore=("suspended", "approved"), shown=_VETTED)

COMPANY = machine(
    "company", start="applied", approve=("applied", "approved"), reject=("applied", "rejected"), apply_again=("rejected", "applied"),
    suspend=("approved", "suspended"), restore=("suspended", "approved"), shown=_VETTED)
