"""Rows 17 and 48: deadlines that no clock shows, and prices that nobody has paid for."""

from typing import Any

from tests.doors.bad_inputs.case import Refused, Row, Taken

NO_DATE = ("그런 날짜는 없어요", "no such date")
A_YEAR = ("1년 안이어야", "within a year")
MOMENTS: dict[str, tuple[str, str, tuple[str, str]]] = {
    "past": ("2020-01-01T00:00+09:00", "deadline_past", A_YEAR),
    "year-9999": ("9999-12-31T00:00+09:00", "deadline_far", A_YEAR),
    "past-the-last-year": ("9999-12-31T23:59-12:00", "out_of_range", ("쓸 수 없는 날짜", "out of range")),
    "before-the-first-year": ("0001-01-01T00:00+14:00", "out_of_range", ("쓸 수 없는 날짜", "out of range")),
    "30-february": ("2026-02-30T10:00+09:00", "not_a_moment", NO_DATE),
    "hour-25": ("2026-12-30T25:00+09:00", "not_a_moment", NO_DATE),
    "second-61": ("2026-12-30T10:00:61+09:00", "not_a_moment", NO_DATE),
    "zone-of-a-gap": ("2027-03-14T02:30[America/New_York]", "not_a_moment", NO_DATE),
    "zone-of-25-hours": ("2026-12-30T10:00+25:00", "not_a_moment", NO_DATE),
    "words": ("내일", "not_a_moment", NO_DATE),
    "long": ("2026-12-30T10:00+09:00" + " " * 40 + "x", "not_a_moment", ("날짜와 시각을", "a date and time")),
    "full-width": ("２０２６-12-30T10:00+09:00", "not_a_moment", NO_DATE),
    "NUL": ("2026-12-30T10:00\x00+09:00", "not_a_moment", NO_DATE),
    "day-alone-zoneless": ("2026-12-30", "zone_missing", ("시간대를 함께", "give the time zone")),
}
SHORT = {"publish": ("660원이 부족해요", "₩660 is missing"), "raise": ("2,200원이 부족해요", "₩2,200 is missing")}


def _typed(stage: Any, **changes: Any) -> dict[str, str]:
    return {name: str(value) for name, value in stage.terms(**changes).items()}


def _zoneless_on_a_page(stage: Any) -> Any:
    answer = stage.page("han", "/batches", **_typed(stage, deadline_at="2026-12-30T10:00"))
    return stage.api("han", "GET", answer.location.partition("#")[0])


def _means_seoul(answer: Any, _stage: Any) -> None:
    assert answer.json["deadline_at"] == "2026-12-30T01:00:00Z"


def _raised_after_a_claim(stage: Any) -> Any:
    batch = stage.make.batch(stage.people["gil"], rows=2)
    stage.kept = stage.make.claim(stage.people["rew"], batch)
    stage.make.pay_in(stage.people["gil"].company_id, 2 * 110)
    return stage.api("gil", "POST", f"/batches/{batch.id}/prices", json={"price": 300, "currency": "KRW"})


def _claimed_keeps_its_price(answer: Any, stage: Any) -> None:
    assert (answer.status_code, answer.json["price"]["minor"]) == (201, 300)
    assert stage.api("rew", "GET", f"/claims/{stage.kept.id}").json["price"]["minor"] == 200


CASES: list[Row] = []
for what, (moment, code, says) in MOMENTS.items():
    CASES += [
        Refused(17, what, "api", lambda s, moment=moment: s.api("han", "POST", "/batches", json=s.terms(deadline_at=moment)),
                422, code, says, "deadline_at"),
        Refused(17, what, "page", lambda s, moment=moment: s.page("han", "/batches", **_typed(s, deadline_at=moment, title="지킬 제목")),
                422, code, says, "deadline_at", kept='value="지킬 제목"'),
    ]
CASES += [
    Refused(17, "no-zone", "api", lambda s: s.api("han", "POST", "/batches", json=s.terms(deadline_at="2026-12-30T10:00")),
            422, "zone_missing", ("시간대를 함께", "give the time zone"), "deadline_at"),
    Refused(17, "a-number", "api", lambda s: s.api("han", "POST", "/batches", json=s.terms(deadline_at=1_800_000_000)),
            422, "not_a_moment", ("날짜와 시각을", "a date and time"), "deadline_at"),
    Taken(17, "no-zone-means-Seoul", "page", _zoneless_on_a_page, _means_seoul),
    Refused(48, "publish", "api", lambda s: s.api("gil", "POST", f"/batches/{s.other_draft.id}/publication"), 409, "escrow_short", SHORT["publish"]),
    Refused(48, "publish", "page", lambda s: s.page("gil", f"/batches/{s.other_draft.id}/publication"), 409, "escrow_short", SHORT["publish"]),
    Refused(48, "raise", "api", lambda s: s.api("han", "POST", f"/batches/{s.open.id}/prices", json={"price": 400, "currency": "KRW"}),
            409, "escrow_short", SHORT["raise"]),
    Refused(48, "raise", "page", lambda s: s.page("han", f"/batches/{s.open.id}/prices", price="400", currency="KRW"),
            409, "escrow_short", SHORT["raise"]),
    Taken(48, "raise-after-a-claim", "api", _raised_after_a_claim, _claimed_keeps_its_price),
]
