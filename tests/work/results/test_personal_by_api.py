"""Personal data at the API: whole for who wrote it and for who may take it out, masked for everybody else who may look."""

import pytest
from sqlalchemy import insert

from marketplace.accounts.models import Membership
from marketplace.accounts.service import add_staff
from marketplace.kernel.database import transaction
from marketplace.work.models import Submission
from tests.cast import SYSTEM
from tests.work.results.conftest import DRIVER, RECEIVER


@pytest.fixture
def viewer(make, cast):
    """Somebody who may look at the company's batches and no more."""
    vera = make.person("Vera")
    with transaction() as session:
        session.execute(insert(Membership).values(person_id=vera.person_id, company_id=cast.han.company_id, role="viewer"))
    return make.again(vera.person_id)


@pytest.fixture
def elsewhere(make, cast):
    """Gil owns another company, reviews for the platform and looks after it: none of it opens Han's company."""
    add_staff(person_id=cast.gil.person_id, reviewer=True, admin=True, actor=SYSTEM)
    return make.again(cast.gil.person_id)


@pytest.mark.parametrize(("who", "is_whole"), [("owner", True), ("viewer", False), ("admin", False), ("elsewhere", False)])
def test_rows_are_whole_for_who_may_export_them(parcels, cast, viewer, elsewhere, speak, who, is_whole):
    reader = {"owner": cast.han, "viewer": viewer, "admin": cast.ada, "elsewhere": elsewhere}[who]

    tasks = speak(reader).get(f"/batches/{parcels.id}/tasks").json["items"]

    assert [(one["input"]["receiver"] == RECEIVER, RECEIVER in str(one)) for one in tasks] == [(is_whole, is_whole)] * 2


@pytest.mark.parametrize(("who", "is_whole"), [("worker", True), ("owner", True), ("reviewer", False), ("admin", False), ("elsewhere", False)])
def test_answers_are_whole_for_who_wrote_them_and_who_may_export_them(parcels, cast, elsewhere, speak, db, who, is_whole):
    reader = {"worker": cast.mira, "owner": cast.han, "reviewer": cast.rae, "admin": cast.ada, "elsewhere": elsewhere}[who]
    accepted = db.session.query(Submission.id).filter_by(state="accepted").scalar()

    seen = speak(reader).get(f"/submissions/{accepted}").json

    assert (RECEIVER in str(seen), DRIVER in str(seen)) == (is_whole, is_whole)
    assert seen["answers"]["note"] == "kept"
