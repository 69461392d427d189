"""What a business sends in about its templates."""

from typing import Any, Final

import msgspec

from marketplace.kernel.clean import is_keepable
from marketplace.kernel.errors import BadRequest, FieldError, Invalid
from marketplace.kernel.forms import TextField, UploadField, VerbForm, WholeField, wrong
from marketplace.kernel.text import Text
from marketplace.standards.spec import Spec
from marketplace.standards.turk import read_turk_template
from marketplace.standards.turk.draft import HTML_MOST

_PARTS: Final[dict[str, Any]] = {field.name: field.type for field in msgspec.structs.fields(Spec)}
# The components stand in the document through what a draft answers.
_SCHEMAS: Final = "#/components/schemas/{name}"


class TemplateForm(VerbForm):
    """A new template: its title, the version it is a copy of, or the HTML of a Turkle or Mechanical Turk template."""

    title = TextField(Text("제목", "Title"), needed=False, most=120)
    summary = TextField(Text("한 줄 소개", "Summary"), needed=False, most=300)
    copy_of = WholeField(Text("본뜰 버전", "Version to copy"), needed=False, least=1, most=10**15)
    html = TextField(Text("Turkle·MTurk 템플릿 (HTML)", "Turkle or MTurk template (HTML)"), needed=False, lines=True, most=HTML_MOST,
                     hint=Text("${변수}는 올리는 열이 되고, 입력칸은 답 항목이 돼요", "${variables} become columns, its controls become answers"))


class PictureForm(VerbForm):
    """A picture for the working standard."""

    picture = UploadField(Text("그림", "Picture"))


def read_start(*, title: str | None = None, summary: str | None = None, copy_of: int | None = None, html: str | None = None) -> dict[str, Any]:
    """What a new template starts from, as `make_template` takes it; raises `Invalid` where the HTML can't be read."""
    said = {name: Text(words, words) for name, words in (("title", title), ("summary", summary)) if words}
    parts = {name: _read_part(name, part) for name, part in read_turk_template(html).items()} if html else {}
    return said | {"copy_of": copy_of, "parts": parts}


class DraftChangesForm(VerbForm):
    """New parts of a draft as JSON, each in the very shape in which a version is stored; what isn't sent or is null stays."""

    def read(self) -> dict[str, Any]:
        """The parts by name; raises `BadRequest` unknown_field, `Invalid` wrong_shape with the place inside the part."""
        given: Any = self.given if self.given is not None else {}
        unknown = next((name for name in given if name not in _PARTS), None)
        if unknown is not None:
            raise BadRequest("unknown_field", Text("모르는 항목이 있어요: {field}", "There is no field called {field}."), field=str(unknown)[:80])
        read: dict[str, Any] = {}
        errors: dict[str, FieldError] = {}
        for name, raw in given.items():
            try:
                read[name] = None if raw is None else _read_part(name, raw)
            except ValueError as error:
                errors[name] = error.args[0]
        if errors:
            raise Invalid(fields=errors)
        return read

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """The parts' own schemas."""
        schemas, _ = msgspec.json.schema_components([*_PARTS.values()], ref_template=_SCHEMAS)
        return {"type": "object", "additionalProperties": False, "required": [],
                "properties": {name: {"anyOf": [schema, {"type": "null"}]} for name, schema in zip(_PARTS, schemas, strict=True)}}


def _read_part(name: str, raw: Any) -> Any:
    if not is_keepable(raw):
        raise wrong("bad_character", "저장할 수 없는 값이 들어 있어요.", "It contains a value we can't keep.")
    try:
        return msgspec.convert(raw, _PARTS[name])
    except msgspec.ValidationError as error:
        raise wrong("wrong_shape", "형식이 달라요: {detail}", "It has another shape: {detail}", detail=str(error)) from None
