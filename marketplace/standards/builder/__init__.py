"""Building a template by page: each part as a sheet of inputs, read back into the part or told what is wrong where."""

from marketplace.standards.builder.fields import (
    SIDES,
    add_field,
    fill_field,
    find_field,
    move_field,
    read_field,
    remove_field,
    takes_options,
)
from marketplace.standards.builder.guessing import guess_inputs
from marketplace.standards.builder.palette import palette_for
from marketplace.standards.builder.parts import SHEETS
from marketplace.standards.builder.sheet import Sheet

__all__ = [
    "SHEETS", "SIDES", "Sheet", "add_field", "fill_field", "find_field", "guess_inputs", "move_field", "palette_for", "read_field", "remove_field",
    "takes_options",
]
