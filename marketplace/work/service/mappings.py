"""What the columns of an upload are: as it says, as its company said last time, or by their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.errors import Invalid
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.standards.kinds.reading import is_personal
from marketplace.standards.models import TemplateVersion
from marketplace.standards.spec import Spec
from marketplace.work.models import ColumnMapping
from marketplace.work.rows import ColumnUse, guess_columns, match_columns
from marketplace.work.rows.hints import refuse_hints

NO_KEY: Final = "-"
KEYS: Final = ("gtin", "sku")  # kinds that tell things apart by nature


@dataclass(frozen=True)
class Plan:
    """How an upload is to be read; one that isn't complete waits for a person to choose."""

    uses: dict[str, ColumnUse]
    key_field: str
    mapped_by: str
    is_complete: bool

    @property
    def mapping(self) -> dict[str, Any]:
        """The uses as they are stored."""
        return dict(msgspec.to_builtins(self.uses))


def plan_columns(columns: Sequence[str], spec: Spec, saved: ColumnMapping | None, said: dict[str, ColumnUse], key_field: str, *,
                 wait: bool) -> Plan:
    """The use of each column; raises `Invalid` columns_differ unless it may `wait`, and then proposes what it can."""
    recalled = _still_fitting(saved, columns, spec)
    mapped_by = "person" if said else "saved" if recalled else "name"
    key = key_field_of(spec, key_field or (saved.key_field if saved is not None else ""))
    try:
        return Plan(match_columns(columns, spec.inputs, recalled | said), key, mapped_by, True)
    except Invalid as refusal:
        if not wait or refusal.code != "columns_differ":
            raise
    return Plan(guess_columns(columns, spec.inputs, recalled | said), key, mapped_by, False)


def key_field_of(spec: Spec, asked: str) -> str:
    """The input that tells rows apart: the one asked for, none for `-`, else the first that does so by nature; raises `Invalid`."""
    if asked == NO_KEY:
        return ""
    if not asked:
        return next((field.name for field in spec.inputs if field.kind in KEYS), "")
    if asked not in {field.name for field in spec.inputs}:
        raise Invalid.field("key_field", "field_unknown", Text("이런 이름의 항목이 없어요.", "There is no field of this name."))
    return asked


def read_mapping(raw: Mapping[str, Any] | None) -> dict[str, ColumnUse]:
    """A mapping as it was sent or stored; raises `Invalid` mapping_unreadable."""
    try:
        return msgspec.convert(raw or {}, dict[str, ColumnUse])
    except msgspec.ValidationError as error:
        raise Invalid.field("mapping", "mapping_unreadable", Text(
            "열 맞추기를 읽을 수 없어요: {reason}", "This mapping can't be read: {reason}"), reason=str(error)[:200]) from None


def find_mapping(session: Session, company_id: int, template_id: int) -> ColumnMapping | None:
    """What the company said last time."""
    return session.scalar(select(ColumnMapping).where(ColumnMapping.company_id == company_id, ColumnMapping.template_id == template_id))


def save_mapping(session: Session, company_id: int, version: TemplateVersion, plan: Plan, actor: Actor) -> None:
    """Keep it for the next upload, beside what was said of other columns."""
    saved = find_mapping(session, company_id, version.template_id)
    if saved is None:
        saved = ColumnMapping(company_id=company_id, template_id=version.template_id, mapping={})
        session.add(saved)
    saved.mapping = saved.mapping | plan.mapping
    saved.key_field, saved.saved_by, saved.saved_at = plan.key_field or NO_KEY, actor.person_id or 0, clock.now()


def hide_personal(columns: list[dict[str, Any]], uses: Mapping[str, ColumnUse], spec: Spec) -> list[dict[str, Any]]:
    """The columns with no sample of what is personal."""
    hidden = {name for name, use in uses.items() if use.field and is_personal(spec.field(use.field))}
    return [column | {"samples": []} if column["name"] in hidden else column for column in columns]


def _still_fitting(saved: ColumnMapping | None, columns: Sequence[str], spec: Spec) -> dict[str, ColumnUse]:
    """What was said of columns that are here, and of fields that are still there."""
    fields = {field.name: field for field in spec.inputs}
    uses = read_mapping(saved.mapping) if saved is not None else {}
    return {column: use for column, use in uses.items() if column in columns and _fits(use, fields)}


def _fits(use: ColumnUse, fields: Mapping[str, Field]) -> bool:
    if use.field is not None and use.field not in fields:
        return False
    try:
        refuse_hints(fields[use.field] if use.field else None, unit=use.unit, dates=use.dates)
    except Invalid:  # the field has changed since
        return False
    return True
