"""What is right to ask about appeals: one to file, and one that waits for a second reviewer."""

from typing import Any

from marketplace.quality.appeals import file_appeal
from tests.cast import Cast, Maker


def appeals(make: Maker, cast: Cast) -> dict[str, tuple[Any, dict[str, Any], Any]]:
    """operationId → who asks, the ids in the path, the body."""
    worker, second = make.worker("Appealing"), make.person("Secondlook", reviewer=True)
    make.qualify(worker)
    critical = next(item.key for item in make.version().spec.checklist if item.critical)
    batch = make.batch(cast.han, rows=2)
    fresh, waiting = make.submission(worker, batch), make.submission(worker, batch)
    for submission in (fresh, waiting):
        make.review(cast.rae, submission, "reject", critical)
    appeal = file_appeal(waiting.id, reason="사진을 다시 봐 주세요", actor=worker)
    items = {item.key: {"passed": True} for item in make.version().spec.checklist}
    return {
        "file_appeal": (worker, {"submission_id": fresh.id}, {"reason": "사진을 다시 봐 주세요"}), "list_my_appeals": (worker, {}, None),
        "show_appeal": (worker, {"appeal_id": appeal.id}, None), "list_waiting_appeals": (second, {}, None),
        "rule_on_appeal": (second, {"appeal_id": appeal.id}, {"decision": "accept", "items": items, "message": ""}),
    }
