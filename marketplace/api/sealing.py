"""Answers that show a secret are kept so that only who asked for them can read them again."""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import request

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text

_NONCE_BYTES = 12


def seal(body: bytes) -> bytes:
    """The answer under a key made of the caller's own API key, of which we keep nothing but a different hash."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, body, None)


def unseal(sealed: bytes) -> bytes:
    """What `seal` kept; raises `Invalid` idempotency_key_reused for another API key of the same person."""
    try:
        return _cipher().decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
    except InvalidTag:
        raise Invalid.field("Idempotency-Key", "idempotency_key_reused", Text(
            "이 Idempotency-Key는 다른 API 키로 이미 썼어요.", "This Idempotency-Key was used with another API key.")) from None


def _cipher() -> AESGCM:
    header = request.headers.get("Authorization", "")
    return AESGCM(hashlib.sha256(f"kept answer|{header.partition(' ')[2].strip()}".encode()).digest())
