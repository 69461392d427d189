"""Settings that refuse what they don't know, each time naming the variable."""

import base64
from dataclasses import fields
from pathlib import Path

import pytest

from marketplace.kernel.setting_kinds import FieldKey
from marketplace.kernel.settings import (
    Settings,
    SettingsError,
    current_settings,
    load_settings,
    settings_in_use,
    settings_table,
)

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
PRODUCTION = {
    "ILGAM_ENV": "production",
    "DATABASE_URL": "postgresql://ilgam@db/ilgam",
    "BASE_URL": "https://ilgam.example",
    "SECRET_KEY": "kR3vX9qT1mZ7pL5wN2sB8dF4hJ6gC0aY",
    "FIELD_KEYS": f"k2:{KEY}",
    "STRIPE_SECRET_KEY": "sk_live_5f3kq9",
    "STRIPE_WEBHOOK_SECRET": "whsec_1234567890abcdef,whsec_fedcba0987654321",
}


def test_nothing_typed_gives_the_defaults_of_development():
    settings = load_settings({})

    assert settings.env == "development"
    assert settings.database_url == f"sqlite:///{Path.cwd() / 'var' / 'ilgam.sqlite3'}"
    assert settings.upload_dir == str(Path.cwd() / "var" / "uploads")
    assert settings.claims_per_worker == 3


def test_typed_values_become_what_they_are():
    settings = load_settings({
        "ILGAM_FEE_BPS": " 1250 ", "TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8", "DATABASE_URL": "postgres://u:p@h:5432/d",
        "STRIPE_WEBHOOK_SECRET": "one, two", "FIELD_KEYS": f"k2:{KEY}", "BASE_URL": "http://127.0.0.1:9000/",
        "LANG": "ko_KR.UTF-8", "MAIL": "/var/mail/kim",
    })

    assert settings.fee_bps == 1250
    assert settings.trusted_proxies == ("127.0.0.1", "10.0.0.0/8")
    assert settings.database_url == "postgresql://u:p@h:5432/d"
    assert settings.stripe_webhook_secret == ("one", "two")
    assert settings.field_keys == (FieldKey("k2", bytes(range(32))),)
    assert settings.base_url == "http://127.0.0.1:9000"


def test_who_writes_documents_is_read_as_people_type_it():
    settings = load_settings({"ILGAM_ISSUER_NAME": "가" * 80, "ILGAM_ISSUER_NUMBER": "107-82-09351", "ILGAM_ISSUER_ADDRESS": "서" * 160})

    assert (len(settings.issuer_name), settings.issuer_number, len(settings.issuer_address)) == (80, "1078209351", 160)


def test_an_empty_variable_counts_as_absent():
    assert load_settings({"ILGAM_FEE_BPS": "", "PORT": " "}).fee_bps == 1000


