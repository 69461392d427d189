"""Where to go next: only ever to a path of our own."""

from urllib.parse import urlsplit


def safe_next(target: str | None, otherwise: str = "/") -> str:
    """`target` when it is a plain path here, `otherwise` when it could lead anywhere else."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return otherwise
    if any(ord(character) < 33 or ord(character) == 127 for character in target) or "%0d" in target.lower() or "%0a" in target.lower():
        return otherwise
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else otherwise
