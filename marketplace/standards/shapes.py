"""What the API says about templates: enough to prepare rows, to answer a task and to review one; never the quiz's solutions."""

from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.kinds.reading import is_personal
from marketplace.standards.models import TemplateVersion
from marketplace.standards.parts import CheckItem


class FieldShape(msgspec.Struct):
    """One typed field; `schema` is the JSON Schema of its normal form."""

    name: str
    kind: str
    label: Text
    hint: Text
    required: bool
    personal: bool
    options: dict[str, Text]
    schema: dict[str, Any]


class CheckItemShape(msgspec.Struct):
    """One line of the checklist; its weight is its share of the pay, a failed critical one pays nothing."""

    key: str
    label: Text
    weight: int
    critical: bool


class PriceRangeShape(msgspec.Struct):
    """Minor units for one accepted answer."""

    least: int
    usual: int
    most: int


class TemplateShape(msgspec.Struct):
    """A template in the catalogue by its newest version."""

    id: int
    key: str
    company_id: int | None  # whose own it is; null for the platform's
    version_id: int
    number: int
    title: Text
    summary: Text
    layout: str
    minutes: int
    price_ranges: dict[str, PriceRangeShape]


class TemplateDetailShape(TemplateShape):
    """The whole of one version: what goes in, what comes out, how to do it, and what it is judged by."""

    inputs: list[FieldShape]
    outputs: list[FieldShape]
    answers_schema: dict[str, Any]
    sop: Text
    checklist: list[CheckItemShape]
    pass_mark: int
    claim_minutes: int
    review_hours: int


def shape_template(version: TemplateVersion) -> TemplateShape:
    """A template for a list."""
    spec = version.spec
    prices = {currency: PriceRangeShape(prices.least, prices.usual, prices.most) for currency, prices in spec.price_range.items()}
    return TemplateShape(version.template_id, version.template.key, version.template.company_id, version.id, version.number, spec.title,
                         spec.summary, spec.layout, spec.minutes, prices)


def shape_template_detail(version: TemplateVersion) -> TemplateDetailShape:
    """One version in full."""
    spec = version.spec
    return TemplateDetailShape(
        **msgspec.structs.asdict(shape_template(version)), inputs=[_shape_field(field) for field in spec.inputs],
        outputs=[_shape_field(field) for field in spec.outputs], answers_schema=spec.answers_schema(), sop=spec.sop,
        checklist=[_shape_item(item) for item in spec.checklist], pass_mark=spec.pass_mark, claim_minutes=spec.claim_minutes,
        review_hours=spec.review_hours)


def _shape_field(field: Field) -> FieldShape:
    return FieldShape(field.name, field.kind, field.label, field.hint, field.required, is_personal(field),
                      {option.key: option.label for option in field.options}, kind_of(field).json_schema(field))


def _shape_item(item: CheckItem) -> CheckItemShape:
    return CheckItemShape(item.key, item.label, item.weight, item.critical)
