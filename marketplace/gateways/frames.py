"""Counting an animation's frames by walking its blocks, without drawing any."""

_EXTENSION, _IMAGE = 0x21, 0x2C


def count_gif_frames(data: bytes, enough: int) -> int:
    """How many frames a GIF has, counting no further than `enough` + 1 (GIF89a, section 13 and on)."""
    at, frames = 13 + _table_bytes(data[10]), 0
    while at < len(data) and frames <= enough:
        block = data[at]
        if block == _EXTENSION:
            at = _after_pieces(data, at + 2)
        elif block == _IMAGE:
            frames += 1
            at = _after_pieces(data, at + 11 + _table_bytes(data[at + 9]))
        else:  # the trailer, or rubbish that ends the picture
            break
    return frames


def _table_bytes(packed: int) -> int:
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _after_pieces(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1
