"""Formatted text in Markdown, written to a brand guide."""

from collections.abc import Callable
from typing import Any

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Control, Field, Kind
from marketplace.standards.kinds.brand import Guide, find_breaches, refuse_blank_words
from marketplace.standards.kinds.patterns import LINES
from marketplace.standards.kinds.text import alike
from marketplace.standards.kinds.wording import clean_lines


class RichText(Kind[str, Guide]):
    """Markdown that keeps to the guide in the settings; `tolerance` is the share of characters that may differ."""

    name, title, widget, is_simple = "rich_text", Text("글 (브랜드 가이드)", "Text to a brand guide"), "rich", False
    settings_type = Guide

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`; a refusal names every breach, its code is the first one's."""
        guide = self.settings(field)
        refuse_blank_words(guide)

        def read(raw: object) -> str:
            written = clean_lines(raw)
            breaches = find_breaches(written, guide)
            if breaches:
                raise _all_of(breaches)
            return written

        return read

    def control(self, field: Field) -> Control:
        """A text area with the guide beside it."""
        guide = self.settings(field)
        return Control(self.widget, field.name, field.label, field.hint, field.required, guide=guide,
                       attributes={"maxlength": guide.max_length, "minlength": guide.min_length})

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; the words and parts of the guide are beyond a schema."""
        guide = self.settings(field)
        return {"type": "string", "contentMediaType": "text/markdown", "minLength": max(guide.min_length, 1),
                "maxLength": guide.max_length, "pattern": LINES, "$comment": "in Unicode's form NFC, and as the brand guide says"}

    def compare(self, a: str, b: str, field: Field, tolerance: float = 0.0) -> bool:
        """Equal but for case; with a tolerance, alike enough."""
        return alike(a, b, tolerance)


def _all_of(breaches: list[BadValue]) -> BadValue:
    first = breaches[0]
    told = Text(" ".join(one.message.ko for one in breaches), " ".join(one.message.en for one in breaches))
    named = [{"code": one.code, "word": one.facts.get("word", "")} for one in breaches]
    return BadValue(first.code, Text("{told}", "{told}"), told=told, word=first.facts.get("word", ""), breaches=named)


KIND = RichText()
