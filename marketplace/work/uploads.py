"""What was uploaded for an import, opened: the table and the zip of files, whether they came apart or one inside the other."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from marketplace.gateways.files import FileStore, take_upload
from marketplace.kernel.errors import Invalid
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.work.models import Import
from marketplace.work.rows import Limits, PhotoArchive, Table, find_table, is_archive, open_table, read_rows

ARCHIVE_TIMES: Final = 5  # a zip of photos may be so many times as large as a table
FILE_STEPS: Final = 200  # a photo takes as long as so many rows


@dataclass(frozen=True)
class Upload:
    """A readable table and its name, the zip that holds its files, and how much there is to read."""

    filename: str
    table: Table
    archive: PhotoArchive | None
    files: tuple[str, ...]
    table_stream: BinaryIO | None  # none when the table is inside the zip
    archive_stream: BinaryIO | None

    @property
    def steps(self) -> int:
        """About how long reading it takes, a row being one."""
        return self.table.expected + FILE_STEPS * len(self.files)


def file_store() -> FileStore:
    """Where uploads live, by the present settings."""
    return FileStore(Path(current_settings().upload_dir))


@contextmanager
def take_uploads(table: BinaryIO, photos: BinaryIO | None, *, filename: str, sheet: str) -> Iterator[Upload]:
    """Spool what comes in and open it; raises `Invalid`, `TooLarge`, `UnsupportedType` for what can't be read."""
    most = current_settings().upload_max_bytes
    with ExitStack() as stack:
        if not is_archive(table):
            taken = stack.enter_context(take_upload(table, most_bytes=most))
            zipped = None if photos is None else stack.enter_context(take_upload(photos, most_bytes=most * ARCHIVE_TIMES))
            yield _open_apart(taken, zipped, filename, sheet)
        elif photos is None:
            yield _open_bundle(stack, stack.enter_context(take_upload(table, most_bytes=most * ARCHIVE_TIMES)), sheet)
        else:
            raise Invalid.field("photos", "two_archives", Text(
                "표와 사진을 한 ZIP에 넣었으면 사진은 따로 올리지 마세요.",
                "The table's zip holds its photos already: please send no second zip."))


@contextmanager
def kept_uploads(store: FileStore, found: Import) -> Iterator[Upload]:
    """The same again from the store."""
    with ExitStack() as stack:
        zipped = stack.enter_context(store.open(found.archive_as)) if found.archive_as else None
        if found.table_as or zipped is None:
            yield _open_apart(stack.enter_context(store.open(found.table_as)), zipped, found.filename, found.sheet)
        else:
            yield _open_bundle(stack, zipped, found.sheet)


def _open_apart(table: BinaryIO, zipped: BinaryIO | None, filename: str, sheet: str) -> Upload:
    archive = PhotoArchive(zipped) if zipped is not None else None
    return Upload(filename, _read(table, filename, sheet), archive, tuple(archive.entries()) if archive else (), table, zipped)


def _open_bundle(stack: ExitStack, zipped: BinaryIO, sheet: str) -> Upload:
    archive = PhotoArchive(zipped, field="table")
    inside = find_table(archive)
    stream = stack.enter_context(open_table(archive, inside))
    return Upload(inside, _read(stream, inside, sheet), archive, tuple(name for name in archive.entries() if name != inside), None, zipped)


def _read(stream: BinaryIO, filename: str, sheet: str) -> Table:
    settings = current_settings()
    return read_rows(stream, filename=filename, sheet=sheet, limits=Limits(file_bytes=settings.upload_max_bytes, rows=settings.import_max_rows))
