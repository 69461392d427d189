"""What a document says, before anybody draws it: who writes to whom, facts, tables, sums."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from marketplace.kernel.money import Money
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text

Cell = Text | str | int | Money


@dataclass(frozen=True)
class Party:
    """One side of a document: what it is here, its name, then its other lines."""

    role: Text
    name: str
    lines: Sequence[Text] = ()


@dataclass(frozen=True)
class Table:
    """Rows under a header; `strong` are the numbers of those that add others up, `empty` is said where there are none."""

    title: Text
    header: Sequence[Text]
    rows: Sequence[Sequence[Cell]]
    strong: Container[int] = ()
    empty: Text = field(default=Text("이 기간에는 움직인 돈이 없어요.", "No money moved in this period."))

    def is_number(self, column: int) -> bool:
        """Whether a column holds amounts or counts, which stand at its right edge."""
        return any(isinstance(row[column], Money | int) for row in self.rows)


@dataclass(frozen=True)
class Document:
    """One document under its number; `at` is its own moment, so that it is the same whenever it is drawn."""

    title: Text
    number: str
    at: datetime
    filename: Text
    parties: Sequence[Party]
    facts: Sequence[tuple[Text, Cell]]
    tables: Sequence[Table]
    sums: Sequence[tuple[Text, Money]] = ()
    notes: Sequence[Text] = ()
    sha256: str = ""


def issuer() -> Party:
    """The firm that runs this, as its settings name it."""
    settings = current_settings()
    number = (business_number(settings.issuer_number),) if settings.issuer_number else ()
    address = (Text(settings.issuer_address, settings.issuer_address),) if settings.issuer_address else ()
    return Party(Text("발행", "From"), settings.issuer_name, (*number, *address))


def business_number(digits: str) -> Text:
    """Ten digits as people write them, with what they are."""
    return Text("사업자등록번호 {number}", "Business number {number}").format(number=f"{digits[:3]}-{digits[3:5]}-{digits[5:]}")
