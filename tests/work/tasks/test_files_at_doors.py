"""Files and finished answers at the page and the API: with and without a script, once however often they are sent, with the code to show."""

import io
import re

import pytest

from marketplace.accounts import service as accounts
from marketplace.accounts.forms import SCOPES
from marketplace.kernel.errors import Conflict
from marketplace.quality import service as quality
from marketplace.quality.scoring import ItemResult
from marketplace.work import service as work
from marketplace.work.models import Claim, StoredFile, Submission
from marketplace.work.proof import proof_code
from tests.cast import csrf_token, sign_in
from tests.work.tasks.specs import jpeg

JSON = {"Accept": "application/json"}
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}")


@pytest.fixture
def key(app, cast):
    """Headers of Mira's API key."""
    _, secret = accounts.create_key(name="tests", scopes=list(SCOPES), actor=cast.mira)
    return {"Authorization": f"Bearer {secret}"}


def _send(client, claim, noun="submissions", *, headers=(), query="", **fields):
    return client.post(f"/claims/{claim.id}/{noun}{query}", data={"csrf_token": csrf_token(client), **fields}, headers=dict(headers))


def _photo(colour="red"):
    return (io.BytesIO(jpeg(colour)), "사진.jpg")


def test_a_script_adds_a_photo_and_gets_its_id(mira, claim, db):
    answer = _send(mira, claim, "files", headers=JSON, field="proof", file=_photo())

    file = db.session.query(StoredFile).one()
    assert (answer.status_code, answer.json) == (201, {"id": str(file.id), "name": "사진.jpg", "is_photo": True})


def test_what_a_script_may_not_add_is_said_in_json(mira, claim):
    answer = _send(mira, claim, "files", headers=JSON, field="proof", file=(io.BytesIO(b"%PDF-1.7"), "a.pdf"))

    assert (answer.status_code, answer.json["error"]["code"]) == (415, "unsupported_image")
    assert answer.json["error"]["message"] == "JPG, PNG, WebP, GIF 사진만 올릴 수 있어요."


def test_without_a_script_chosen_files_are_kept_with_the_draft(mira, claim, db):
    answer = _send(mira, claim, "files", note="창가", **{"proof.upload": _photo(), "corners.upload": [_photo("blue"), _photo("green")]})

    db.session.expire_all()
    ids = {file.id for file in db.session.query(StoredFile)}
    draft = db.session.get(Claim, claim.id).draft
    assert (answer.status_code, answer.location) == (303, f"/claims/{claim.id}")
    assert draft["note"] == "창가"
    assert {int(file_id) for file_id in [draft["proof"], *draft["corners"]]} == ids
    assert len(ids) == 3


def test_without_a_script_a_photo_is_handed_in_with_the_form(mira, claim, db):
    answer = _send(mira, claim, **{"proof.upload": _photo()})

    submission = db.session.query(Submission).one()
    assert answer.location == f"/submissions/{submission.id}"
    assert submission.answers == {"proof": str(db.session.query(StoredFile).one().id)}


def test_a_bad_file_is_said_at_its_field_and_the_rest_is_kept(mira, claim, db):
    answer = _send(mira, claim, note="창가", **{"proof.upload": (io.BytesIO(b"no photo"), "a.jpg")})

    assert answer.status_code == 422
    assert "사진을 열 수 없어요" in answer.text
    assert 'value="창가"' in answer.text
    assert db.session.query(Submission).count() == 0


def test_a_finished_answer_sent_twice_under_one_key_is_one_submission_with_one_answer(mira, claim, add, db):
    file = add(claim, jpeg())
    once = {**JSON, "Idempotency-Key": "k-1"}

    first = mira.post(f"/claims/{claim.id}/submissions?expected_round=1", data={"proof": file.id}, headers={**once, "X-CSRFToken": csrf_token(mira)})
    again = mira.post(f"/claims/{claim.id}/submissions?expected_round=1", data={"proof": file.id}, headers={**once, "X-CSRFToken": csrf_token(mira)})

    submission = db.session.query(Submission).one()
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json == {"href": f"/submissions/{submission.id}"}


def test_a_late_copy_of_an_earlier_round_does_not_count_for_the_next(mira, cast, claim, add, db):
    file = add(claim, jpeg())
    first = work.submit_claim(claim.id, answers={"proof": str(file.id)}, actor=cast.mira)
    quality.review_submission(first.id, decision="rework", items={"right": ItemResult("right", False, "흐려요")}, message="다시", actor=cast.rae)

    late = _send(mira, claim, headers=JSON, query="?expected_round=1", proof=file.id)

    assert (late.status_code, late.json["error"]["code"]) == (409, "round_over")
    with pytest.raises(Conflict):
        work.submit_claim(claim.id, answers={"proof": str(file.id)}, expected_round=1, actor=cast.mira)
    assert db.session.query(Submission).count() == 1


def test_the_api_adds_a_file_and_shows_it_with_the_claim(app, claim, key, db):
    api = app.test_client()

    made = api.post(f"/api/v1/claims/{claim.id}/files", data={"field": "proof", "file": _photo()}, headers={**key, "Idempotency-Key": "a"})
    again = api.post(f"/api/v1/claims/{claim.id}/files", data={"field": "proof", "file": _photo()}, headers={**key, "Idempotency-Key": "b"})
    shown = api.get(f"/api/v1/claims/{claim.id}", headers=key).json

    assert (made.status_code, made.json["name"], made.json["width"], made.json["height"]) == (201, "사진.jpg", 800, 600)
    assert again.json == made.json == shown["files"][0]
    assert shown["proof_code"] == proof_code(claim.id)
    assert db.session.query(StoredFile).count() == 1


def test_the_api_refuses_a_file_for_no_field_and_for_nobodys_claim(app, claim, key, cast):
    api = app.test_client()

    wrong = api.post(f"/api/v1/claims/{claim.id}/files", data={"field": "note", "file": _photo()}, headers=key)
    none = api.post(f"/api/v1/claims/{claim.id}/files", data={"field": "proof"}, headers=key, content_type="multipart/form-data")
    work.release_claim(claim.id, actor=cast.mira)
    over = api.post(f"/api/v1/claims/{claim.id}/files", data={"field": "proof", "file": _photo()}, headers=key)

    assert (wrong.status_code, wrong.json["error"]["fields"]["field"]["code"]) == (422, "no_file_field")
    assert (none.status_code, list(none.json["error"]["fields"])) == (422, ["file"])
    assert over.status_code == 409


def test_the_code_is_shown_to_the_worker_and_to_the_reviewer_beside_the_picture(mira, claim, cast, add, app, make):
    code = proof_code(claim.id)
    assert CODE.fullmatch(code)
    assert code in mira.get(f"/claims/{claim.id}").text
    file = add(claim, jpeg())
    submission = work.submit_claim(claim.id, answers={"proof": str(file.id)}, actor=cast.mira)
    rae = app.test_client()
    sign_in(rae, cast.rae)

    shown = rae.get(f"/reviews/{submission.id}").text

    assert code in shown
    assert f'src="/files/{file.id}"' in shown


def test_each_claim_has_its_own_code_and_work_without_photos_none(make, cast, mira, claim, open_batch):
    assert len({proof_code(number) for number in range(1, 500)}) == 499
    other = make.claim(cast.mira, make.batch(cast.han))

    assert "proof-code" not in mira.get(f"/claims/{other.id}").text
