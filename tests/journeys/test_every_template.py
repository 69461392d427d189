"""Every ready template goes through the main job on its sample rows: import, work page, automatic checks, review, export."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy import func, select

from marketplace.kernel.errors import Conflict
from marketplace.kernel.policy import Actor
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.kinds import kind_of
from marketplace.work import service as work
from marketplace.work.models import Claim, Submission, Task
from marketplace.work.proof import proof_code
from marketplace.work.queries import get_claim
from tests.cast import csrf_token, send
from tests.journeys.posted import Job


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_a_ready_template_goes_from_its_sample_table_to_its_results(db, cast, start_job, prove, key):
    job = start_job(key)

    worked = [_do(job, claim, worker) for worker in (cast.mira, cast.noah) for claim in _claims(job, worker)]
    for number, submission_id in enumerate(worked):
        _accept(job, submission_id, is_first=number == 0)

    states = db.session.scalars(select(Submission.state).where(Submission.batch_id == job.batch.id)).all()
    assert set(states) == {"accepted"}
    assert len(states) == db.session.scalar(select(func.sum(Task.slots)).where(Task.batch_id == job.batch.id))
    _check_results(job, len(states))
    prove()


def test_a_code_of_another_task_is_told_to_its_worker_and_to_the_reviewer(cast, start_job):
    job = start_job("sample-packing")
    claim, other = (work.claim_next(job.batch.id, actor=cast.mira) for _ in range(2))
    answers = job.rows[get_claim(cast.mira, claim.id).task.number - 1].answers | {"code": proof_code(other.id)} | job.add_files(claim, cast.mira)

    submission = work.submit_claim(claim.id, answers=answers, actor=cast.mira)

    assert [(one["code"], one["field"], one["blocking"]) for one in submission.findings] == [("code_differs", "code", False)]
    assert "이 일감의 코드와 달라요" in job.read("rae", f"/reviews/{submission.id}")


def _claims(job: Job, worker: Actor) -> Iterator[Claim]:
    """Every task there is for somebody, one after the other."""
    with suppress(Conflict):  # nothing_left
        while True:
            yield get_claim(worker, work.claim_next(job.batch.id, actor=worker).id)


def _do(job: Job, claim: Claim, worker: Actor) -> int:
    """Open the page, fill in the good answer, have it checked, hand it in; the submission's id."""
    spec, who = job.spec, worker.name.lower()
    row = job.rows[claim.task.number - 1]
    path = f"/claims/{claim.id}"
    if claim.task.number == 1:
        assert job.spec.outputs[0].label.en in job.read(who, path, locale="en")
    assert spec.outputs[0].label.ko in job.read(who, path)
    codes = {field.name: proof_code(claim.id) for field in spec.outputs if field.kind == "signature_code"}
    answers, wrong = spec.parse_answers(row.answers | codes | job.add_files(claim, worker))
    assert wrong == {}
    form = {"csrf_token": csrf_token(job.browsers[who]), **spec.fill_form(answers)}

    checked = job.browsers[who].post(f"{path}/checks", data=form)
    handed_in = job.browsers[who].post(f"{path}/submissions", data=form)

    assert checked.status_code == 200
    assert "빠진 것 없이 낼 수 있어요." in checked.text
    assert handed_in.status_code == 303, handed_in.text
    return int(handed_in.location.rpartition("/")[2].partition("?")[0])


def _accept(job: Job, submission_id: int, *, is_first: bool) -> None:
    path = f"/reviews/{submission_id}"
    if is_first:
        assert job.spec.checklist[0].label.en in job.read("rae", path, locale="en")
    assert job.spec.checklist[0].label.ko in job.read("rae", path)
    items = {f"item-{item.key}": "pass" for item in job.spec.checklist}
    decided = send(job.browsers["rae"], f"/submissions/{submission_id}/reviews", decision="accept", message="", **items)
    assert decided.status_code == 303, decided.text


def _check_results(job: Job, count: int) -> None:
    """Both files hold every accepted answer in its normal form."""
    path, spec = f"/batches/{job.batch.id}/exports", job.spec
    table = send(job.browsers["han"], path, file_format="csv").data.decode("utf-8-sig")
    lines = send(job.browsers["han"], path, file_format="jsonl").data.decode().splitlines()

    header, *cells = csv.reader(io.StringIO(table))
    results = [json.loads(line) for line in lines]
    assert {f"input.{field.name}" for field in spec.inputs} | {f"answer.{field.name}" for field in spec.outputs} <= set(header)
    assert len(cells) == len(results) == count
    for result in results:
        row = job.rows[result["task"] - 1]
        for field in spec.outputs:
            if not kind_of(field).is_file and field.kind != "signature_code":
                assert result["answers"].get(field.name) == spec.parse_answers(row.answers)[0].get(field.name)
