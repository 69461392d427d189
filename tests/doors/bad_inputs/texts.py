"""Row 18: texts that can't be kept, in a title, in an answer, in a message, and in a person's own name."""

from typing import Any

from tests.doors.bad_inputs.case import Refused, Row

CHARACTER = ("쓸 수 없는 문자", "a character we can't keep")
KEPT = ("저장할 수 없는 값", "a value we can't keep")
LONG = ("120자까지", "up to 120 characters")
EMPTY = ("꼭 입력해 주세요", "Please fill this in")
BLANK = {"blanks": "   \t ", "no-break-blanks": "\xa0\u3000", "zero-width": "\u200b\u200d\ufeff", "hangul-filler": "\u3164\u115f"}
TITLES: dict[str, tuple[str, str, tuple[str, str]]] = {
    "NUL": ("같은\x00상품", "bad_character", CHARACTER), "NUL-behind": ("같은 상품\x00", "bad_character", CHARACTER),
    "bell": ("같은\x07상품", "bad_character", CHARACTER), "121-characters": ("가" * 121, "too_long", LONG),
    "1-MB": ("x" * 1_000_000, "too_long", LONG),
} | {what: (typed, "required", EMPTY) for what, typed in BLANK.items()}
SURROGATE = '"\\ud800"'
# Escapes and bytes that no browser sends: half of a surrogate pair, a lone byte, a name that is none.
NOT_UTF8 = {"lone-surrogate": b"%ED%A0%80", "lone-byte": b"%FF", "raw-byte": b"\xff", "cut-hangul": b"%EA%B0", "overlong-NUL": b"%C0%80"}
TOO_LARGE = ("너무 커요", "too large")
FORM = "application/x-www-form-urlencoded"


def _typed(stage: Any, **changes: Any) -> dict[str, str]:
    return {name: str(value) for name, value in stage.terms(**changes).items()}


def _answers(stage: Any, note: str) -> Any:
    return stage.api("mira", "POST", f"/claims/{stage.claim.id}/submissions", json={"answers": stage.answered(note=note)})


CASES: list[Row] = []
for what, (typed, code, says) in TITLES.items():
    CASES += [
        Refused(18, f"title-{what}", "api", lambda s, typed=typed: s.api("han", "POST", "/batches", json=s.terms(title=typed)),
                422, code, says, "title"),
        Refused(18, f"title-{what}", "page", lambda s, typed=typed: s.page("han", "/batches", **_typed(s, title=typed, note="지킬 메모")),
                422, code, says, "title", kept="지킬 메모"),
    ]
for what, typed in {"NUL": "2005\x002007", "blanks-in-a-number": "\x00"}.items():
    CASES += [
        Refused(18, f"answer-{what}", "api", lambda s, typed=typed: _answers(s, typed), 422, "bad_character", KEPT, "answers"),
        Refused(18, f"message-{what}", "api", lambda s, typed=typed: s.api("rae", "POST", f"/submissions/{s.done.id}/reviews", json={
            "decision": "accept", "items": s.items(), "message": typed}), 422, "bad_character", CHARACTER, "message"),
        Refused(18, f"message-{what}", "page", lambda s, typed=typed: s.page(
            "rae", f"/submissions/{s.done.id}/reviews", **s.sheet(message=typed)), 422, "bad_character", CHARACTER),
    ]
CASES += [
    Refused(18, "title-lone-surrogate", "api", lambda s: s.api("han", "POST", "/batches", raw=(
        f'{{"title": {SURROGATE}, "currency": "KRW", "price": 200, "template_version_id": {s.make.version().id}}}')),
        422, "bad_character", CHARACTER, "title"),
    Refused(18, "answer-lone-surrogate", "api", lambda s: s.api("mira", "POST", f"/claims/{s.claim.id}/submissions", raw=(
        f'{{"answers": {{"verdict": "same", "note": {SURROGATE}}}}}')),
        422, "bad_character", KEPT, "answers"),
    Refused(18, "draft-lone-surrogate", "api", lambda s: s.api("mira", "POST", f"/claims/{s.claim.id}/drafts", raw=(
        f'{{"answers": {{"note": {SURROGATE}}}}}')), 422, "bad_character", KEPT, "answers"),
    # 413 where the list says 422: a body is stopped at 2 MB, before any field of it is looked at.
    Refused(18, "title-10-MB-stopped-as-a-body", "api", lambda s: s.api("han", "POST", "/batches", json=s.terms(title="x" * 10_000_000)),
            413, "too_large", TOO_LARGE),
    Refused(18, "title-10-MB-stopped-as-a-body", "page", lambda s: s.page("han", "/batches", **_typed(s, title="x" * 10_000_000)),
            413, "too_large", TOO_LARGE),
    Refused(18, "title-10-MB-in-parts", "page", lambda s: s.page("han", "/batches", **_typed(s, title="x" * 10_000_000), file=(b"x", "x.txt")),
            413, "too_large", TOO_LARGE),
    Refused(18, "answer-NUL", "page", lambda s: s.page("mira", f"/claims/{s.claim.id}/submissions", **s.answered(note="지킬\x00메모")),
            422, "bad_character", ("쓸 수 없는 문자가 들어 있어요", "a character we can't store"), kept='value="same"'),
    Refused(18, "draft-NUL", "page", lambda s: s.page("mira", f"/claims/{s.claim.id}/drafts", note="지킬\x00메모"),
            422, "bad_character", KEPT),
    Refused(18, "draft-NUL", "api", lambda s: s.api("mira", "POST", f"/claims/{s.claim.id}/drafts", json={"answers": {"note": "지킬\x00메모"}}),
            422, "bad_character", KEPT, "answers"),
    Refused(18, "name-NUL", "page", lambda s: s.page("", "/sign-up", name="E\x00ve", email="eve@example.com", password="a long enough one"),
            422, "bad_character", CHARACTER, "name", kept='value="eve@example.com"'),
    Refused(18, "name-blank", "page", lambda s: s.page("", "/sign-up", name="\u200b \u3164", email="eve@example.com", password="a long enough one"),
            422, "required", EMPTY, "name", kept='value="eve@example.com"'),
]
for what, typed in NOT_UTF8.items():
    CASES += [
        Refused(18, f"title-{what}", "page", lambda s, typed=typed: s.send("han", "/batches", b"price=200&title=" + typed, FORM),
                422, "bad_character", ("쓸 수 없는 문자가 들어 있어요: title", "The field title contains a character")),
        Refused(18, f"answer-{what}", "page", lambda s, typed=typed: s.send(
            "mira", f"/claims/{s.claim.id}/submissions", b"verdict=same&note=" + typed, FORM),
            422, "bad_character", ("쓸 수 없는 문자가 들어 있어요: note", "The field note contains a character")),
    ]
