"""At which input of a sheet a fault of the saved draft is mended."""

import re
from typing import Final

from marketplace.standards.faults import Fault

_ROW: Final = re.compile(r"(prefill|routes)\[([0-9]+)\](?: \([^)]*\))?(?:\.(\w+))?", re.ASCII)
_CELL: Final = re.compile(r"tables\.\w+\.rows\[([0-9]+)\](?:\[([0-9]+)\])?", re.ASCII)
_EXAMPLE: Final = re.compile(r"examples\[([0-9]+)\]\.(input|answers)\.(\w+)", re.ASCII)
# Inputs that are called otherwise than what they are read into; "" is what speaks of the whole row.
_INPUTS: Final = {"prefill": {"": "source", "by": "by-0"}, "routes": {"": "goes", "when": "route_when", "reason": "reason_ko"}}


def input_of(fault: Fault) -> str | None:
    """The input's name, such as `when.2`; None for a fault that no single input can mend."""
    cell = _CELL.fullmatch(fault.place)
    if cell:
        return f"cell-{cell[2] or 0}.{cell[1]}"
    example = _EXAMPLE.fullmatch(fault.place)
    if example:
        return f"{'in' if example[2] == 'input' else 'out'}-{example[3]}.{example[1]}"
    found = _ROW.fullmatch(fault.place)
    if found is None:
        return None
    part, row, inside = found[1], found[2], found[3] or ""
    return f"{_INPUTS[part].get(inside, inside)}.{row}"
