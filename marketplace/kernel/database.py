"""The database: reads in autocommit, writes in one transaction a verb, on SQLite and PostgreSQL alike."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Dialect, Engine, Integer, MetaData, Table, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from marketplace.kernel import clock
from marketplace.kernel.errors import Unavailable

P = ParamSpec("P")
R = TypeVar("R")
BUSY_SECONDS = 5.0
SPARE_CONNECTIONS = 10
ATTEMPTS = 8
RETRYABLE = {"40001", "40P01"}  # serialization failure, deadlock found: the whole verb may be tried again

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The models' base, with constraint names that migrations can rely on."""

    metadata = MetaData(naming_convention=CONVENTION)


db = SQLAlchemy(model_class=Base)
migrate = Migrate(render_as_batch=True)
Id = BigInteger().with_variant(Integer(), "sqlite")  # SQLite's rowid alias must be INTEGER


class Moment(TypeDecorator[Any]):
    """An aware UTC moment on both engines; SQLite stores naive text in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Refuse a naive moment before it is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("moments are stored aware")
        value = value.astimezone(clock.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Hand back an aware moment."""
        if value is None:
            return None
        return value.replace(tzinfo=clock.UTC) if value.tzinfo is None else value.astimezone(clock.UTC)


_session: ContextVar[Session | None] = ContextVar("transaction", default=None)
_writers: dict[Engine, Engine] = {}


@contextmanager
def transaction() -> Iterator[Session]:
    """One transaction for one verb; a verb called inside another joins it. Nothing else commits.

    Effects registered with `after_commit` run when the outermost block has committed, and are dropped on rollback.
    """
    current = _session.get()
    if current is not None:
        yield current
        return
    session = Session(_writer(), expire_on_commit=False)
    token = _session.set(session)
    try:
        with session:
            yield session
            session.commit()
    finally:
        _session.reset(token)
        if db.session.registry.has():
            db.session.expire_all()
    for effect in session.info.get("effects", ()):
        effect()


def _writer() -> Engine:
    """The reading engine's twin for write transactions: the same pool, made once for each."""
    reader = db.engine
    if reader not in _writers:
        _writers[reader] = reader.execution_options(**_WRITING[reader.dialect.name])
    return _writers[reader]


@contextmanager
def read_through(session: Session) -> Iterator[None]:
    """Let readers (`db.session`) see inside the block what the open transaction has written so far."""
    before = db.session() if db.session.registry.has() else None
    db.session.registry.set(session)  # type: ignore[arg-type]
    try:
        yield
    finally:
        if before is None:
            db.session.registry.clear()
        else:
            db.session.registry.set(before)


def after_commit(effect: Callable[[], object]) -> None:
    """Let `effect` run once the present transaction has committed; never if it rolls back."""
    session = _session.get()
    if session is None:
        effect()
        return
    session.info.setdefault("effects", []).append(effect)


def in_transaction() -> bool:
    """Whether a verb is writing right now: the outside world must not be called then."""
    return _session.get() is not None


def verb(function: Callable[P, R]) -> Callable[P, R]:
    """Run a verb again when the database asks for it (deadlock, serialization failure); refuse kindly when it stays busy."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if in_transaction():
            return function(*args, **kwargs)
        for attempt in range(ATTEMPTS):
            try:
                return function(*args, **kwargs)
            except DBAPIError as error:
                if is_busy(error):
                    raise Unavailable("database_busy", retry_after=2) from error
                if not is_retryable(error) or attempt == ATTEMPTS - 1:
                    raise
                time.sleep(0.005 * 2**attempt)
        raise AssertionError("unreachable")

    return call


def changed(result: Any) -> int:
    """How many rows a guarded statement changed: whether it won."""
    return int(result.rowcount)


def table_of(model: type[Base]) -> Table:
    """A model's table, for the statements that go round the ORM."""
    return cast(Table, model.__table__)


def is_retryable(error: DBAPIError) -> bool:
    """Whether PostgreSQL says that the same transaction may succeed when run again."""
    return getattr(error.orig, "sqlstate", None) in RETRYABLE


def is_busy(error: DBAPIError) -> bool:
    """Whether SQLite's single writer stayed taken for the whole busy timeout."""
    return isinstance(error, OperationalError) and isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(error.orig)


def violated(error: DBAPIError) -> str:
    """What the database named when it refused a row: constraint and columns, lower case, for `in` tests."""
    diagnosis = getattr(error.orig, "diag", None)
    return f"{getattr(diagnosis, 'constraint_name', '') or ''} {error.orig}".lower()


_WRITING: dict[str, dict[str, Any]] = {
    "sqlite": {"ilgam_writing": True},
    "postgresql": {"isolation_level": "READ COMMITTED"},
}


def engine_options(url: str, *, threads: int) -> dict[str, Any]:
    """Flask-SQLAlchemy engine options: autocommit reads, write transactions ask for more themselves; connections for `threads` at once."""
    # A page that writes reads on one connection and writes on a second; the spare ones are for whoever isn't a thread of the web.
    pool = {"pool_size": 2 * threads, "max_overflow": SPARE_CONNECTIONS, "pool_timeout": 5}
    if url.startswith("sqlite"):
        return pool | {"connect_args": {"timeout": BUSY_SECONDS, "check_same_thread": False}}
    return pool | {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Session, "after_begin")
def _begin_immediate(_session: Session, _transaction: Any, connection: Connection) -> None:
    # A deferred read-then-write fails "busy" at once whatever the timeout; a writer says so first. A listener on the
    # engine instead would be asked about every statement, which costs a third of sending it.
    if connection.get_execution_options().get("ilgam_writing"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
