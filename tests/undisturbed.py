"""Tests that measure time, or start a whole marketplace, take turns over all test processes: none stretches another's figures."""

import fcntl
from collections.abc import Iterator

import pytest


@pytest.fixture
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Held by one test at a time, until it ends."""
    with (tmp_path_factory.getbasetemp().parent / "undisturbed.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
