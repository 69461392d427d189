"""Names that stand for a person in files that leave: the same within one company, another one in the next."""

import base64
import hmac
from functools import cache
from typing import Final

from marketplace.kernel.settings import current_settings

LENGTH: Final = 12  # 60 bits: a company's workers don't meet under one name


def pseudonym(person_id: int, *, company_id: int) -> str:
    """`w-` and twelve letters; without our key nobody can tell whose it is, or join two companies' files by it."""
    return _drawn(current_settings().secret_key, company_id, person_id)


@cache
def _key(secret: str) -> bytes:
    """A key of its own, so that what signs cookies signs nothing else (RFC 5869's extract, with the purpose as salt)."""
    return hmac.digest(b"ilgam: pseudonyms of workers", secret.encode(), "sha256")


def _drawn(secret: str, company_id: int, person_id: int) -> str:
    digest = hmac.digest(_key(secret), f"{company_id}:{person_id}".encode(), "sha256")
    return f"w-{base64.b32encode(digest)[:LENGTH].decode().lower()}"
