"""Hostile defaults and the fixtures every room's tests start from."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.engines import ENGINES, SERVER, start_server
from tests.loopback import stay_on_loopback

# A loaded machine is no fault of a property: how long drawing takes says nothing here.
hypothesis_settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("suite")

pytest_plugins = ["tests.application", "tests.browser", "tests.cast", "tests.stripe_twin", "tests.bank", "tests.market",
                  "tests.undisturbed", "tests.speaker"]

ROOT = Path(__file__).resolve().parent.parent
OUR_VARIABLES = ("ILGAM_", "STRIPE_", "MAIL_", "FIELD_", "UPLOAD_", "FLASK_")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, default="sqlite", help="the database the tests run on")


def pytest_configure(config: pytest.Config) -> None:
    is_controller = not hasattr(config, "workerinput")
    if is_controller and config.getoption("engine") == "postgresql":
        config.stash[SERVER] = start_server()


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVER in config.stash:
        config.stash[SERVER].stop()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a test process of xdist which server the run shares."""
    if SERVER in node.config.stash:
        node.workerinput["postgresql"] = node.config.stash[SERVER].url()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was not asked for, and on the second engine what says nothing about a database."""
    engine, wanted_marks = config.getoption("engine"), config.getoption("markexpr")
    out = {item for item in items if _is_out(item, engine, wanted_marks)}
    if out:
        config.hook.pytest_deselected(items=list(out))
        items[:] = [item for item in items if item not in out]


def _is_out(item: pytest.Item, engine: str, wanted_marks: str) -> bool:
    if "soak" in item.keywords and "soak" not in wanted_marks:
        return True
    touches_database = "_databases" in getattr(item, "fixturenames", ())
    is_for_one = item.get_closest_marker("one_engine") is not None
    return engine != "sqlite" and (is_for_one or not touches_database)


@pytest.fixture(scope="session", autouse=True)
def _hostile_defaults() -> Iterator[None]:
    """No outside world, no settings but the tests' own."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name in list(os.environ):
            if name.startswith(OUR_VARIABLES):
                monkeypatch.delenv(name)
        stay_on_loopback(monkeypatch)
        yield
