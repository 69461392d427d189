"""A document on A4 as PDF: the same document in the same language gives the same bytes."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, cast

from fpdf import FPDF, FontFace
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

from marketplace.kernel.dates import format_day_long
from marketplace.kernel.money import Money
from marketplace.kernel.text import current_locale, t
from marketplace.money.papers.document import Cell, Document, Party, Table
from marketplace.money.papers.faces import faces_for
from marketplace.money.papers.letters import FAMILY, printable

MARGIN, TOP, FOOT, SUMS_WIDTH = 18, 15, 24, 90  # mm
LINE, GAP = 5.2, 5.5
PAD, GUTTER = 0.9, 4
INK, SOFT, RULE, ACCENT = (23, 23, 23), (105, 105, 105), (212, 212, 212), (15, 118, 110)
BODY, SMALL, TITLE = 9.5, 8, 20
PAGES: Final = "\u2060000"  # stands for the number of pages: nobody can write it, see `printable`
LONG, ROW_MOST = 500, 30  # letters of a cell that may take many lines; lines of a row


def draw(document: Document) -> bytes:
    """The document as a PDF in the current language."""
    with closing(_Paper(document)) as paper:
        paper.add_page()
        paper.draw_head()
        for table in document.tables:
            paper.draw_table(table)
        paper.draw_sums()
        paper.draw_notes()
        return bytes(paper.output())


class _Paper(FPDF):
    """The sheets of one document."""

    def __init__(self, document: Document) -> None:
        super().__init__(format="A4")
        self.document = document
        # In `repr` is every letter that could be drawn. `add_font` takes files only.
        for style, face in faces_for(repr(document)).items():
            key = FAMILY.lower() + style
            self.fonts[key] = TTFFont(self, cast(Path, face), key, style)
        self.known = cast(TTFFont, self.fonts[FAMILY.lower()]).cmap
        self.set_margins(MARGIN, TOP, MARGIN)
        self.c_margin = 0.0
        self.set_auto_page_break(True, FOOT)
        self.alias_nb_pages(PAGES)
        self.set_title(self._written(document.title) + (f" {document.number}" if document.number else ""))
        self.set_author(document.parties[0].name)
        self.set_lang(current_locale())
        self.set_creation_date(document.at)

    def close(self) -> None:
        """Let go of the faces, which stay open to be cut down to the letters used."""
        for font in self.fonts.values():
            cast(TTFFont, font).ttfont.close()

    def footer(self) -> None:
        """Number, hash and page at the foot of every sheet."""
        self.set_y(-FOOT + 8)
        self.set_draw_color(*RULE)
        self.line(MARGIN, self.y, self.w - MARGIN, self.y)
        self.set_y(self.y + 2)
        self._ink(SMALL, SOFT)
        # The number of pages is known at the end only: at the left edge its width doesn't matter.
        self.cell(self.epw / 3, 4, t("{n} / {all}쪽", "Page {n} of {all}", n=self.page_no(), all=PAGES))
        named = " · ".join(filter(None, (self._written(self.document.title), self.document.number)))
        self.cell(self.epw * 2 / 3, 4, named, align="R", new_x="LMARGIN", new_y="NEXT")
        if self.document.sha256:
            self.cell(0, 4, f"SHA-256 {self.document.sha256}")

    def draw_head(self) -> None:
        """Title, number and day, both sides, and the facts."""
        self._ink(BODY, ACCENT, bold=True)
        self.cell(0, LINE, "Ilgam 일감", new_x="LMARGIN", new_y="NEXT")
        self.ln(1)
        self._ink(TITLE, bold=True)
        self.multi_cell(0, 10, self._written(self.document.title), align="L", new_x="LMARGIN", new_y="NEXT")
        self._ink(BODY, SOFT)
        self.cell(0, LINE, " · ".join(filter(None, (self.document.number, format_day_long(self.document.at)))), new_x="LMARGIN", new_y="NEXT")
        self.ln(GAP)
        self._draw_parties(self.document.parties)
        self._draw_facts()

    def draw_table(self, table: Table) -> None:
        """One table with its title; its header comes again on each sheet."""
        self._keep_together(4 * LINE)
        self._ink(BODY + 1.5, bold=True)
        self.multi_cell(0, LINE + 1, self._written(table.title), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(1)
        if not table.rows:
            self._say(table.empty, SOFT)
        else:
            self._draw_rows(table)
        self.ln(GAP)

    def draw_sums(self) -> None:
        """What it all comes to, at the right edge, the last one large."""
        sums = self.document.sums
        if not sums:
            return
        self._keep_together(len(sums) * (LINE + 2) + 4)
        for number, (words, amount) in enumerate(sums, 1):
            is_last = number == len(sums)
            self.set_x(self.w - MARGIN - SUMS_WIDTH)
            if is_last:
                self.set_draw_color(*INK)
                self.line(self.x, self.y, self.w - MARGIN, self.y)
                self.set_xy(self.x, self.y + 1.5)
            self._ink(BODY + 2.5 if is_last else BODY, bold=is_last)
            self.cell(SUMS_WIDTH / 2, LINE + 1, self._written(words))
            self.cell(SUMS_WIDTH / 2, LINE + 1, self._written(amount), align="R", new_x="LMARGIN", new_y="NEXT")
        self.ln(GAP)

    def draw_notes(self) -> None:
        """What its reader should know, in small letters."""
        for note in self.document.notes:
            self._say(note, SOFT, SMALL)
            self.ln(1)

    def _draw_parties(self, parties: Sequence[Party]) -> None:
        top, lowest = self.y, self.y
        width = self.epw / len(parties)
        for number, party in enumerate(parties):
            left, said = MARGIN + number * width, cast(list[Cell], [party.role, party.name, *party.lines])
            self.set_y(top)
            for row, words in enumerate(said):
                self.set_x(left)
                self._ink(*((SMALL, SOFT), (BODY + 1.5, INK), (BODY, INK))[min(row, 2)], bold=row == 1)
                self.multi_cell(width - GAP, LINE, self._written(words), align="L", new_x="LEFT", new_y="NEXT")
            lowest = max(lowest, self.y)
        self.set_y(lowest + GAP)

    def _draw_facts(self) -> None:
        self._ink(BODY)
        with self.table(col_widths=(34, self.epw - 34), text_align="LEFT", borders_layout="NONE", first_row_as_headings=False,
                        line_height=LINE, v_align="TOP", num_heading_rows=0) as rows:
            for words, value in self.document.facts:
                row = rows.row()
                row.cell(self._written(words), style=FontFace(color=SOFT))
                row.cell(self._written(value))
        self.ln(GAP)

    def _draw_rows(self, table: Table) -> None:
        lines = [[self._written(cell) for cell in row] for row in (table.header, *table.rows)]
        numbers = [table.is_number(column) for column in range(len(table.header))]
        widths = self._widths(lines, numbers)
        self.set_draw_color(*RULE)
        self._ink(BODY)
        with self.table(col_widths=widths, text_align=tuple("RIGHT" if one else "LEFT" for one in numbers),
                        borders_layout="HORIZONTAL_LINES", headings_style=FontFace(emphasis="", color=SOFT), line_height=LINE,
                        v_align="TOP") as rows:
            for number, line in enumerate(lines, -1):
                for part in self._parts(line, widths):
                    row = rows.row(style=FontFace(emphasis="BOLD") if number in table.strong else None)
                    for column, cell in enumerate(part):
                        row.cell(cell, padding=(PAD, 0, PAD, GUTTER if column else 0))

    def _parts(self, line: Sequence[str], widths: Sequence[float]) -> Iterator[Sequence[str]]:
        """A row as it is, or what is too high for a sheet as several."""
        if max(map(len, line)) < LONG:
            yield line
            return
        broken = [cast(list[str], self.multi_cell(width - GUTTER, LINE, cell, dry_run=True, output=MethodReturnValue.LINES))
                  for cell, width in zip(line, widths, strict=True)]
        for top in range(0, max(map(len, broken)), ROW_MOST):
            yield ["\n".join(part[top:top + ROW_MOST]) for part in broken]

    def _widths(self, lines: Sequence[Sequence[str]], numbers: Sequence[bool]) -> list[float]:
        """Numbers get what they need; words share the rest by what they would take, the first of them all that is left over."""
        self._ink(BODY, bold=True)
        wanted = [max(self.get_string_width(part) for line in lines for part in line[column].split("\n")) + GUTTER + 1
                  for column in range(len(numbers))]
        left = self.epw - sum(width for width, is_number in zip(wanted, numbers, strict=True) if is_number)
        words = sum(width for width, is_number in zip(wanted, numbers, strict=True) if not is_number)
        if words <= left:
            first = numbers.index(False)
            return [width + (left - words if column == first else 0) for column, width in enumerate(wanted)]
        return [width if is_number else left * width / words for width, is_number in zip(wanted, numbers, strict=True)]

    def _say(self, words: Cell, colour: tuple[int, int, int] = INK, size: float = BODY) -> None:
        self._ink(size, colour)
        self.multi_cell(0, LINE * size / BODY, self._written(words), align="L", new_x="LMARGIN", new_y="NEXT")

    def _keep_together(self, height: float) -> None:
        if self.will_page_break(height):
            self.add_page()

    def _ink(self, size: float, colour: tuple[int, int, int] = INK, *, bold: bool = False) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)

    def _written(self, cell: Cell) -> str:
        if isinstance(cell, Money):
            return cell.figures()
        return printable(f"{cell:,}" if isinstance(cell, int) else str(cell), self.known)
