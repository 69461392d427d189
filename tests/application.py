"""The application in a test's hands: its settings, its database, its doors."""

import contextlib
import contextvars
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from flask_sqlalchemy import SQLAlchemy

from marketplace.kernel.database import db as database
from marketplace.kernel.setting_kinds import FieldKey
from marketplace.kernel.settings import Settings, settings_in_use
from tests.engines import SERVER, Databases, databases_of, redirect
from tests.postbox import Postbox
from tests.serving import LiveServer, serve
from tests.timepiece import Timepiece

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """"sqlite" or "postgresql"."""
    return str(request.config.getoption("engine"))


@pytest.fixture(scope="session")
def _databases(request: pytest.FixtureRequest, engine_name: str) -> Iterator[Databases]:
    server = request.config.stash.get(SERVER, None)
    server_url = server.url() if server else getattr(request.config, "workerinput", {}).get("postgresql")
    databases = databases_of(engine_name, server_url)
    yield databases
    databases.close()


class Address:
    """The database of the running test, looked up whenever the application opens a connection."""

    url = ""


def load_application() -> Callable[[Settings], Flask]:
    """`create_app`, loaded only now: a page that does not import must not stop the tests of plain functions."""
    from marketplace.app import create_app  # noqa: PLC0415

    return create_app


@pytest.fixture(scope="session")
def _application(_databases: Databases) -> Flask:
    """One application for the whole process, on a schema that the migrations made."""
    Address.url = _databases.template_url
    settings = base_settings(_databases.template_url)
    with settings_in_use(settings):
        application = load_application()(settings)
        application.testing = True
        application.test_client_class = FreshClient
        with application.app_context():
            redirect(database.engine, lambda: Address.url)
            upgrade(directory=str(ROOT / "migrations"))
            database.session.remove()
            database.engine.dispose()
    _databases.freeze()
    return application


def base_settings(url: str) -> Settings:
    """What every test runs with, unless it asks for something else."""
    return Settings(
        env="test",
        database_url=url,
        base_url="http://localhost",
        secret_key="a key for tests only, long enough for everyone",
        field_keys=(FieldKey("t1", b"the tests' own key, 32 bytes it."),),
        stripe_api_base="http://127.0.0.1:9",
        log_level="warning",
    )


@contextlib.contextmanager
def on_a_fresh_database(application: Flask, databases: Databases, folder: Path) -> Iterator[Settings]:
    """The settings in use inside the block: a database of its own, with folders under `folder`."""
    url = databases.copy()
    Address.url = url
    chosen = replace(base_settings(url), upload_dir=str(folder / "uploads"), mail_sink_dir=str(folder / "mail"))
    with settings_in_use(chosen):
        yield chosen
    with application.app_context():
        database.session.remove()
        database.engine.dispose()
    Address.url = ""
    databases.drop(url)


@pytest.fixture
def settings(_application: Flask, _databases: Databases, tmp_path: Path) -> Iterator[Settings]:
    """The settings in use, on a fresh database with folders of its own."""
    with on_a_fresh_database(_application, _databases, tmp_path) as chosen:
        yield chosen


@pytest.fixture
def change_settings(settings: Settings) -> Iterator[Callable[..., Settings]]:
    """`change_settings(claims_per_worker=1)` for the rest of the test."""
    with contextlib.ExitStack() as stack:
        yield lambda **changes: stack.enter_context(settings_in_use(replace(settings, **changes)))


@pytest.fixture
def app(_application: Flask, settings: Settings) -> Flask:
    """The application on this test's own database; no context is pushed."""
    return _application


@pytest.fixture
def make_app(settings: Settings) -> Iterator[Callable[..., Flask]]:
    """`make_app(env="production", …)`: a second application with other settings on the same database."""
    made: list[Flask] = []

    def make(**changes: Any) -> Flask:
        made.append(load_application()(replace(settings, **changes)))
        made[-1].test_client_class = FreshClient
        return made[-1]

    with settings_in_use(settings):
        yield make
    for application in made:
        with application.app_context():
            database.engine.dispose()


@pytest.fixture
def db(app: Flask) -> Iterator[SQLAlchemy]:
    """The database with an application context pushed, so that verbs can be called straight away."""
    with app.app_context():
        yield database
        database.session.remove()


class FreshClient(FlaskClient):
    """A client whose requests share nothing with the test: `g`, the session and the identity map are new each time."""

    def open(self, *words: Any, **named: Any) -> Any:
        named.setdefault("buffered", True)
        # A copy of the context: what a request sets (its language, its id) ends with the request.
        answer = contextvars.copy_context().run(self._open_alone, words, named)
        answer.request.input_stream.close()  # a large body lies in a temporary file of the client's
        with contextlib.suppress(RuntimeError):
            database.session.expire_all()
        return answer

    def _open_alone(self, words: tuple[Any, ...], named: dict[str, Any]) -> Any:
        with self.application.app_context():
            return super().open(*words, **named)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor who is not signed in; `app.test_client()` makes another."""
    return app.test_client()


@pytest.fixture
def clock() -> Iterator[Timepiece]:
    """The clock, movable, for this test and for its live server."""
    timepiece = Timepiece()
    yield timepiece
    timepiece.reset()


@pytest.fixture
def mail(settings: Settings) -> Postbox:
    """What was mailed in this test."""
    return Postbox(Path(settings.mail_sink_dir))


@pytest.fixture
def live_server(app: Flask, settings: Settings, clock: Timepiece) -> Iterator[LiveServer]:
    """The application on a real socket, with threads, against this test's database."""
    with serve(clock.carried_into(app)) as server, settings_in_use(replace(settings, base_url=server.url)):
        yield server
