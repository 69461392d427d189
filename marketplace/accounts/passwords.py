"""Passwords: hashed with Argon2id, the common ones refused."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from marketplace.kernel.errors import Invalid
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text

LEAST, MOST = 10, 200
# The start of every public list of leaked passwords, long enough to pass the length rule.
COMMON = frozenset({
    "1234567890", "0123456789", "password12", "password123", "qwertyuiop", "1q2w3e4r5t", "iloveyou12", "1111111111", "0000000000",
    "asdfghjkl1", "qwerty1234", "abcd123456", "1234abcd!!", "password1234", "passw0rd123", "q1w2e3r4t5"})


@cache
def _hasher(cheap: bool) -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1) if cheap else PasswordHasher()


def hash_password(password: str) -> str:
    """The stored form of a password; raises `Invalid` password_common."""
    if password.lower() in COMMON or len(set(password)) < 4 or not password.strip():
        raise Invalid.field("password", "password_common", Text(
            "너무 흔한 비밀번호예요. 다른 것으로 정해 주세요.", "This password is too common. Please choose another."))
    return _hasher(current_settings().env == "test").hash(password)


def is_password(stored: str, typed: str) -> bool:
    """Whether `typed` is the password; takes as long when nobody has that account."""
    try:
        return _hasher(current_settings().env == "test").verify(stored, typed)
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def nobodys_hash() -> str:
    """A hash to compare with when the e-mail is unknown, so that the answer takes as long."""
    return _hasher(current_settings().env == "test").hash("nobody has this password")
