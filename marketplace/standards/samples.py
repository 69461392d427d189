"""A small table to start from: a template's columns with its own examples."""

import csv
import io
from collections.abc import Iterable

from marketplace.kernel.text import current_locale
from marketplace.standards.spec import Spec


def sample_table(spec: Spec) -> bytes:
    """A CSV that opens in Korean Excel, with the labels of the current language as its header and the template's examples as its rows."""
    held = io.StringIO()
    held.write("\ufeff")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([field.label.in_locale(current_locale()) for field in spec.inputs])
    writer.writerows(_rows(spec))
    return held.getvalue().encode()


def _rows(spec: Spec) -> Iterable[list[str]]:
    for example in spec.examples:
        yield [str(example.input.get(field.name, "")) for field in spec.inputs]
