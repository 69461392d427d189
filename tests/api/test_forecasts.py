"""Forecasts, fees and low pay under /api/v1."""

from tests.api.conftest import code


def test_a_draft_is_foreseen_and_a_published_batch_compared(make, cast, speak):
    han = speak(cast.han)
    draft = make.draft(cast.han, rows=3, price=200)

    before = han.get(f"/batches/{draft.id}/forecast").json
    make.pay_in(cast.han.company_id, 660)
    han.post(f"/batches/{draft.id}/publication")
    after = han.get(f"/batches/{draft.id}/forecast").json

    assert (before["cost_basis"], before["time_basis"], before["actual"]) == ("assumed", "assumed", None)
    assert before["forecast"]["cost"] == {"p50": 660, "p90": 660}
    assert after["forecast"] == before["forecast"]
    assert (after["actual"]["done"], after["actual"]["asked"], after["actual"]["cost"]) == (0, 3, 0)
    assert speak(cast.gil).get(f"/batches/{draft.id}/forecast").status_code == 404


def test_too_low_a_price_is_refused_with_the_numbers(make, cast, speak):
    draft = make.draft(cast.han, price=150)
    make.pay_in(cast.han.company_id, 10_000)

    answers = [speak(cast.han).post(f"/batches/{draft.id}/{noun}") for noun in ("publication", "payments")]

    assert [(answer.status_code, code(answer)) for answer in answers] == [(409, "pay_too_low")] * 2
    facts = answers[0].json["error"]["facts"]
    assert (facts["hourly"], facts["minimum"], facts["least_price"], facts["measured"]) == ("9000 KRW", "10320 KRW", "172 KRW", 0)


def test_fees_and_minimum_pay_are_there_to_read(cast, speak):
    found = speak(cast.mira).get("/fees").json

    assert found["fees"] == [{"basis_points": 1000, "since": None, "currency": ""}]
    assert {(one["country"], one["hourly"]["minor"], one["since"]) for one in found["minimum_pay"]} == {
        ("KR", 10_030, "2025-01-01"), ("KR", 10_320, "2026-01-01"), ("US", 725, "2009-07-24")}
