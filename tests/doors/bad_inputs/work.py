"""Rows 14–16: claims that can't be had, work that can't be handed in, reviews that can't be given."""

from typing import Any

from tests.doors.bad_inputs.case import Refused, Row, Taken

# Who asks, for which task, and what they are told.
CLAIMS: dict[str, tuple[str, Any, int, str, tuple[str, str]]] = {
    "closed": ("mira", lambda s: s.task_of(s.closed), 409, "batch_not_open", ("다른 묶음을 봐 주세요", "look at another batch")),
    "paused": ("mira", lambda s: s.task_of(s.paused), 409, "batch_not_open", ("다른 묶음을 봐 주세요", "look at another batch")),
    "draft": ("mira", lambda s: s.task_of(s.draft), 404, "not_found", ("찾을 수 없어요", "Not found")),
    "own-company": ("wes", lambda s: s.task_of(s.open), 403, "own_company", ("내 회사가 올린", "your own company posted")),
    "unqualified": ("hana", lambda s: s.task_of(s.open), 403, "not_qualified", ("퀴즈를 통과해", "pass the short quiz")),
    "already-claimed": ("mira", lambda s: s.claim.task_id, 409, "already_claimed", ("내 작업에서 확인", "Look under your work")),
    "already-done": ("mira", lambda s: s.done.task_id, 409, "already_claimed", ("내 작업에서 확인", "Look under your work")),
    "taken": ("mira", lambda s: s.held[0].task_id, 409, "task_taken", ("다음 일감을 골라", "take another task")),
    "over-the-cap": ("noah", lambda s: s.task_of(s.open), 409, "too_many_claims", ("3개까지 맡을 수", "3 tasks at a time")),
}
FEWER = ("꼭 입력해 주세요", "Please fill this in")
EXTRA = ("이 일감에 없는 항목", "no such field")
# Whose claim, what is changed in a good answer, and what comes of it; None leaves an answer out.
ANSWERS: dict[str, tuple[Any, dict[str, Any], int, str, tuple[str, str], str]] = {
    "twice": (lambda s: s.done.claim_id, {}, 409, "already_submitted", ("이미 제출했어요", "submitted this already"), ""),
    "after-expiry": (lambda s: s.late.id, {}, 409, "claim_expired", ("작업 시간이 끝나서", "time for this task is over"), ""),
    "to-anothers-claim": (lambda s: s.held[0].id, {}, 404, "not_found", ("찾을 수 없어요", "Not found"), ""),
    "fewer-fields": (lambda s: s.claim.id, {"verdict": None}, 422, "required", FEWER, "verdict"),
    "an-extra-field": (lambda s: s.claim.id, {"salary": "1"}, 422, "unknown_field", EXTRA, "salary"),
    "no-choice": (lambda s: s.claim.id, {"verdict": "perhaps"}, 422, "not_an_option", ("골라 주세요", "one of"), "verdict"),
}
ON_PAGE = {"after-expiry": ("작업 시간이 끝나서", "Time is up")}
OWN = ("본인이 제출한 것은", "your own work")
TWICE = ("이미 검수가 끝났어요", "reviewed already")
MARKS = (101, -1, 5.5, "101", None)


def _review(who: str, which: str, **more: Any) -> Any:
    return lambda s: s.api(who, "POST", f"/submissions/{getattr(s, which).id}/reviews", json={"decision": "accept", "items": s.items()} | more)


def _judge(who: str, which: str, **more: str) -> Any:
    return lambda s: s.page(who, f"/submissions/{getattr(s, which).id}/reviews", **s.sheet(**more))


def _handed_in_twice(stage: Any) -> Any:
    claim = stage.make.claim(stage.people["rew"], stage.open)
    path, body = f"/claims/{claim.id}/submissions", {"answers": stage.answered()}
    stage.first = stage.api("rew", "POST", path, json=body, Idempotency_Key="once")
    return stage.api("rew", "POST", path, json=body, Idempotency_Key="once")


def _same_as_first(answer: Any, stage: Any) -> None:
    assert (answer.status_code, answer.json) == (stage.first.status_code, stage.first.json)
    assert answer.status_code == 201


CASES: list[Row] = []
for what, (who, task, status, code, says) in CLAIMS.items():
    CASES += [
        Refused(14, what, "api", lambda s, who=who, task=task: s.api(who, "POST", f"/tasks/{task(s)}/claims"), status, code, says),
        Refused(14, what, "page", lambda s, who=who, task=task: s.page(who, f"/tasks/{task(s)}/claims"), status, code, says),
    ]
for what, (claim, change, status, code, says, field) in ANSWERS.items():
    CASES += [
        Refused(15, what, "api", lambda s, claim=claim, change=change: s.api(
            "mira", "POST", f"/claims/{claim(s)}/submissions", json={"answers": s.answered(**change)}), status, code, says, field),
        Refused(15, what, "page", lambda s, claim=claim, change=change: s.page(
            "mira", f"/claims/{claim(s)}/submissions", **s.answered(note="지킬 메모", **change)), status, code, ON_PAGE.get(what, says),
            kept="지킬 메모" if field or code == "claim_expired" else ""),
    ]
CASES += [
    Taken(15, "twice-with-the-same-key", "api", _handed_in_twice, _same_as_first),
    Refused(16, "own-work", "api", _review("rew", "own_work"), 403, "forbidden", OWN),
    Refused(16, "own-work", "page", _judge("rew", "own_work"), 403, "forbidden", OWN),
    Refused(16, "twice", "api", _review("rae", "reviewed"), 409, "already_reviewed", TWICE),
    Refused(16, "twice", "page", _judge("rae", "reviewed"), 409, "already_reviewed", TWICE),
]
for mark in MARKS:
    CASES += [
        Refused(16, f"mark-{mark!r}", "api", lambda s, mark=mark: s.api("rae", "POST", f"/submissions/{s.done.id}/reviews", json={
            "decision": "accept", "items": s.items(note={"passed": mark})}), 422, "item_wrong", ("통과 여부", "true or false"), "items"),
        Refused(16, f"mark-{mark!r}", "page", _judge("rae", "done", **{"item-note": str(mark)}), 422, "item_wrong", ("통과와 미달", "pass or fail")),
        Refused(16, f"score-{mark!r}", "api", _review("rae", "done", score=mark),
                400, "unknown_field", ("항목이 있어요: score", "no field called score")),
    ]
