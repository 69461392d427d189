"""A retired template is brought back: new batches take it again, with its versions and its draft as they were."""

import pytest

from marketplace.kernel.database import db as database
from marketplace.kernel.errors import Conflict, Forbidden, NotFound
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut
from marketplace.standards import service
from marketplace.standards.models import Template
from marketplace.standards.queries import list_retired, list_templates
from marketplace.work import service as work
from tests.cast import send, sign_in


@pytest.fixture
def retired(cast, publish):
    version = publish(cast.han)
    service.start_draft(version.template_id, actor=cast.han)
    service.retire_template(version.template_id, actor=cast.han)
    return version


def post(version, actor):
    return work.post_batch(template_version_id=version.id, title="색", price=Money(200, "KRW"), actor=actor)


def test_it_takes_new_batches_and_edits_again(cast, retired):
    with pytest.raises(Conflict):
        post(retired, cast.han)

    template = service.restore_template(retired.template_id, actor=cast.han)

    assert template.retired_at is None
    assert post(retired, cast.han).template_version_id == retired.id
    assert service.edit_draft(retired.template_id, changes={"minutes": 4}, actor=cast.han).spec.minutes == 4
    assert (list_retired(cast.han, Cut()).items, retired.id in [one.id for one in list_templates(cast.han)]) == ([], True)
    assert database.session.query(JournalEntry).filter_by(verb="restore_template").one().subject_id == retired.template_id


def test_what_is_not_retired_cannot_be_brought_back(cast, publish):
    version = publish(cast.han)

    with pytest.raises(Conflict) as refused:
        service.restore_template(version.template_id, actor=cast.han)

    assert refused.value.code == "template_in_use"


def test_it_is_its_company_s_to_bring_back(cast, retired):
    assert [one.id for one in list_retired(cast.han, Cut()).items] == [retired.id]
    assert list_retired(cast.gil, Cut()).items == []
    for actor, refusal in ((cast.gil, NotFound), (cast.mira, Forbidden)):
        with pytest.raises(refusal):
            service.restore_template(retired.template_id, actor=actor)
    with pytest.raises(Forbidden):
        list_retired(cast.mira, Cut())

    database.session.expire_all()
    assert database.session.get(Template, retired.template_id).retired_at is not None


def test_the_catalogue_lists_what_can_be_brought_back(app, cast, retired):
    han = app.test_client()
    sign_in(han, cast.han)
    address = f"/templates/{retired.template_id}/restorations"
    pages = [han.get(path).text for path in ("/templates", f"/templates/{retired.template_id}")]

    answer = send(han, address)

    assert all(f'action="{address}"' in page for page in pages)
    assert (answer.status_code, answer.location) == (303, f"/templates/{retired.template_id}")
    assert "작업 기준을 되살렸어요" in han.get(answer.location).text
    assert address not in han.get("/templates").text
