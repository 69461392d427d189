"""What stands in the side bar for whom."""

from typing import Any

from flask import g, request

from marketplace.kernel.policy import Actor, Permission, can
from marketplace.kernel.text import Text

# key, label, path, icon, permission, whether it is in a phone's bottom bar
ITEMS = (
    ("find", Text("일감 찾기", "Find work"), "/work", "search", Permission.SEE_OPEN_WORK, True),
    ("claims", Text("내 작업", "My work"), "/claims", "pencil", Permission.SEE_CLAIM, True),
    ("earnings", Text("수입", "Earnings"), "/earnings", "wallet", Permission.SEE_EARNINGS, True),
    ("batches", Text("묶음", "Batches"), "/batches", "layers", Permission.SEE_BATCH, True),
    ("money", Text("결제", "Payments"), "/money", "wallet", Permission.SEE_MONEY, True),
    ("templates", Text("작업 기준", "Templates"), "/templates", "book", Permission.POST_BATCH, False),
    ("reviews", Text("검수", "Reviews"), "/reviews", "check", Permission.SEE_REVIEW_QUEUE, True),
    ("appeals", Text("이의 신청", "Appeals"), "/appeals", "gavel", Permission.SEE_APPEALS, False),
    ("applications", Text("심사", "Vetting"), "/admin/applications", "shield", Permission.SEE_ADMIN, True),
    ("people", Text("사람", "People"), "/admin/people", "users", Permission.SEE_PEOPLE, False),
    ("ledger", Text("장부", "Ledger"), "/admin/ledger", "scale", Permission.SEE_LEDGER, True),
    ("jobs", Text("예약 작업", "Jobs"), "/admin/jobs", "clock", Permission.SEE_JOBS, False),
    ("journal", Text("기록", "Journal"), "/admin/journal", "list", Permission.SEE_JOURNAL, False),
    ("me", Text("내 정보", "Me"), "/me", "user", Permission.SEE_SELF, True),
)
BELONGING = {"ledger": ("/admin/bank-runs",), "earnings": ("/payouts",)}  # pages of an item whose address begins otherwise


def nav_items() -> list[dict[str, Any]]:
    """The items the acting person may reach, with the present one marked."""
    actor: Actor = g.get("actor") or Actor.nobody()
    return [{"href": path, "label": str(label), "icon": icon, "key": key, "tab": tab,
             "current": any(f"{request.path}/".startswith(f"{one}/") for one in (path, *BELONGING.get(key, ())))}
            for key, label, path, icon, permission, tab in ITEMS if can(actor, permission)]
