"""Files lie under ids of our own, whole or not at all; names from outside are only ever shown, cleaned."""

import io
import re

import pytest

from marketplace.gateways.files import FileStore, clean_name, take_upload
from marketplace.kernel.errors import NotFound, TooLarge, Unavailable


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "files")


def test_what_is_saved_is_read_back_under_an_id_of_our_own(store):
    file_id = store.save(b"bytes", ".jpg")

    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", file_id)
    assert (store.read(file_id), store.size(file_id)) == (b"bytes", 5)
    assert store.save(b"bytes", "jpg") != file_id


def test_only_whole_files_lie_in_the_store(store):
    file_id = store.save(b"bytes", "jpg")

    assert [path.name for path in store.root.rglob("*") if path.is_file()] == [file_id]


@pytest.mark.parametrize("file_id", [
    "../../etc/passwd", "a" * 32 + ".jpg", "A" * 32 + ".jpg", "a" * 32 + ".jpg\n", "a" * 32 + "/.x", ""])
def test_what_is_no_id_of_ours_is_not_found(store, file_id):
    for look in (store.open, store.size):
        with pytest.raises(NotFound):
            look(file_id)


def test_a_deleted_file_is_gone_and_may_be_deleted_again(store):
    file_id = store.save(b"bytes", "jpg")

    store.delete(file_id)
    store.delete(file_id)

    with pytest.raises(NotFound):
        store.read(file_id)


def test_a_folder_that_takes_no_files_is_a_plain_refusal(tmp_path):
    (tmp_path / "files").write_text("not a folder", encoding="utf-8")

    with pytest.raises(Unavailable) as refused:
        FileStore(tmp_path / "files").save(b"x", "jpg")

    assert refused.value.code == "storage_full"


@pytest.mark.parametrize(("given", "shown"), [
    ("../../x", "x"), ("..\\..\\x.jpg", "x.jpg"), ("CON", "_CON"), ("con.jpg", "_con.jpg"), ("a\0.jpg", "a.jpg"),
    ('x.jpg"; y="', "x.jpg y="), ("\u110b\u116e\u110b\u1172.jpg", "우유.jpg"), ("milk\u202egpj.exe", "milkgpj.exe"),
    ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie x.jpg"), ("x" * 300 + ".jpg", "x" * 96 + ".jpg"), ("x" * 300, "x" * 100),
    ("", "file"), ("/", "file"), ("...", "file"), ("<script>.png", "script.png"),
])
def test_a_name_is_cleaned_before_it_is_shown(given, shown):
    assert clean_name(given) == shown


class _Endless(io.RawIOBase):
    taken = 0

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return b"x" * size


def test_an_upload_without_end_is_refused_at_the_first_byte_too_many():
    stream = _Endless()

    with pytest.raises(TooLarge) as refused:
        take_upload(stream, most_bytes=10_000_000)

    assert (refused.value.code, stream.taken) == ("file_too_large", 10_000_001)


def test_an_upload_of_just_the_limit_is_taken():
    with take_upload(io.BytesIO(b"x" * 1_000), most_bytes=1_000) as copy:
        assert copy.read() == b"x" * 1_000
