"""Names for things: request ids, secrets and their stored hashes."""

import hashlib
import secrets


def new_request_id() -> str:
    """The id shown with an error and written in the log: 16 letters and digits."""
    return secrets.token_hex(8)


def new_secret(prefix: str) -> str:
    """A secret shown once, `prefix_` and 43 URL-safe characters (256 random bits)."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def hash_secret(secret: str) -> str:
    """What we store of a random secret: its SHA-256 in hex (random secrets need no slow hash)."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def new_spread() -> int:
    """A random place in a queue, 0 … 2³¹−1, so that workers don't all stand at its head."""
    return secrets.randbits(31)
