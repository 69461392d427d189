"""Pictures of every kind, good and hostile, made as cheaply as they can be."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def image(form: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", colour: Any = "red", **more: Any) -> bytes:
    """A plain picture."""
    held = io.BytesIO()
    Image.new(mode, size, colour).save(held, form, **more)
    return held.getvalue()


def huge_png(side: int = 13_000) -> bytes:
    """A header that claims `side` × `side` pixels, and next to nothing behind it."""
    header = _chunk(b"IHDR", struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + _chunk(b"IDAT", zlib.compress(bytes(20_000)))


def gif(frames: int) -> bytes:
    """An animation of one pixel."""
    frame = b"\x2c" + struct.pack("<4HB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<2H3B", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + frame * frames + b"\x3b"


def animated(form: str, frames: int) -> bytes:
    """An animation of different pictures."""
    held = io.BytesIO()
    first, *others = [Image.new("RGB", (4, 4), (number * 5, 255 - number * 5, 0)) for number in range(frames)]
    first.save(held, form, save_all=True, append_images=others)
    return held.getvalue()


def striped_tiff(side: int) -> bytes:
    """A TIFF of `side` × `side` pixels whose one strip claims to hold 4 GB."""
    entries = [(256, 4, side), (257, 4, side), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1), (278, 4, side),
               (279, 4, 0xFFFFFFFF)]
    directory = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + directory + bytes(4)


def tagged_jpeg() -> bytes:
    """A photo that tells its maker, its place and a comment, and lies on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SecretMaker", 6  # maker, and "turn by 90 degrees"
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 59.0)
    return image(size=(80, 40), exif=exif, comment=b"SecretComment")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
