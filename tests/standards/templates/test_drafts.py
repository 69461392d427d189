"""A draft is edited as long as one likes, checked, and published once as the next version, which nobody can change."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from marketplace.kernel.database import db as database
from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.paging import Cut
from marketplace.kernel.text import Text
from marketplace.standards import service
from marketplace.standards.models import Template, TemplateVersion
from marketplace.standards.parts import CheckItem
from marketplace.standards.queries import get_draft, get_newest, get_version, list_drafts, list_templates
from tests.standards.templates.conftest import PARTS, colour


def test_a_template_from_nothing_is_a_draft_of_its_company(cast):
    draft = service.make_template(title=Text("라벨", "Labels"), actor=cast.han)

    assert (draft.number, draft.state, draft.template.company_id) == (1, "draft", cast.han.company_id)
    assert draft.spec.title == Text("라벨", "Labels")
    assert [one.id for one in list_drafts(cast.han, Cut()).items] == [draft.id]
    assert {fault.place for fault in draft.spec.faults()} == {"summary", "inputs", "outputs"}


def test_a_copy_says_the_same_under_a_name_of_its_own(make, cast):
    ready = make.version("kr-product-listing")

    draft = service.make_template(copy_of=ready.id, actor=cast.han)

    assert draft.spec.title.ko == f"{ready.spec.title.ko} (사본)"
    assert draft.spec.outputs == ready.spec.outputs
    assert draft.spec.faults() == []


def test_some_parts_may_be_there_from_the_start(cast):
    draft = service.make_template(title=Text("색", "Colour"), parts={"outputs": (colour(),), "minutes": 9}, actor=cast.han)

    assert (draft.spec.title.ko, draft.spec.outputs, draft.spec.minutes, draft.spec.pass_mark) == ("색", (colour(),), 9, 80)


def test_an_edit_changes_the_parts_that_are_given_and_counts(cast):
    draft = service.make_template(actor=cast.han)

    edited = service.edit_draft(draft.template_id, changes=PARTS, expected_revision=1, actor=cast.han)

    assert (edited.revision, edited.spec.outputs, edited.spec.minutes) == (2, (colour(),), 3)
    assert database.session.get(Template, draft.template_id).title == PARTS["title"]
    assert database.session.query(JournalEntry).filter_by(verb="edit_draft").one().facts["parts"] == sorted(PARTS)


def test_an_edit_on_an_older_reading_is_refused(cast):
    draft = service.make_template(actor=cast.han)
    service.edit_draft(draft.template_id, changes={"minutes": 4}, expected_revision=1, actor=cast.han)

    with pytest.raises(Conflict) as refused:
        service.edit_draft(draft.template_id, changes={"minutes": 9}, expected_revision=1, actor=cast.han)

    assert (refused.value.code, refused.value.facts) == ("changed_meanwhile", {"revision": 2})
    assert get_draft(cast.han, draft.template_id).spec.minutes == 4


def test_a_draft_that_is_too_long_is_refused(cast):
    draft = service.make_template(actor=cast.han)

    with pytest.raises(TooLarge):
        service.edit_draft(draft.template_id, changes={"sop": Text("가" * 400_000, "")}, actor=cast.han)


def test_every_fault_is_named_by_its_place_and_nothing_is_published(cast):
    draft = service.make_template(actor=cast.han)
    wrong = {"outputs": (colour("red"),), "checklist": (CheckItem("a", Text("맞아요", "Right"), 90, "A"),), "minutes": 0}
    service.edit_draft(draft.template_id, changes=wrong, actor=cast.han)

    with pytest.raises(Invalid) as refused:
        service.publish_draft(draft.template_id, actor=cast.han)

    assert refused.value.code == "template_invalid"
    assert refused.value.fields.keys() == {"title", "summary", "minutes", "inputs", "outputs.colour.options", "checklist"}
    assert "90" in refused.value.fields["checklist"].message.ko
    assert get_draft(cast.han, draft.template_id).state == "draft"


def test_publishing_makes_version_one_and_the_next_begins_as_its_copy(cast, publish):
    first = publish(cast.han)
    second = publish(cast.han, first.template_id, minutes=5)

    assert [(one.number, one.state, one.spec.minutes) for one in (first, second)] == [(1, "published", 3), (2, "published", 5)]
    assert get_newest(cast.han, first.template_id).id == second.id
    assert get_version(cast.han, first.id).spec.minutes == 3


def test_a_version_without_questions_needs_no_quiz(make, cast, publish):
    assert (publish(cast.han).quiz_needed, make.version().quiz_needed) == (False, True)


def test_the_same_again_is_no_new_version(cast, publish):
    version = publish(cast.han)

    with pytest.raises(Conflict) as refused:
        publish(cast.han, version.template_id)

    assert refused.value.code == "nothing_changed"


def test_there_is_one_draft_at_a_time(cast, publish):
    version = publish(cast.han)
    service.start_draft(version.template_id, actor=cast.han)

    with pytest.raises(Conflict) as refused:
        service.start_draft(version.template_id, actor=cast.han)

    assert refused.value.code == "draft_exists"


@pytest.mark.parametrize("statement", [
    "UPDATE template_versions SET content = '{}' WHERE id = :id", "UPDATE template_versions SET number = 9 WHERE id = :id",
    "UPDATE template_versions SET state = 'draft', published_at = NULL WHERE id = :id", "DELETE FROM template_versions WHERE id = :id",
])
def test_the_database_refuses_to_change_a_published_version(cast, publish, statement):
    version = publish(cast.han)

    with pytest.raises(DBAPIError, match="version_sealed"), transaction() as session:
        session.execute(text(statement), {"id": version.id})

    database.session.expire_all()
    assert database.session.get(TemplateVersion, version.id).content == version.content


def test_a_retired_template_takes_no_new_batch_and_no_new_version(cast, publish):
    version = publish(cast.han)

    template = service.retire_template(version.template_id, actor=cast.han)

    assert template.retired_at is not None
    assert version.id not in [one.id for one in list_templates(cast.han)]
    for again in (service.retire_template, service.start_draft):
        with pytest.raises(Conflict) as refused:
            again(version.template_id, actor=cast.han)
        assert refused.value.code == "template_retired"


def test_others_see_nothing_of_it(cast, publish):
    version = publish(cast.han)
    service.start_draft(version.template_id, actor=cast.han)

    assert version.id not in [one.id for one in list_templates(cast.gil)]
    for ask in (lambda: get_version(cast.gil, version.id), lambda: get_newest(cast.mira, version.template_id),
                lambda: get_draft(cast.gil, version.template_id), lambda: service.make_template(copy_of=version.id, actor=cast.gil),
                lambda: service.edit_draft(version.template_id, changes={}, actor=cast.gil),
                lambda: service.publish_draft(version.template_id, actor=cast.gil),
                lambda: service.retire_template(version.template_id, actor=cast.gil),
                lambda: service.start_draft(version.template_id, actor=cast.gil)):
        with pytest.raises(NotFound):
            ask()


def test_the_platform_s_templates_are_nobody_s_to_change(make, cast):
    version = make.version()

    for verb in (service.start_draft, service.retire_template):
        with pytest.raises(NotFound):
            verb(version.template_id, actor=cast.han)


def test_who_posts_nothing_makes_no_template(cast):
    with pytest.raises(Forbidden):
        service.make_template(actor=cast.mira)

    assert database.session.query(Template).filter(Template.company_id.is_not(None)).count() == 0
