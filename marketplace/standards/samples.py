"""Something to start from: a template's columns with sample rows in them, and the photos that the rows name."""

import csv
import io
import zipfile

from marketplace.kernel.errors import NotFound
from marketplace.kernel.text import current_locale
from marketplace.standards.catalogue.writing import SAMPLE_PHOTOS, samples
from marketplace.standards.kinds import kind_of
from marketplace.standards.parts import Example
from marketplace.standards.spec import Spec


def sample_table(key: str, spec: Spec) -> bytes:
    """A CSV that opens in Korean Excel, with the labels of the current language as its header and the sample rows below."""
    held = io.StringIO()
    held.write("\ufeff")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([field.label.in_locale(current_locale()) for field in spec.inputs])
    writer.writerows([str(row.input.get(field.name, "")) for field in spec.inputs] for row in sample_rows(key, spec))
    return held.getvalue().encode()


def sample_bundle(key: str, spec: Spec) -> bytes:
    """A zip of the sample table with the photos it names; raises `NotFound` where it names none that we have."""
    names = _photo_names(key, spec)
    if not names:
        raise NotFound()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("sample.csv", sample_table(key, spec))
        for name in names:
            archive.write(SAMPLE_PHOTOS / name, name)
    return packed.getvalue()


def has_sample_photos(key: str, spec: Spec) -> bool:
    """Whether there are photos to go with the sample table."""
    return bool(_photo_names(key, spec))


def sample_rows(key: str, spec: Spec) -> tuple[Example, ...]:
    """The examples of the template called `key`, and the ready catalogue's further rows for it."""
    return (*spec.examples, *samples(key))


def _photo_names(key: str, spec: Spec) -> list[str]:
    fields = [field.name for field in spec.inputs if kind_of(field).is_file]
    named = {str(row.input[field]) for row in sample_rows(key, spec) for field in fields if field in row.input}
    return sorted(named & {path.name for path in SAMPLE_PHOTOS.iterdir()})
