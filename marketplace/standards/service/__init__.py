"""The verbs of standards: templates are made, drafted, published, retired and brought back; a published version never changes."""

from marketplace.standards.service.catalogue import publish_catalogue, publish_template
from marketplace.standards.service.discarding import discard_draft
from marketplace.standards.service.drafts import edit_draft, publish_draft, start_draft
from marketplace.standards.service.pictures import add_picture, picture_store
from marketplace.standards.service.templates import (
    make_template,
    open_to_workers,
    refuse_retired,
    restore_template,
    retire_template,
)

__all__ = [
    "add_picture", "discard_draft", "edit_draft", "make_template", "open_to_workers", "picture_store", "publish_catalogue", "publish_draft",
    "publish_template", "refuse_retired", "restore_template", "retire_template", "start_draft",
]
