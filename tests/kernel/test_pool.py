"""The pool follows the threads of the web: all of them write at once, each on two connections, and none waits for one."""

import threading

import pytest
from sqlalchemy import text

from marketplace.kernel.database import db as database
from marketplace.kernel.database import engine_options, transaction
from tests.contest import contend

THREADS = 24


@pytest.fixture
def wide(make_app):
    """The program with more threads than a pool of a fixed size would serve."""
    return make_app(web_threads=THREADS)


def test_all_threads_write_at_once_and_none_waits_for_a_connection(wide, engine_name):
    # SQLite has one writer: there the others wait for it with their second connection in hand.
    all_write = threading.Barrier(THREADS if engine_name == "postgresql" else 1)

    def draw_and_write():
        database.session.execute(text("SELECT 1"))  # the page has read something, and keeps its connection to its end
        with transaction() as session:
            session.execute(text("UPDATE people SET name = name WHERE id = 0"))
            all_write.wait(timeout=20)
        return "written"

    assert contend(wide, *[draw_and_write] * THREADS) == ["written"] * THREADS


@pytest.mark.parametrize("threads", [1, 4, 256])
@pytest.mark.parametrize("url", ["sqlite:////tmp/x.sqlite3", "postgresql+psycopg://localhost/x"])
def test_the_pool_holds_two_connections_for_each_thread(url, threads):
    assert engine_options(url, threads=threads)["pool_size"] == 2 * threads
