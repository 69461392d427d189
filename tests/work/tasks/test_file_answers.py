"""Files as answers: only a claim's own may be named, those who see the answer see them, a used one is told, an unused one goes."""

import pytest

from marketplace.kernel.errors import Invalid, NotFound
from marketplace.kernel.text import Text
from marketplace.quality import service as quality
from marketplace.quality.scoring import ItemResult
from marketplace.scheduler.job import run_job
from marketplace.work import service as work
from marketplace.work.jobs import REMOVE_UNUSED_FILES
from marketplace.work.models import StoredFile, Submission
from marketplace.work.queries import get_file
from marketplace.work.uploads import file_store
from tests.work.tasks.specs import jpeg


def _submit(claim, actor, **answers):
    return work.submit_claim(claim.id, answers=answers, actor=actor)


def _refused(claim, actor, **answers):
    with pytest.raises(Invalid) as refused:
        _submit(claim, actor, **answers)
    return {name: error.code for name, error in refused.value.fields.items()}


def _sees(actor, file):
    try:
        return get_file(actor, file.id).id == file.id
    except NotFound:
        return False


def _who_sees(cast, file):
    return {name for name in ("han", "mira", "noah", "rae", "ada", "gil") if _sees(getattr(cast, name), file)}


def test_photos_of_the_claim_are_handed_in(db, cast, claim, add):
    proof, corner = add(claim, jpeg("red")), add(claim, jpeg("blue"), "corners")

    submission = _submit(claim, cast.mira, proof=str(proof.id), corners=[str(corner.id), str(proof.id)])

    assert submission.answers == {"proof": str(proof.id), "corners": [str(corner.id), str(proof.id)]}
    assert {file.submission_id for file in db.session.query(StoredFile)} == {submission.id}


def test_files_of_others_or_of_nobody_are_refused_in_words(db, make, cast, open_batch, add):
    batch = open_batch("packing", rows=2)
    mine, theirs = make.claim(cast.mira, batch), make.claim(cast.noah, batch)
    other = add(theirs, jpeg("red"), actor=cast.noah)
    slip = add(mine, b"%PDF-1.7", "slip")

    assert _refused(mine, cast.mira, proof=str(other.id)) == {"proof": "not_your_file"}
    assert _refused(mine, cast.mira, proof="999999") == {"proof": "not_your_file"}
    assert _refused(mine, cast.mira, proof="photo.jpg") == {"proof": "not_your_file"}
    assert _refused(mine, cast.mira, proof=str(slip.id)) == {"proof": "not_a_photo"}
    assert db.session.query(Submission).count() == 0


def test_before_it_is_handed_in_only_the_worker_sees_it_and_then_those_who_judge(make, cast, claim, add, clock):
    file = add(claim, jpeg("red"))
    assert _who_sees(cast, file) == {"mira"}

    submission = _submit(claim, cast.mira, proof=str(file.id))
    assert _who_sees(cast, file) == {"mira", "han", "rae", "ada"}

    quality.review_submission(submission.id, decision="reject", items={"right": ItemResult("right", False, "상자가 비었어요")}, actor=cast.rae)
    assert _who_sees(cast, file) == {"mira", "rae", "ada"}


def test_another_worker_of_the_same_batch_sees_nothing_of_it(make, cast, open_batch, add):
    batch = open_batch("packing", rows=2)
    mine = make.claim(cast.mira, batch)
    make.claim(cast.noah, batch)
    file = add(mine, jpeg("red"))
    _submit(mine, cast.mira, proof=str(file.id))

    assert not _sees(cast.noah, file)


def test_a_photo_handed_in_before_is_told_to_the_reviewer(make, cast, open_batch, add):
    batch = open_batch("packing", rows=2)
    first, second = make.claim(cast.mira, batch), make.claim(cast.noah, batch)
    earlier = _submit(first, cast.mira, proof=str(add(first, jpeg("red")).id))
    assert earlier.findings == []

    later = _submit(second, cast.noah, proof=str(add(second, jpeg("red"), actor=cast.noah).id))

    assert [(one["code"], one["field"], one["blocking"]) for one in later.findings] == [("used_before", "proof", False)]
    assert f"#{earlier.id}" in Text.from_json(later.findings[0]["message"]).ko


def test_another_companys_submission_is_told_without_its_number(make, cast, open_batch, add):
    first, second = make.claim(cast.mira, open_batch("packing")), make.claim(cast.noah, open_batch("packing", owner=cast.gil))
    _submit(first, cast.mira, proof=str(add(first, jpeg("red")).id))

    later = _submit(second, cast.noah, proof=str(add(second, jpeg("red"), actor=cast.noah).id))

    assert later.findings[0]["message"]["ko"] == "다른 일감에 낸 것과 같은 파일이에요."


def test_what_was_added_but_not_handed_in_goes_after_a_week_and_nothing_else(db, make, cast, open_batch, add, clock):
    batch = open_batch("packing", rows=2)
    over, held = make.claim(cast.mira, batch), make.claim(cast.noah, batch)
    used, unused, waiting = add(over, jpeg("red")), add(over, jpeg("blue")), add(held, jpeg("green"), actor=cast.noah)
    _submit(over, cast.mira, proof=str(used.id))

    clock.forward(days=6)
    early = run_job(REMOVE_UNUSED_FILES).done
    clock.forward(days=1, minutes=1)
    due = run_job(REMOVE_UNUSED_FILES)

    db.session.expire_all()
    assert (early, due.done, due.failed) == (0, 1, 0)
    assert {file.id for file in db.session.query(StoredFile)} == {used.id, waiting.id}
    assert file_store().path(used.stored_as).exists()
    assert not any(file_store().path(name).exists() for name in (unused.stored_as, unused.thumbnail_as))


def test_a_second_round_may_name_the_photos_of_the_first(cast, claim, add):
    file = add(claim, jpeg("red"))
    first = _submit(claim, cast.mira, proof=str(file.id))
    quality.review_submission(first.id, decision="rework", items={"right": ItemResult("right", False, "흐려요")}, message="다시", actor=cast.rae)

    again = _submit(claim, cast.mira, proof=str(file.id), note="다시 봤어요")

    assert (again.round, again.findings) == (2, [])
