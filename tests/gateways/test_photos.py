"""Photos are judged by their header, drawn anew without metadata, and never trusted for their name."""

import contextlib
import io
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from marketplace.gateways.files import FileStore
from marketplace.gateways.photos import PhotoLimits, clean_photo, judge_photo, store_photo
from marketplace.kernel.errors import Invalid, TooLarge, UnsupportedType
from tests.pictures import animated, gif, huge_png, image, tagged_jpeg


def _cases(names, rows):
    """Parametrise with numbered ids, as bytes make unreadable ones."""
    return pytest.mark.parametrize(names, rows, ids=[str(number) for number in range(len(rows))])


@_cases(("data", "code"), [
    (huge_png(), "too_many_pixels"),
    (image("GIF", (6_400, 6_300)), "too_many_pixels"),
    (image("TIFF", (8_000, 8_000), mode="1", colour=0), "too_many_pixels"),
    (gif(10_000), "too_many_frames"),
    (gif(51), "too_many_frames"),
    (animated("WEBP", 51), "too_many_frames"),
    (animated("PNG", 51), "too_many_frames"),
    (b"\xff\xd8\xff" + bytes(10_000_000), "too_large"),
])
def test_what_is_too_large_is_refused_before_decoding(data, code):
    tracemalloc.start()
    started = time.perf_counter()

    with pytest.raises(TooLarge) as refused:
        clean_photo(data)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == code
    assert time.perf_counter() - started < 1
    assert peak < 12_000_000


@_cases("data", [
    b"", b"\xff\xd8\xff", image(size=(400, 400))[:900], image("PNG")[:60], b"just some text", "그냥 글".encode(), bytes(500),
    b"GIF89a", b"RIFF\x10\0\0\0WEBPVP8 ", b"\x89PNG\r\n\x1a\n" + b"x" * 90, gif(3)[:30],
])
def test_what_is_no_whole_image_is_refused(data):
    with pytest.raises(Invalid) as refused:
        clean_photo(data)

    assert refused.value.code == "not_an_image"


@_cases("data", [
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"\xef\xbb\xbf <?xml version='1.0'?><svg/>",
    b"<!DOCTYPE html><script>alert(1)</script>", b"<HTML><body>", b"%PDF-1.7 /JS (app.alert(1))",
    b"\0\0\0\x18ftypheic" + bytes(40),
    image("TIFF"), image("BMP"),
])
def test_other_kinds_of_file_are_refused_whatever_their_name(data):
    with pytest.raises(UnsupportedType) as refused:
        clean_photo(data)

    assert refused.value.code == "unsupported_image"


@_cases(("data", "media_type"), [
    (image("JPEG"), "image/jpeg"), (image("PNG"), "image/jpeg"), (image("WEBP"), "image/jpeg"), (gif(50), "image/jpeg"),
    (image("PNG", mode="RGBA", colour=(1, 2, 3, 4)), "image/png"), (image("JPEG", mode="CMYK", colour=0), "image/jpeg"),
    (image("PNG", mode="I;16", colour=9), "image/jpeg"), (image("PNG", mode="P", colour=0), "image/jpeg"),
    (image("PNG", mode="L", colour=9), "image/jpeg"),
    (image("PNG", mode="RGBA", colour=(1, 2, 3, 255)), "image/jpeg"), (animated("WEBP", 3), "image/jpeg"),
])
def test_photos_are_accepted_by_their_content(data, media_type):
    assert clean_photo(data).media_type == media_type


def test_a_stored_photo_is_upright_and_carries_nothing_of_its_maker_and_place():
    photo = clean_photo(tagged_jpeg())

    kept = Image.open(io.BytesIO(photo.data))
    assert (photo.width, photo.height) == (40, 80)
    assert (dict(kept.getexif()), "exif" in kept.info, "comment" in kept.info) == ({}, False, False)
    assert b"Secret" not in photo.data + photo.thumbnail


def test_a_page_hidden_behind_a_photo_does_not_survive():
    photo = clean_photo(image() + b"<html><script>alert(1)</script></html>")

    assert b"script" not in photo.data


def test_the_thumbnail_is_at_most_320_pixels_and_keeps_the_shape():
    photo = clean_photo(image(size=(1_000, 500)))

    assert Image.open(io.BytesIO(photo.thumbnail)).size == (320, 160)
    assert photo.data != photo.thumbnail


def test_a_photo_of_just_the_limit_is_taken_and_one_row_more_is_not():
    limits = PhotoLimits(pixels=64 * 48)

    assert judge_photo(image(), limits).size == (64, 48)
    with pytest.raises(TooLarge):
        judge_photo(image(size=(64, 49)), limits)


def test_a_photo_is_stored_with_its_thumbnail(tmp_path):
    store = FileStore(tmp_path)

    stored = store_photo(store, image(size=(640, 480)))

    assert Image.open(io.BytesIO(store.read(stored.file_id))).size == (640, 480)
    assert Image.open(io.BytesIO(store.read(stored.thumbnail_id))).size == (320, 240)
    assert (stored.media_type, stored.size) == ("image/jpeg", store.size(stored.file_id))


@given(data=st.data())
def test_a_damaged_photo_is_drawn_or_refused_never_a_crash(data):
    whole = bytearray(data.draw(st.sampled_from([image(form) for form in ("JPEG", "PNG", "WEBP", "GIF", "TIFF")])))
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=6)):
        whole[place] = value

    with contextlib.suppress(Invalid, TooLarge, UnsupportedType):
        assert clean_photo(bytes(whole)).width > 0
