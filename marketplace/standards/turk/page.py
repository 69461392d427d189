"""The HTML of a Mechanical Turk or Turkle template: its variables, its form and its words. Nothing of it is run."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, Literal

import nh3

VARIABLE: Final = re.compile(r"\$\{\s*([^{}\s]{1,100})\s*\}")
Use = Literal["address", "words", "mark"]  # in src or href, among the words, or in another attribute
_WEIGHT: Final[dict[Use, int]] = {"mark": 0, "words": 1, "address": 2}
_ADDRESSES: Final = {"src", "href"}
_CONTROLS: Final = {"input", "select", "textarea"}
_STARTS: Final = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "#### ", "h6": "#### ", "li": "- "}
_BLOCKS: Final = {"p", "div", "br", "hr", "section", "table", "tr", "ul", "ol", "fieldset", "form", "legend", "blockquote", "img", *_STARTS}
_SILENT: Final = {"button", "select", "textarea"}
_EMPTY: Final = {"input", "br", "hr", "img", "source", "embed"}
_TAGS: Final = _BLOCKS | _SILENT | _EMPTY | {"label", "option", "optgroup", "title", "a", "td", "th", "audio", "video", "iframe"}
_ATTRIBUTES: Final = _ADDRESSES | {
    "id", "for", "name", "type", "value", "placeholder", "min", "max", "step", "maxlength", "required", "multiple", "title", "alt"}


@dataclass
class Control:
    """One control of the form, the `place`th; `asked` are the words just before it, `options` pairs of value (if any) and label."""

    name: str
    type: str
    attributes: dict[str, str]
    place: int
    asked: str
    label: str = ""
    options: list[tuple[str | None, str]] = field(default_factory=list)


@dataclass
class _Label:
    target: str
    words: str = ""
    controls: list[Control] = field(default_factory=list)


class TurkPage(HTMLParser):
    """Reads a page as browsers do, forgiving what isn't closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.variables: dict[str, Use] = {}
        self.controls: list[Control] = []
        self._lines: list[str] = []
        self._line = self._start = self._asked = ""
        self._inside: Counter[str] = Counter()
        self._labels: list[_Label] = []
        self._label_of: dict[str, str] = {}
        self._choice: Control | None = None  # a radio button or check box whose words may follow without a label
        # nh3 parses as HTML5 says, in linear time; what it gives is well formed, which Python's own parser needs to be quick.
        self.feed(nh3.clean(html, tags=set(_TAGS), clean_content_tags={"script", "style", "template"}, attributes={"*": set(_ATTRIBUTES)},
                            generic_attribute_prefixes={"data-"}, link_rel=None))
        self.close()
        self._end_line()
        for control in self.controls:
            control.label = _tidy(control.label) or self._label_of.get(control.attributes.get("id", ""), "")

    @property
    def words(self) -> str:
        """What the page says outside of its form, as Markdown."""
        return "\n\n".join(self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        attributes = {name: value or "" for name, value in attrs}
        for name, value in attributes.items():
            self._note_variables(value, "address" if name in _ADDRESSES else "mark")
        self._choice = None
        if tag in _BLOCKS:
            self._end_line()
            self._start = _STARTS.get(tag, "")
        elif tag in ("td", "th") and self._line:
            self._line += " – "
        elif tag in _CONTROLS:
            self._add_control(tag, attributes)
        elif tag == "option" and self._inside["select"]:
            self.controls[-1].options.append((attributes.get("value"), ""))
        elif tag == "label":
            self._labels.append(_Label(attributes.get("for", "")))
        if tag not in _EMPTY:
            self._inside[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """See `HTMLParser`."""
        self._inside[tag] -= 1
        self._choice = None
        if tag == "label":
            self._end_label(self._labels.pop())
        if tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        """See `HTMLParser`."""
        self._note_variables(data, "words")
        shown = VARIABLE.sub(lambda found: f"‘{found[1]}’", data)
        if self._inside["select"]:
            if self._inside["option"]:
                value, label = self.controls[-1].options[-1]
                self.controls[-1].options[-1] = (value, label + shown)
        elif self._inside["title"]:
            self.title += shown
        elif any(self._inside[tag] for tag in _SILENT):
            return
        elif self._labels:
            self._labels[-1].words += shown
        elif self._choice is not None:
            self._choice.label += shown
        else:
            self._line += shown

    def _note_variables(self, text: str, use: Use) -> None:
        for name in VARIABLE.findall(text):
            if name not in self.variables or _WEIGHT[self.variables[name]] < _WEIGHT[use]:
                self.variables[name] = use

    def _add_control(self, tag: str, attributes: dict[str, str]) -> None:
        kind = (attributes.get("type", "").strip().lower() or "text") if tag == "input" else tag
        self._end_words()
        control = Control(attributes.get("name", "").strip(), kind, attributes, len(self.controls) + 1, self._asked)
        self.controls.append(control)
        if self._labels:
            self._labels[-1].controls.append(control)
        elif kind in ("radio", "checkbox"):
            self._choice = control

    def _end_label(self, label: _Label) -> None:
        words = _tidy(label.words)
        if label.target:
            self._label_of[label.target] = words
        for control in label.controls:
            control.label = words
        if not label.controls:
            self._asked = words or self._asked

    def _end_words(self) -> None:
        self._asked = _tidy(self._line) or self._asked

    def _end_line(self) -> None:
        self._end_words()
        if words := _tidy(self._line):
            self._lines.append(self._start + words)
            self._start = ""
        self._line = ""


def _tidy(words: str) -> str:
    return " ".join(words.split())
