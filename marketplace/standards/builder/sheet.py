"""A sheet of inputs: what stands in each by its name, rows as `weight.2`, and what is wrong at which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from marketplace.kernel.clean import BadText, clean_text
from marketplace.kernel.errors import FieldError
from marketplace.kernel.forms import REQUIRED, Values
from marketplace.kernel.text import LOCALES, Text

_NOT_A_NUMBER: Final = FieldError("not_a_number", Text("숫자로 써 주세요.", "Please enter a number."))
_NOTHING_CHOSEN: Final = FieldError("required", Text("하나를 골라 주세요.", "Please choose one."))
LINE: Final = 300
LINES: Final = 20_000


@dataclass
class Sheet:
    """The inputs of one part of a template; nothing typed is lost when something is wrong."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, FieldError] = field(default_factory=dict)
    faults: dict[str, list[Text]] = field(default_factory=dict)  # what is saved, but keeps the template from being published

    @classmethod
    def sent(cls, form: Values) -> "Sheet":
        """What a page sent."""
        return cls({str(name): str(next(iter(form.getlist(name)), "")) for name in form})

    def said_at(self, name: str) -> list[FieldError | Text]:
        """What is wrong at an input."""
        return [*([self.errors[name]] if name in self.errors else []), *self.faults.get(name, ())]

    def words(self, name: str, *, most: int = LINE, lines: bool = False) -> str:
        """A clean text; blank when there is none."""
        try:
            return clean_text(self.values.get(name, ""), most=most, lines=lines)
        except BadText as error:
            self.errors[name] = error.args[0]
            return ""

    def needed(self, name: str, *, most: int = LINE) -> str:
        """A clean text; that it is blank stands in the errors."""
        words = self.words(name, most=most)
        if not words:
            self.errors.setdefault(name, REQUIRED)
        return words

    def both(self, name: str, row: int | None = None, *, most: int = LINE, lines: bool = False) -> Text:
        """A text in both languages; one that is written in one only counts for both."""
        end = "" if row is None else f".{row}"
        ko, en = (self.words(f"{name}_{locale}{end}", most=most, lines=lines) for locale in LOCALES)
        return Text(ko or en, en or ko)

    def listed(self, name: str, *, most: int = LINE) -> tuple[str, ...]:
        """One text a line, each once."""
        return tuple(dict.fromkeys(line.strip()[:most] for line in self.words(name, most=LINES, lines=True).split("\n") if line.strip()))

    def whole(self, name: str, *, least: int = 0, most: int = 10**9, usual: int | None = None) -> int:
        """A whole number; `usual` where nothing is typed."""
        typed = self.values.get(name, "").strip().replace(",", "")
        if not typed and usual is not None:
            return usual
        if not (typed.isascii() and typed.removeprefix("-").isdigit() and len(typed) < 18):
            self.errors[name] = REQUIRED if not typed else _NOT_A_NUMBER
            return least
        if not least <= int(typed) <= most:
            self.errors[name] = FieldError("out_of_range", Text("{least}에서 {most} 사이여야 해요.", "It must be between {least} and {most}.").format(
                least=least, most=most), {"least": least, "most": most})
        return int(typed)

    def part_of(self, name: str) -> float | None:
        """A number from 0 with a fraction, or none."""
        typed = self.values.get(name, "").strip()
        if not typed:
            return None
        if len(typed) > 12 or not typed.isascii() or not typed.replace(".", "", 1).isdigit():
            self.errors[name] = _NOT_A_NUMBER
            return None
        return float(typed)

    def flag(self, name: str) -> bool:
        """A ticked box."""
        return bool(self.values.get(name))

    def chosen(self, name: str, known: Mapping[str, Any]) -> str:
        """One of the known words; the first where another came."""
        word = self.values.get(name, "")
        return word if word in known else next(iter(known), "")

    def picked(self, name: str, known: Mapping[str, Any]) -> str:
        """One of the known words; that nothing was chosen stands in the errors."""
        word = self.values.get(name, "")
        if word not in known:
            self.errors[name] = _NOTHING_CHOSEN
            return ""
        return word

    def rows(self, *columns: str) -> list[int]:
        """The numbers of the rows in which anything stands in these columns, in the order in which they were sent."""
        found: dict[int, bool] = {}
        for name, value in self.values.items():
            column, _, number = name.partition(".")
            if column in columns and number.isascii() and number.isdigit() and len(number) < 6:
                found[int(number)] = found.get(int(number), False) or bool(value.strip())
        return [number for number, is_filled in found.items() if is_filled]

    def drawn_rows(self, *columns: str, spare: int = 1) -> list[int]:
        """The rows that a page draws: those in which something stands, and some more to write in."""
        found = self.rows(*columns)
        last = max(found, default=-1)
        return [*found, *range(last + 1, last + 1 + spare)]

    def put(self, row: int | None = None, /, **cells: Text | str | float | bool | None) -> None:
        """Write what inputs hold; English that says the same as the Korean stays blank."""
        end = "" if row is None else f".{row}"
        for name, value in cells.items():
            if isinstance(value, Text):
                self.values[f"{name}_ko{end}"], self.values[f"{name}_en{end}"] = value.ko, value.en if value.en != value.ko else ""
            elif isinstance(value, bool):
                self.values[f"{name}{end}"] = "true" if value else ""
            else:
                self.values[f"{name}{end}"] = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
