"""Cells that a spreadsheet would run as a formula, made into text."""

import re
from typing import Final

# Blanks, controls and zero-width marks before the sign don't save a cell: spreadsheets drop them when they open the file.
_FORMULA: Final = re.compile("[\\s\x00-\x20\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*[=+\\-@＝＋－＠﹦﹢﹣﹫|%]")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?", re.ASCII)
_LEADING: Final = ("\t", "\r", "\n")


def neutral(cell: object) -> object:
    """The cell with an apostrophe in front when it would start a formula; plain numbers, negative ones too, stay as they are."""
    if not isinstance(cell, str) or not cell:
        return cell
    if cell[0].isalnum() or _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}" if cell[0] in _LEADING or _FORMULA.match(cell) else cell
