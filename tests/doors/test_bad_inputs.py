"""Every row of the list of inputs to survive, through the real doors: refused in words, changing nothing, or taken by rule."""

from dataclasses import replace

import pytest

from marketplace.kernel.setting_kinds import SettingsError
from marketplace.kernel.settings import load_settings, settings_in_use
from tests.application import on_a_fresh_database
from tests.doors.bad_inputs import (
    addresses,
    amounts,
    archives,
    bodies,
    claim_files,
    keys,
    photos,
    provider,
    sizes,
    stale,
    starting,
    tables,
    terms,
    texts,
    work,
)
from tests.doors.bad_inputs.case import Ended, Refused, Reported, Taken, Unset
from tests.doors.bad_inputs.stage import Stage
from tests.stripe_twin import SECRET_KEY, WEBHOOK_SECRET

ROWS = {*range(1, 19), *range(24, 38), *range(41, 49), 54, 55, 56}
FILES = (amounts, bodies, addresses, work, terms, texts, tables, archives, stale, provider, keys, starting, photos, claim_files, sizes)
CASES = [case for file in FILES for case in file.CASES]


def cases(kind):
    """The rows of one kind, each under its own name."""
    return [pytest.param(case, id=case.id) for case in CASES if isinstance(case, kind)]


@pytest.fixture(scope="module")
def stage(_application, _databases, _running_twin, tmp_path_factory):
    """One world for all rows: each must leave it as it was."""
    _running_twin.reset()
    with on_a_fresh_database(_application, _databases, tmp_path_factory.mktemp("stage")) as settings, _application.app_context():
        changes = {"stripe_api_base": _running_twin.base_url, "stripe_secret_key": SECRET_KEY, "stripe_webhook_secret": (WEBHOOK_SECRET,)}
        with settings_in_use(replace(settings, **changes)):
            yield Stage(_application, _running_twin)


def test_every_row_has_its_cases():
    assert {case.row for case in CASES} == ROWS


def test_no_case_stands_twice():
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", cases(Refused))
def test_it_is_refused_in_both_languages_and_nothing_changes(stage, case):
    before = stage.digest()
    for locale in ("ko", "en"):
        stage.speak(locale)
        case.check(case.ask(stage), locale)
    assert stage.digest() == before


@pytest.mark.parametrize("case", cases(Taken))
def test_it_is_taken_by_rule(stage, case):
    stage.speak("ko")
    case.expect(case.ask(stage), stage)


@pytest.mark.parametrize("case", cases(Reported))
def test_it_is_reported_in_both_languages_and_nothing_becomes_a_task(stage, case):
    before = stage.digest()
    for locale in ("ko", "en"):
        stage.speak(locale)
        case.check(case.ask(stage), stage)
    after = stage.digest()
    changed = {name for name in before if before[name] != after[name]}
    assert changed - {"files"} == {"imports", "journal"}  # a good photo waits with its import


@pytest.mark.slow
@pytest.mark.one_engine
@pytest.mark.parametrize("case", cases(Ended))
def test_a_command_ends_with_one_plain_line(stage, case):
    before = stage.digest()
    ended = case.run(stage)
    assert ended.returncode == case.code, ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
    assert case.says in ended.stderr
    assert stage.digest() == before


@pytest.mark.parametrize("case", cases(Unset))
def test_it_does_not_start_and_names_the_variable(case):
    with pytest.raises(SettingsError) as refused:
        load_settings(case.environ)
    assert refused.value.variable == case.variable
    assert case.says in str(refused.value)
    assert "\n" not in str(refused.value)
