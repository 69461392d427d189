"""Publishing the platform's own templates."""

from sqlalchemy import func, select

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.models import Template, TemplateVersion
from marketplace.standards.spec import Spec


@verb
def publish_template(*, key: str, spec: Spec, actor: Actor) -> TemplateVersion:
    """Publish a platform template under `key`, as version 1 or as the next one; nothing when it says the same."""
    require(actor, Permission.RUN_JOBS)
    spec.refuse_faults()
    with transaction() as session:
        template = session.scalar(select(Template).where(Template.key == key))
        if template is None:
            template = Template(key=key, title_json=spec.title.to_json(), summary_json=spec.summary.to_json())
            session.add(template)
            session.flush()
        latest = session.scalar(select(TemplateVersion).where(TemplateVersion.template_id == template.id)
                                .order_by(TemplateVersion.number.desc()).limit(1))
        if latest is not None and latest.spec == spec:
            return latest
        number = 1 + (session.scalar(select(func.max(TemplateVersion.number)).where(TemplateVersion.template_id == template.id)) or 0)
        version = TemplateVersion(template_id=template.id, number=number, state="published", content=spec.to_json(), published_at=clock.now(),
                                  quiz_needed=bool(spec.quiz.questions))
        template.title_json, template.summary_json = spec.title.to_json(), spec.summary.to_json()
        session.add(version)
        session.flush()
        record(session, actor, "publish_template", "template_version", version.id, key=key, number=number)
    return version


def publish_catalogue(*, actor: Actor) -> dict[str, TemplateVersion]:
    """Publish the platform's ready templates, each under its key; those that say the same stay as they are."""
    return {key: publish_template(key=key, spec=spec, actor=actor) for key, spec in CATALOGUE.items()}
