"""A draft is thrown away: published versions stay, and a template that has none goes with its pictures."""

import io

import pytest

from marketplace.kernel.database import db as database
from marketplace.kernel.errors import Conflict, Forbidden, NotFound
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.paging import Cut
from marketplace.standards import service
from marketplace.standards.models import TemplatePicture, TemplateVersion
from marketplace.standards.queries import get_draft, get_newest, list_drafts, list_retired
from tests.api.conftest import a_photo
from tests.cast import send
from tests.standards.templates.conftest import PARTS


def test_the_next_version_is_forgotten_and_the_published_one_stays(cast, publish):
    version = publish(cast.han)
    service.start_draft(version.template_id, actor=cast.han)
    service.edit_draft(version.template_id, changes={"minutes": 9}, actor=cast.han)

    gone = service.discard_draft(version.template_id, expected_revision=2, actor=cast.han)

    assert (gone.number, get_newest(cast.han, version.template_id).id) == (2, version.id)
    assert list_drafts(cast.han, Cut()).items == []
    told = database.session.query(JournalEntry).filter_by(verb="discard_draft").one()
    assert (told.company_id, told.facts) == (cast.han.company_id, {"template_id": version.template_id, "number": 2})
    again = service.start_draft(version.template_id, actor=cast.han)
    assert (again.number, again.spec.minutes) == (2, 3)


def test_a_template_that_was_never_published_goes_with_its_pictures(app, cast):
    draft = service.make_template(actor=cast.han)
    picture = service.add_picture(draft.template_id, file=io.BytesIO(a_photo()), filename="a.jpg", actor=cast.han)
    path = service.picture_store().path(picture.stored_as)
    assert path.exists()

    service.discard_draft(draft.template_id, actor=cast.han)

    assert not path.exists()
    assert (database.session.query(TemplatePicture).count(), list_retired(cast.han, Cut()).items) == (0, [])
    for verb in (service.start_draft, service.restore_template, service.retire_template, service.discard_draft):
        with pytest.raises((NotFound, Conflict)):
            verb(draft.template_id, actor=cast.han)


def test_pictures_of_a_template_that_goes_on_are_kept(app, cast, publish):
    version = publish(cast.han)
    service.start_draft(version.template_id, actor=cast.han)
    picture = service.add_picture(version.template_id, file=io.BytesIO(a_photo()), filename="a.jpg", actor=cast.han)

    service.discard_draft(version.template_id, actor=cast.han)

    assert service.picture_store().path(picture.stored_as).exists()


def test_what_somebody_edited_meanwhile_is_not_thrown_away(cast):
    draft = service.edit_draft(service.make_template(actor=cast.han).template_id, changes=PARTS, actor=cast.han)

    with pytest.raises(Conflict) as refused:
        service.discard_draft(draft.template_id, expected_revision=1, actor=cast.han)

    assert refused.value.code == "changed_meanwhile"
    assert get_draft(cast.han, draft.template_id).revision == 2


def test_a_draft_is_its_company_s_to_throw_away(cast, publish):
    version = publish(cast.han)
    service.start_draft(version.template_id, actor=cast.han)

    for actor, refusal in ((cast.gil, NotFound), (cast.mira, Forbidden)):
        with pytest.raises(refusal):
            service.discard_draft(version.template_id, actor=actor)

    assert database.session.query(TemplateVersion).filter_by(state="draft").count() == 1


@pytest.mark.parametrize("is_first", [True, False])
def test_the_page_asks_and_leads_back(han, cast, publish, is_first):
    draft = service.make_template(actor=cast.han) if is_first else service.start_draft(publish(cast.han).template_id, actor=cast.han)
    here = f"/templates/{draft.template_id}"
    page = han.get(f"{here}/draft").text
    old = send(han, f"{here}/draft-discards", revision="7")

    answer = send(han, f"{here}/draft-discards", revision=draft.revision)

    assert (old.status_code, answer.status_code, answer.location) == (409, 303, "/templates" if is_first else here)
    assert f'action="{here}/draft-discards"' in page
    assert "초안을 버렸어요" in han.get(answer.location).text
    assert han.get(f"{here}/draft").status_code == 404
