"""Photos from outside: judged by their header before decoding, drawn anew without metadata, with a thumbnail."""

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace.gateways.files import FileStore
from marketplace.gateways.frames import count_gif_frames
from marketplace.kernel.errors import Invalid, TooLarge, UnsupportedType
from marketplace.kernel.text import Text

# We refuse by our own, lower limit right after the header; Pillow's would only warn, and above twice that raise.
Image.MAX_IMAGE_PIXELS = None

_JUDGED: Final = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
_TAKEN: Final = ("JPEG", "MPO", "PNG", "WEBP", "GIF")  # MPO is a phone's JPEG with more pictures behind the first
_MARKUP: Final = (b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script", b"<head", b"<body", b"<!--")
# Pillow's readers raise nearly anything on a damaged file, and warn where they go on all the same.
_BROKEN: Final = (OSError, ValueError, SyntaxError, LookupError, TypeError, EOFError, ArithmeticError, AttributeError,
                  RuntimeError, MemoryError, Warning, struct.error, zlib.error)


@dataclass(frozen=True)
class PhotoLimits:
    """How large a photo may be, and how it is kept."""

    file_bytes: int = 10_000_000
    pixels: int = 40_000_000
    frames: int = 50
    thumbnail: int = 320
    quality: int = 88


@dataclass(frozen=True)
class CleanPhoto:
    """A photo drawn anew: its bytes, its thumbnail's (always JPEG), and what it is."""

    data: bytes
    thumbnail: bytes
    media_type: str
    suffix: str
    width: int
    height: int


@dataclass(frozen=True)
class StoredPhoto:
    """Where a photo and its thumbnail lie in the file store."""

    file_id: str
    thumbnail_id: str
    media_type: str
    size: int
    width: int
    height: int


def store_photo(store: FileStore, data: bytes, limits: PhotoLimits = PhotoLimits()) -> StoredPhoto:
    """Judge, draw anew and keep a photo with its thumbnail; raises what `clean_photo` raises."""
    photo = clean_photo(data, limits)
    return StoredPhoto(store.save(photo.data, photo.suffix), store.save(photo.thumbnail, "jpg"),
                       photo.media_type, len(photo.data), photo.width, photo.height)


def clean_photo(data: bytes, limits: PhotoLimits = PhotoLimits()) -> CleanPhoto:
    """The first frame, upright and without metadata; raises `TooLarge`, `UnsupportedType`, or `Invalid` not_an_image."""
    with judge_photo(data, limits) as image:
        try:
            image.load()
            ImageOps.exif_transpose(image, in_place=True)
        except (*_BROKEN, Image.DecompressionBombError):
            raise _not_an_image() from None
        drawn = _plain(image)
    small = _reduced(drawn, limits.thumbnail)
    if drawn.mode == "RGBA":
        return CleanPhoto(_written(drawn, "PNG"), _written(small, "JPEG", 80), "image/png", "png", *drawn.size)
    return CleanPhoto(_written(drawn, "JPEG", limits.quality), _written(small, "JPEG", 80), "image/jpeg", "jpg", *drawn.size)


def measure_photo(path: Path) -> tuple[int, int]:
    """The pixels of a photo that we keep, width and height, from its header alone."""
    with Image.open(path, formats=("JPEG", "PNG")) as image:
        return image.size


def judge_photo(data: bytes, limits: PhotoLimits = PhotoLimits()) -> Image.Image:
    """Open an image by its content, reading no more than its header; raises as `clean_photo` does."""
    if len(data) > limits.file_bytes:
        raise TooLarge("too_large", Text("사진은 {most}MB까지 올릴 수 있어요.", "A photo may have up to {most} MB."),
                       most=limits.file_bytes // 1_000_000 or 1)
    _refuse_documents(data)
    try:
        image = Image.open(io.BytesIO(data), formats=_JUDGED)
    except (UnidentifiedImageError, *_BROKEN, Image.DecompressionBombError):
        raise _not_an_image() from None
    _refuse_many_pixels(image, limits)
    if image.format not in _TAKEN:
        raise _unsupported()
    _refuse_many_frames(image, data, limits)
    return image


def _refuse_documents(data: bytes) -> None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    heif = data[4:8] == b"ftyp" and data[8:11] in (b"hei", b"hev", b"mif", b"avi")
    if start.startswith((*_MARKUP, b"%pdf")) or heif:
        raise _unsupported()


def _refuse_many_pixels(image: Image.Image, limits: PhotoLimits) -> None:
    width, height = image.size
    if width * height > limits.pixels:
        raise TooLarge("too_many_pixels", Text(
            "사진이 너무 커요. {most_man}만 화소까지 올릴 수 있어요.", "The photo is too large: up to {most} megapixels."),
            most=limits.pixels // 1_000_000, most_man=limits.pixels // 10_000, width=width, height=height)


def _refuse_many_frames(image: Image.Image, data: bytes, limits: PhotoLimits) -> None:
    try:
        frames = count_gif_frames(data, limits.frames) if image.format == "GIF" else getattr(image, "n_frames", 1)
    except _BROKEN:
        raise _not_an_image() from None
    if frames > limits.frames:
        raise TooLarge("too_many_frames", Text(
            "움직이는 그림은 {most}장면까지 올릴 수 있어요.", "An animation may have up to {most} frames."), most=limits.frames)


def _plain(image: Image.Image) -> Image.Image:
    """A copy in RGB, or RGBA where something shows through, with nothing of the old file's metadata."""
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    pixels = image.convert("RGBA" if see_through else "RGB")
    if see_through and pixels.getchannel("A").getextrema()[0] == 255:
        pixels = pixels.convert("RGB")
    pixels.info = {}  # comments and profiles would be written again from here
    return pixels


def _reduced(image: Image.Image, most: int) -> Image.Image:
    """At most `most` pixels on the longer side, without a full copy of a large photo."""
    shrink = max(max(image.size) / most, 1)
    width, height = (max(round(side / shrink), 1) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0).convert("RGB")


def _written(image: Image.Image, form: str, quality: int = 0) -> bytes:
    held = io.BytesIO()
    options = {"quality": quality, "optimize": True} if form == "JPEG" else {}
    image.save(held, form, **options)
    return held.getvalue()


def _not_an_image() -> Invalid:
    return Invalid.field("photo", "not_an_image", Text(
        "사진을 열 수 없어요. 파일이 깨졌는지 확인해 주세요.", "We can't open this photo. The file may be damaged."))


def _unsupported() -> UnsupportedType:
    return UnsupportedType("unsupported_image", Text(
        "JPG, PNG, WebP, GIF 사진만 올릴 수 있어요.", "Photos may be JPG, PNG, WebP or GIF."),
        accepted=["jpg", "png", "webp", "gif"])
