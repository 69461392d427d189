"""Under which key an attempt goes out: the same one until the provider has answered it, a new one after a stored failure.

Whoever was frozen before its call and wakes hours later then says what was said before, and the provider gives the answer it
gave before. A key for each attempt would let it pay a second time; one key for ever would replay a stored failure.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from marketplace.gateways.money_provider import ProviderError, ProviderUnavailable

LOOKUP_FAILED: Final = "lookup_failed"
LONGEST: Final = timedelta(hours=6)
# Nothing is stored under the key then: no answer came, or the provider didn't begin.
UNANSWERED: Final = frozenset({
    "APIConnectionError", "AuthenticationError", "RateLimitError", "rate_limit", "lock_timeout", "idempotency_key_in_use", "http_409", LOOKUP_FAILED,
})


def needs_new_key(state: str, last_error: str) -> bool:
    """Whether the next attempt of something in `state` must use a key of its own; an attempt cut off left no error."""
    return state == "requested" or (last_error != "" and last_error.partition(":")[0] not in UNANSWERED)


def pause_before_next(attempt: int, since: datetime, now: datetime) -> timedelta:
    """How long to wait after a failure: twice as long for each key, a quarter of its age at least, six hours at most."""
    return min(max(timedelta(seconds=30 * 2 ** min(attempt, 12)), (now - since) / 4), LONGEST)


@contextmanager
def looking_up() -> Iterator[None]:
    """Asking what the provider has: whatever goes wrong with the question, even a definite no, says nothing of what is there."""
    try:
        yield
    except ProviderError as error:
        raise ProviderUnavailable(LOOKUP_FAILED, str(error)) from error
