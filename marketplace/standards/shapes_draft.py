"""What the API says about drafts and about what differs between versions."""

from datetime import datetime

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.differences import Change, Line, diff_lines, find_changes
from marketplace.standards.faults import Fault
from marketplace.standards.models import Template, TemplatePicture, TemplateVersion
from marketplace.standards.spec import Spec


class FaultShape(msgspec.Struct):
    """What keeps a draft from being published: the place in it, such as `outputs.colour.options`, and what to do."""

    place: str
    message: Text


class TemplateDraftShape(msgspec.Struct):
    """A draft in full with what is still wrong in it; `version` is its ETag, what If-Match takes when editing."""

    template_id: int
    number: int
    version: int
    spec: Spec
    faults: list[FaultShape]


class DraftRowShape(msgspec.Struct):
    """A draft in a list."""

    template_id: int
    number: int
    title: Text
    is_first: bool


class PictureShape(msgspec.Struct):
    """A picture for a working standard, and the Markdown that stands for it there."""

    id: int
    template_id: int
    markdown: str
    media_type: str
    size: int


class RetiredShape(msgspec.Struct):
    """A template that no new batch takes while `retired_at` says since when."""

    id: int
    key: str
    retired_at: datetime | None


class ChangeShape(msgspec.Struct):
    """One difference in words; the texts are blank where there is nothing to say."""

    part: str
    what: str
    name: Text
    before: Text
    after: Text


class LineShape(msgspec.Struct):
    """A line of the working standard: `same`, `gone` or `new`."""

    what: str
    line: str


class DifferencesShape(msgspec.Struct):
    """What differs from one version to another, and the lines of the working standard in both languages where those differ."""

    since_version_id: int
    version_id: int
    changes: list[ChangeShape]
    sop_ko: list[LineShape]
    sop_en: list[LineShape]


def shape_draft(draft: TemplateVersion) -> TemplateDraftShape:
    """A draft in full."""
    return TemplateDraftShape(draft.template_id, draft.number, draft.revision, draft.spec, [_shape_fault(fault) for fault in draft.spec.faults()])


def shape_draft_row(draft: TemplateVersion) -> DraftRowShape:
    """A draft for a list."""
    return DraftRowShape(draft.template_id, draft.number, draft.spec.title, draft.number == 1)


def shape_picture(picture: TemplatePicture) -> PictureShape:
    """A picture that was just added."""
    return PictureShape(picture.id, picture.template_id, picture.markdown, picture.media_type, picture.size)


def shape_retired(template: Template) -> RetiredShape:
    """A template that was just retired or brought back."""
    return RetiredShape(template.id, template.key, template.retired_at)


def shape_differences(before: TemplateVersion, after: TemplateVersion) -> DifferencesShape:
    """What differs between two versions."""
    one, other = before.spec, after.spec
    return DifferencesShape(before.id, after.id, [_shape_change(change) for change in find_changes(one, other)],
                            _shape_lines(one.sop.ko, other.sop.ko), _shape_lines(one.sop.en, other.sop.en))


def _shape_fault(fault: Fault) -> FaultShape:
    return FaultShape(fault.place, fault.sentence)


def _shape_change(change: Change) -> ChangeShape:
    return ChangeShape(change.part, change.what, change.name, change.before, change.after)


def _shape_lines(before: str, after: str) -> list[LineShape]:
    return [] if before == after else [_shape_line(line) for line in diff_lines(before, after)]


def _shape_line(line: Line) -> LineShape:
    return LineShape(*line)