@pytest.mark.parametrize(("variable", "typed", "said"), [
    ("WEB_WORKERS", "abc", "WEB_WORKERS is 'abc': a whole number is needed."),
    ("WEB_WORKERS", "0", "WEB_WORKERS is 0: at least 1 is needed."),
    ("WEB_WORKERS", "１", "WEB_WORKERS is '１': a whole number is needed."),
    ("WEB_WORKERS", "9" * 5000, "a whole number is needed."),
    ("WEB_WORKERS", "1e3", "WEB_WORKERS is '1e3': a whole number is needed."),
    ("ILGAM_CLAIMS_PER_WORKER", "-1", "ILGAM_CLAIMS_PER_WORKER is -1: at least 1 is needed."),
    ("ILGAM_FEE_BPS", "10001", "ILGAM_FEE_BPS is 10001: at most 10000 is allowed."),
    ("ILGAM_PAYOUT_HOLD_HOURS", "72,24", "ILGAM_PAYOUT_HOLD_HOURS is '72,24': 3 whole numbers by commas are needed."),
    ("ILGAM_PAYOUT_HOLD_HOURS", "72,a,0", "ILGAM_PAYOUT_HOLD_HOURS is 'a': a whole number is needed."),
    ("ILGAM_PAYOUT_HOLD_HOURS", "721,24,0", "ILGAM_PAYOUT_HOLD_HOURS is 721: at most 720 is allowed."),
    ("ILGAM_PAYOUT_HOLD_HOURS", "24,72,0", "ILGAM_PAYOUT_HOLD_HOURS is '24,72,0': no number may be larger than the one before."),
    ("ILGAM_OUTBOUND_PAYMENTS", "on", "ILGAM_OUTBOUND_PAYMENTS can't be on yet: Stripe sends outbound payments for businesses in the US"),
    ("ILGAM_OUTBOUND_PAYMENTS", "yes", "ILGAM_OUTBOUND_PAYMENTS is 'yes': choose one of off."),
    ("PORT", "65536", "PORT is 65536: at most 65535 is allowed."),
    ("ILGAM_ENV", "prod", "ILGAM_ENV is 'prod': choose one of development, production, test."),
    ("LOG_LEVEL", "loud", "LOG_LEVEL is 'loud': choose one of debug, info, warning, error."),
    ("DATABASE_URL", "mysql://db", "DATABASE_URL is not postgresql://… or sqlite:///path."),
    ("DATABASE_URL", "sqlite:///:memory:", "DATABASE_URL is not postgresql://… or sqlite:///path."),
    ("DATABASE_URL", "postgresql://", "DATABASE_URL is not postgresql://… or sqlite:///path."),
    ("BASE_URL", "ilgam.example", "BASE_URL is not an address that starts with http:// or https://."),
    ("BASE_URL", "http://[::", "BASE_URL is not an address that starts with http:// or https://."),
    ("BASE_URL", "http://ilgam.example", "BASE_URL names a public address, but ILGAM_ENV is development"),
    ("MAIL_SMTP_URL", "mail.example", "MAIL_SMTP_URL is not an address that starts with smtp:// or smtps://."),
    ("TRUSTED_PROXIES", "proxy", "TRUSTED_PROXIES has 'proxy': an address or a network is needed."),
    ("FIELD_KEYS", "k1:short", "FIELD_KEYS needs id:key by commas"),
    ("FIELD_KEYS", f"k1:{KEY},k1:{KEY}", "FIELD_KEYS uses one id for two keys."),
    ("ILGAM_ISSUER_NAME", "가" * 81, "ILGAM_ISSUER_NAME needs one line of at most 80 characters."),
    ("ILGAM_ISSUER_NAME", "일감\n둘째 줄", "ILGAM_ISSUER_NAME needs one line of at most 80 characters."),
    ("ILGAM_ISSUER_ADDRESS", "서" * 161, "ILGAM_ISSUER_ADDRESS needs one line of at most 160 characters."),
    ("ILGAM_ISSUER_NUMBER", "107-82-09352", "ILGAM_ISSUER_NUMBER is '107-82-09352': a Korean business registration number of ten digits is needed."),
    ("ILGAM_ISSUER_NUMBER", "１０７８２０９３５１", "a Korean business registration number of ten digits is needed."),
])
def test_a_wrong_value_is_refused_by_name(variable, typed, said):
    with pytest.raises(SettingsError) as refused:
        load_settings({variable: typed})

    assert said in str(refused.value)
    assert (refused.value.variable, "\n" in str(refused.value)) == (variable, False)


@pytest.mark.parametrize(("variable", "nearest"), [
    ("WORKERS", "WEB_WORKERS"), ("WEB_WORKER", "WEB_WORKERS"), ("DATABASE_URI", "DATABASE_URL"),
    ("SECRET_KEYS", "SECRET_KEY"), ("STRIPE_WEBHOOK_SECRETS", "STRIPE_WEBHOOK_SECRET"),
    ("ILGAM_CLAIM_PER_WORKER", "ILGAM_CLAIMS_PER_WORKER"), ("ILGAM_FEE", "ILGAM_FEE_BPS"), ("UPLOADS_DIR", "UPLOAD_DIR"),
])
def test_an_unknown_variable_is_refused_with_the_nearest_name(variable, nearest):
    with pytest.raises(SettingsError) as refused:
        load_settings({variable: "1"})

    assert str(refused.value) == f"{variable} is not a setting; the nearest is {nearest}."


