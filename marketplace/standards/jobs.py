"""What happens to templates by themselves: a new program's ready ones are published."""

from typing import Final

from marketplace.kernel.text import Text
from marketplace.scheduler.job import Job
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.queries import changed_ready_templates
from marketplace.standards.service import publish_template

PUBLISH_CATALOGUE: Final = Job(
    "publish_catalogue", Text("새로 생기거나 바뀐 기본 작업 기준을 공개해요", "Publishes ready templates that are new or have changed"), 3600,
    due=changed_ready_templates, act=lambda key, actor: publish_template(key=key, spec=CATALOGUE[key], actor=actor))
