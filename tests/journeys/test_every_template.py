"""Every ready template goes through the main job on its sample rows: import, work page, automatic checks, review, export."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from sqlalchemy import func, select

from marketplace.kernel.errors import Conflict
from marketplace.kernel.policy import Actor
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.kinds import kind_of
from marketplace.standards.parts import Example
from marketplace.standards.samples import has_sample_photos, sample_bundle, sample_rows, sample_table
from marketplace.standards.spec import Spec
from marketplace.work import service as work
from marketplace.work.models import Batch, Claim, Submission, Task
from marketplace.work.proof import proof_code
from marketplace.work.queries import get_claim
from tests.cast import csrf_token, send, sign_in


@dataclass
class Job:
    """A batch of a ready template with its sample rows, and the browsers of those who handle it."""

    key: str
    spec: Spec
    batch: Batch
    browsers: dict[str, FlaskClient]

    @property
    def rows(self) -> tuple[Example, ...]:
        """The sample rows, in the order of the tasks."""
        return sample_rows(self.key, self.spec)

    def add_files(self, claim: Claim, worker: Actor) -> dict[str, list[str]]:
        """Photos taken for a claim, for every needed answer that wants some: their ids."""
        wanted = [field for field in self.spec.outputs if kind_of(field).is_file and field.required]
        return {field.name: [str(work.add_claim_file(claim.id, field=field.name, file=_photo(claim.id, shot), filename=f"{shot}.jpg",
                                                     actor=worker).id) for shot in range(2)] for field in wanted}

    def read(self, who: str, path: str, *, locale: str = "ko") -> str:
        """A page as somebody reads it."""
        send(self.browsers[who], "/language", locale=locale, next="/")
        answer = self.browsers[who].get(path)
        assert (path, answer.status_code) == (path, 200)
        return str(answer.text)


@pytest.fixture
def start_job(app, db, make, cast):
    """`start_job("stock-count")`: its sample table uploaded as it is downloaded, paid for and open."""

    def start(key: str) -> Job:
        version, spec = make.version(key), CATALOGUE[key]
        batch = work.post_batch(template_version_id=version.id, title=spec.title.ko, price=spec.price("KRW"), actor=cast.han)
        table, name = (sample_bundle(key, spec), "sample.zip") if has_sample_photos(key, spec) else (sample_table(key, spec), "sample.csv")
        found = work.check_import(batch.id, table=io.BytesIO(table), filename=name, actor=cast.han)
        assert (found.rows_good, found.errors) == (len(sample_rows(key, spec)), [])
        work.store_import(found.id, actor=cast.han)
        slots = db.session.scalar(select(func.sum(Task.slots)).where(Task.batch_id == batch.id))
        make.pay_in(cast.han.company_id, (batch.unit * slots).minor)
        if key != "same-product":  # they have passed that one
            make.qualify(cast.mira, cast.noah, key=key)
        browsers = {name: app.test_client() for name in ("han", "mira", "noah", "rae")}
        for name, browser in browsers.items():
            sign_in(browser, getattr(cast, name))
        return Job(key, spec, work.publish_batch(batch.id, actor=cast.han), browsers)

    return start


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


def _photo(claim_id: int, shot: int) -> io.BytesIO:
    """A picture of the claim's code, as its worker writes it on a slip."""
    drawn, picture = io.BytesIO(), Image.new("RGB", (320, 240), (230, 90 * shot, 120))
    ImageDraw.Draw(picture).text((40, 40), proof_code(claim_id), fill="black")
    picture.save(drawn, "JPEG")
    drawn.seek(0)
    return drawn