@pytest.mark.parametrize("variable", ["HOME", "PATH", "LC_ALL", "HOSTNAME", "DATABASE", "PGPASSWORD", "BASH_ENV", "LOGNAME"])
def test_other_programs_variables_are_none_of_ours(variable):
    assert load_settings({variable: "x"}) == load_settings({})


def test_production_starts_with_everything_it_needs():
    settings = load_settings(PRODUCTION)

    assert settings.is_production
    assert settings.stripe_api_base == "https://api.stripe.com"
    assert settings.payout_hold_hours == (72, 24, 0)
    assert load_settings({}).payout_hold_hours == (0, 0, 0)


@pytest.mark.parametrize(("changes", "variable"), [
    ({"SECRET_KEY": ""}, "SECRET_KEY"),
    ({"SECRET_KEY": "tiny-key"}, "SECRET_KEY"),
    ({"SECRET_KEY": Settings().secret_key}, "SECRET_KEY"),
    ({"SECRET_KEY": "a" * 64}, "SECRET_KEY"),
    ({"FIELD_KEYS": ""}, "FIELD_KEYS"),
    ({"FIELD_KEYS": "k1:" + base64.urlsafe_b64encode(Settings().field_keys[0].secret).decode()}, "FIELD_KEYS"),
    ({"FIELD_KEYS": "k1:" + base64.urlsafe_b64encode(bytes(32)).decode()}, "FIELD_KEYS"),
    ({"BASE_URL": "http://ilgam.example"}, "BASE_URL"),
    ({"STRIPE_WEBHOOK_SECRET": ""}, "STRIPE_WEBHOOK_SECRET"),
    ({"STRIPE_WEBHOOK_SECRET": "whsec_local"}, "STRIPE_WEBHOOK_SECRET"),
    ({"STRIPE_SECRET_KEY": ""}, "STRIPE_SECRET_KEY"),
    ({"STRIPE_SECRET_KEY": Settings().stripe_secret_key}, "STRIPE_SECRET_KEY"),
    ({"STRIPE_API_BASE": "http://stripe.example"}, "STRIPE_API_BASE"),
    ({"DATABASE_URL": ""}, "DATABASE_URL"),
    ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
])
def test_production_refuses_what_is_missing_default_or_weak(changes, variable):
    with pytest.raises(SettingsError) as refused:
        load_settings(PRODUCTION | changes)

    assert refused.value.variable == variable
    assert all(value not in str(refused.value) for name, value in changes.items() if value and "KEY" in name)


def test_production_on_sqlite_starts_with_a_warning():
    with pytest.warns(RuntimeWarning, match="one machine, one writer"):
        load_settings(PRODUCTION | {"DATABASE_URL": "sqlite:////srv/ilgam.sqlite3"})


def test_secrets_do_not_show_when_settings_are_printed():
    shown = repr(load_settings(PRODUCTION))

    assert all(PRODUCTION[name] not in shown for name in ("SECRET_KEY", "STRIPE_SECRET_KEY", "FIELD_KEYS"))
    assert "whsec" not in shown


def test_settings_in_use_end_with_their_block():
    before = current_settings()

    with settings_in_use(load_settings({"ILGAM_PAGE_MAX": "7"})):
        inside = current_settings().page_max

    assert (inside, current_settings()) == (7, before)


def test_the_table_has_a_row_for_every_setting():
    rows = settings_table().splitlines()[2:]

    assert [row.split("`")[1] for row in rows] == [one.metadata["variable"] for one in fields(Settings)]
