"""Canaries: each free-text field of each tenant holds its own random word, so that a leak names where it came from."""

import random
from typing import Final

LETTERS: Final = "bcdfghjkmnpqrstvwxz"
VOWELS: Final = "aeiou"


class Canary:
    """Words by tenant and field; the same seed gives the same words. Without a seed texts stay as they are."""

    def __init__(self, seed: str | None) -> None:
        self.random = random.Random(seed) if seed is not None else None  # noqa: S311 - repeatable on purpose
        self.words: dict[str, dict[str, str]] = {}

    def mark(self, tenant: str, field: str, text: str) -> str:
        """`text` with this tenant's own word for this field behind it."""
        if self.random is None:
            return text
        words = self.words.setdefault(tenant, {})
        if field not in words:
            words[field] = "zq" + "".join(self.random.choice(LETTERS) + self.random.choice(VOWELS) for _ in range(5))
        return f"{text} {words[field]}"
