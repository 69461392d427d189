"""Which encoding a text file is in, by rule: mark, then strict UTF-8, then CP949, or refused; never a guess by statistics."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from marketplace.kernel.errors import Invalid, TooLarge
from marketplace.kernel.text import Text

CHUNK: Final = 1 << 16
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_START: Final = 64  # bytes looked at first …
_NULS: Final = 3  # … so many of which are NUL in UTF-16, where every comma has one
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")


def find_encoding(stream: BinaryIO, *, most_bytes: int) -> str:
    """The codec that reads the whole stream, which is left at its start; raises `Invalid`, `TooLarge`."""
    start = stream.read(_START)
    if not start:
        raise empty_file()
    marked = next((codec for mark, codec in _MARKS if start.startswith(mark)), None)
    if marked is None and start.count(0) >= _NULS:
        raise _unmarked()
    bad_at = _first_bad_byte(stream, marked or "utf-8", most_bytes)
    if bad_at is None:
        stream.seek(0)
        return marked or "utf-8"
    if marked is None and not _reads_as_utf8(stream, bad_at):
        bad_in_cp949 = _first_bad_byte(stream, "cp949", most_bytes)
        if bad_in_cp949 is None:
            stream.seek(0)
            return "cp949"
        if bad_in_cp949 > bad_at:
            raise _bad_bytes(stream, "cp949", bad_in_cp949)
    raise _bad_bytes(stream, marked or "utf-8", bad_at)


@contextmanager
def open_text(stream: BinaryIO, encoding: str, *, newline: str) -> Iterator[io.TextIOWrapper]:
    """The stream as text from its start; it is left open, unless its owner has closed it meanwhile."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, newline=newline)
    try:
        yield text
    finally:
        if not text.closed:
            text.detach()


def count_lines(stream: BinaryIO) -> int:
    """About how many rows there are to come: line feeds, wherever they stand. The stream is left at its start."""
    stream.seek(0)
    lines = sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(CHUNK), b""))
    stream.seek(0)
    return lines


def empty_file() -> Invalid:
    """The refusal of a table without rows."""
    return Invalid.field("table", "empty_file", Text(
        "파일에 내용이 없어요. 머리글 아래에 한 줄 이상 넣어 주세요.",
        "The file has no rows. Please put at least one below the header."))


def _unmarked() -> Invalid:
    return Invalid.field("table", "bad_encoding", Text(
        "UTF-16 파일인데 앞에 표시(BOM)가 없어요. CSV UTF-8로 다시 저장해 주세요.",
        "This looks like UTF-16 without its mark (BOM). Please save the file again as CSV UTF-8."), row=1, column=1, encoding="utf-16")


def _first_bad_byte(stream: BinaryIO, codec: str, most_bytes: int) -> int | None:
    decoder, done = codecs.getincrementaldecoder(codec)(), 0
    for chunk in _chunks(stream, most_bytes):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return done - pending + error.start
        done += len(chunk)
    return None


def _chunks(stream: BinaryIO, most_bytes: int) -> Iterator[bytes]:
    """The stream from its start, ending with an empty chunk; refuses past the limit without reading on."""
    stream.seek(0)
    done = 0
    while chunk := stream.read(CHUNK):
        done += len(chunk)
        if done > most_bytes:
            raise TooLarge("file_too_large", Text(
                "파일은 {most}MB까지 올릴 수 있어요.", "A file may have up to {most} MB."), most=most_bytes // 1_000_000 or 1)
        yield chunk
    yield b""


def _reads_as_utf8(stream: BinaryIO, bad_at: int) -> bool:
    """Whether what comes before the bad byte is Korean in UTF-8: CP949 text hardly ever reads as two Hangul syllables."""
    return len(_HANGUL.findall(_before(stream, bad_at).decode("utf-8", "ignore")[-CHUNK:])) >= 2


def _before(stream: BinaryIO, offset: int) -> bytes:
    stream.seek(0)
    return stream.read(offset)


def _bad_bytes(stream: BinaryIO, codec: str, offset: int) -> Invalid:
    text = _before(stream, offset).decode(codec, "ignore")
    row, column = _place_of_end(text)
    return Invalid.field("table", "bad_encoding", Text(
        "{row}행 {column}번째 칸의 글자를 읽을 수 없어요. CSV UTF-8로 다시 저장해 주세요.",
        "Row {row}, column {column}: we can't read the characters. Please save the file again as CSV UTF-8."),
        row=row, column=column, encoding="utf-8" if codec.startswith("utf-8") else codec)


def _place_of_end(text: str) -> tuple[int, int]:
    """The row and column, both counted from 1 with the header as row 1, in which the text breaks off."""
    try:
        records = [len(cells) for cells in csv.reader(io.StringIO(text + "?", newline=""))]
    except csv.Error:
        return text.count("\n") + 1, 1
    return len(records), records[-1]
