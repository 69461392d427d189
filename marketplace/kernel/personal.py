"""Personal fields are stored encrypted (AES-256-GCM) under a key whose id they carry, and compared by a keyed digest."""

import base64
import hmac
import secrets
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from marketplace.kernel.settings import current_settings

_NONCE_BYTES: Final = 12


def seal_field(plain: str, *, place: str) -> str:
    """`key id:nonce and ciphertext`; `place` (`bank_accounts.number:7`) is bound in, so it can't be moved to another row."""
    key, nonce = current_settings().field_keys[0], secrets.token_bytes(_NONCE_BYTES)
    sealed = nonce + AESGCM(key.secret).encrypt(nonce, plain.encode(), place.encode())
    return f"{key.id}:{base64.urlsafe_b64encode(sealed).decode()}"


def open_field(sealed: str, *, place: str) -> str:
    """What `seal_field` kept; raises `KeyError` when its key is no longer among ours, `InvalidTag` when it was moved or changed."""
    key_id, _, text = sealed.partition(":")
    raw = base64.urlsafe_b64decode(text)
    key = {one.id: one.secret for one in current_settings().field_keys}[key_id]
    return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode()).decode()


def fingerprint(plain: str, *, purpose: str) -> str:
    """The same for the same text, and nothing to anybody without our key (RFC 5869's extract with the purpose as salt)."""
    key = hmac.digest(f"ilgam: {purpose}".encode(), current_settings().secret_key.encode(), "sha256")
    return hmac.digest(key, plain.encode(), "sha256").hex()
