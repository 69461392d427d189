"""Zips that try something are refused naming the entry, before anything is unpacked."""

import io
import stat
import struct
import time
import zipfile

import pytest

from marketplace.kernel.errors import Invalid, UnsupportedType
from marketplace.work.rows import PhotoArchive
from marketplace.work.rows.archive import ArchiveLimits


def _zip(entries, method=zipfile.ZIP_STORED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return held


def _link():
    entry = zipfile.ZipInfo("link.jpg")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def _encrypted():
    content = bytearray(_zip([("secret.jpg", b"x")]).getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return io.BytesIO(bytes(content))


@pytest.mark.parametrize(("archive", "entry", "reason"), [
    (_zip([("ok.jpg", b"x"), ("../x.jpg", b"x")]), "../x.jpg", "path"),
    (_zip([("a/../../x.jpg", b"x")]), "a/../../x.jpg", "path"),
    (_zip([("..\\x.jpg", b"x")]), "..\\x.jpg", "path"),
    (_zip([("/etc/x.jpg", b"x")]), "/etc/x.jpg", "path"),
    (_zip([("C:/x.jpg", b"x")]), "C:/x.jpg", "path"),
    (_zip([(_link(), b"/etc/passwd")]), "link.jpg", "link"),
    (_zip([("bomb.png", bytes(5_000_000))], zipfile.ZIP_DEFLATED), "bomb.png", "ratio"),
    (_zip([("big.png", bytes(10_000_001))]), "big.png", "size"),
    (_zip([("inner.zip", b"x")]), "inner.zip", "nested"),
    (_encrypted(), "secret.jpg", "encrypted"),
])
def test_an_unsafe_entry_is_refused_by_name(archive, entry, reason):
    with pytest.raises(Invalid) as refused:
        PhotoArchive(archive)

    assert (refused.value.code, refused.value.facts) == ("archive_unsafe", {"entry": entry, "reason": reason})


def test_the_most_entries_are_taken_and_one_more_is_not():
    names = [(f"{number}.jpg", b"") for number in range(6)]

    assert len(PhotoArchive(_zip(names[:5]), ArchiveLimits(entries=5)).entries()) == 5
    with pytest.raises(Invalid) as refused:
        PhotoArchive(_zip(names), ArchiveLimits(entries=5))
    assert refused.value.facts["reason"] == "entries"


@pytest.mark.parametrize("claimed", [0xFFFF, 3])
def test_a_million_entries_are_refused_at_once_even_when_the_count_lies(claimed):
    directory = (struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a") * 1_000_000
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, claimed, claimed, len(directory), 0, 0)
    started = time.perf_counter()

    with pytest.raises(Invalid) as refused:
        PhotoArchive(io.BytesIO(directory + end))

    assert refused.value.facts["reason"] == "entries"
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
def test_what_is_no_zip_is_refused(content):
    with pytest.raises(UnsupportedType) as refused:
        PhotoArchive(io.BytesIO(content))

    assert refused.value.code == "zip_only"


def test_entries_are_read_one_at_a_time_and_rubbish_of_systems_is_left_out():
    rubbish = ["__MACOSX/a/._1.jpg", ".DS_Store", "a/Thumbs.db"]
    archive = PhotoArchive(_zip([("a/1.jpg", b"one"), ("a/", b""), *((name, b"?") for name in rubbish)]))

    assert archive.entries() == ["a/1.jpg"]
    assert archive.read("a/1.jpg") == b"one"


def test_a_broken_entry_is_refused_by_name_when_it_is_read():
    content = _zip([("a.jpg", b"hello hello")]).getvalue().replace(b"hello hello", b"hellO hello")

    with pytest.raises(Invalid) as refused:
        PhotoArchive(io.BytesIO(content)).read("a.jpg")

    assert refused.value.facts == {"entry": "a.jpg", "reason": "broken"}
