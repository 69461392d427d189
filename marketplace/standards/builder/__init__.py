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
from marketplace.standards.builder.placing import input_of
from marketplace.standards.builder.sheet import Sheet
from marketplace.standards.builder.tables import (
    ROWS_DRAWN,
    add_table,
    fill_table,
    find_table,
    read_table,
    remove_table,
)

__all__ = [
    "ROWS_DRAWN", "SHEETS", "SIDES", "Sheet", "add_field", "add_table", "fill_field", "fill_table", "find_field", "find_table", "guess_inputs",
    "input_of", "move_field", "palette_for", "read_field", "read_table", "remove_field", "remove_table", "takes_options",
]
