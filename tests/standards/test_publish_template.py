"""Publishing: the same content is one version, other content the next; what a new program brings is published by itself."""

from msgspec.structs import replace
from sqlalchemy import func, select

from marketplace.kernel.text import Text
from marketplace.scheduler.job import run_job
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.jobs import PUBLISH_CATALOGUE
from marketplace.standards.models import Template, TemplateVersion
from marketplace.standards.queries import changed_ready_templates
from marketplace.standards.service import publish_catalogue, publish_template
from tests.cast import SYSTEM

KEY = "stock-count"


def _count(db, kind):
    return db.session.scalar(select(func.count()).select_from(kind))


def test_the_catalogue_is_published_once_however_often(db):
    first = publish_catalogue(actor=SYSTEM)
    again = publish_catalogue(actor=SYSTEM)

    assert {key: version.id for key, version in first.items()} == {key: version.id for key, version in again.items()}
    assert _count(db, TemplateVersion) == len(CATALOGUE)


def test_other_content_is_the_next_version_and_the_one_before_stays(db):
    old = publish_template(key=KEY, spec=CATALOGUE[KEY], actor=SYSTEM)
    renamed = replace(CATALOGUE[KEY], title=Text("선반 세기", "Count a shelf"))

    new = publish_template(key=KEY, spec=renamed, actor=SYSTEM)

    assert (old.number, new.number) == (1, 2)
    assert db.session.get(TemplateVersion, old.id).spec.title == CATALOGUE[KEY].title
    assert db.session.scalar(select(Template)).title == renamed.title


def test_a_new_program_s_templates_are_published_by_the_job(db):
    for key, spec in CATALOGUE.items():
        if key != KEY:
            publish_template(key=key, spec=replace(spec, minutes=spec.minutes + 1) if key == "same-product" else spec, actor=SYSTEM)

    assert changed_ready_templates() == ["same-product", KEY]
    outcome = run_job(PUBLISH_CATALOGUE)

    assert (outcome.done, outcome.failed) == (2, 0)
    assert changed_ready_templates() == []
    assert run_job(PUBLISH_CATALOGUE).is_idle
    assert _count(db, TemplateVersion) == len(CATALOGUE) + 1
