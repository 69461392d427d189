"""The settings: each one declared once, here; read from the environment by `load_settings`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from marketplace.kernel.declared import declare, read_declared
from marketplace.kernel.production import LOOPBACK, refuse_unsafe
from marketplace.kernel.setting_kinds import FeeChange, FieldKey, SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be different from one place to another, checked when the program starts."""

    # Where it runs
    env: str = declare("ILGAM_ENV", "development", "`development`, `production` or `test`.",
        one_of=("development", "production", "test"))
    database_url: str = declare("DATABASE_URL", "sqlite:///var/ilgam.sqlite3",
        "Where the data lives: `postgresql://…` or `sqlite:///path`.", kind="database")
    base_url: str = declare("BASE_URL", "http://127.0.0.1:8000", "The address people use, with https in production.",
        kind="url")
    trusted_proxies: tuple[str, ...] = declare("TRUSTED_PROXIES", (),
        "Addresses or networks of the reverse proxies whose `X-Forwarded-*` headers count, by commas.", kind="networks")
    upload_dir: str = declare("UPLOAD_DIR", "var/uploads", "The folder that keeps uploaded files.", kind="folder")
    port: int = declare("PORT", 8000, "The port that `make run` serves.", least=1, most=65535)
    web_workers: int = declare("WEB_WORKERS", 1, "Web processes that `make run` starts.", least=1, most=64)
    web_threads: int = declare("WEB_THREADS", 4, "Threads in each of them; each may hold two connections to the database.", least=1, most=256)
    log_level: str = declare("LOG_LEVEL", "info", "`debug`, `info`, `warning` or `error`.",
        one_of=("debug", "info", "warning", "error"))

    # Keys
    secret_key: str = declare("SECRET_KEY", "development only: this key is public, never use it",
        "Signs cookies and forms; 32 characters or more, random.", secret=True)
    field_keys: tuple[FieldKey, ...] = declare("FIELD_KEYS", (FieldKey("dev", b"public development key, 32 byte."),),
        "Encrypts personal fields: `id:key` by commas, the newest first, each key 32 random bytes in URL-safe Base64.",
        kind="field_keys", secret=True)

    # Payments
    stripe_api_base: str = declare("STRIPE_API_BASE", "http://127.0.0.1:8420",
        "Where Stripe's API answers; the local Stripe unless it runs in production.",
        kind="url", production="https://api.stripe.com")
    stripe_secret_key: str = declare("STRIPE_SECRET_KEY", "sk_test_local", "Stripe's secret key.", secret=True)
    stripe_webhook_secret: tuple[str, ...] = declare("STRIPE_WEBHOOK_SECRET", ("whsec_local",),
        "Signs Stripe's events; several by commas while one is replaced.", kind="words", secret=True)
    outbound_payments: str = declare("ILGAM_OUTBOUND_PAYMENTS", "off",
        "Whether workers are paid by Stripe's outbound payments: `off` until Stripe offers them to us.", kind="outbound")

    # Mail
    mail_sink_dir: str = declare("MAIL_SINK_DIR", "var/mail",
        "Mail is written into this folder when no mail server is set.", kind="folder")
    mail_smtp_url: str = declare("MAIL_SMTP_URL", "",
        "The mail server: `smtp://user:password@host:587` or `smtps://…:465`.", kind="mail_url", secret=True)
    mail_from: str = declare("MAIL_FROM", "Ilgam <no-reply@ilgam.example>", "The sender of every mail.")

    # Who writes receipts, statements and invoices
    issuer_name: str = declare("ILGAM_ISSUER_NAME", "Ilgam", "The name of the firm that runs this, on receipts, statements and invoices.",
        kind="line", most=80)
    issuer_number: str = declare("ILGAM_ISSUER_NUMBER", "", "Its Korean business registration number, ten digits.", kind="business_number")
    issuer_address: str = declare("ILGAM_ISSUER_ADDRESS", "", "Its address, in one line.", kind="line", most=160)

    # Limits
    claims_per_worker: int = declare("ILGAM_CLAIMS_PER_WORKER", 3, "Tasks one worker may hold at once.", least=1)
    page_max: int = declare("ILGAM_PAGE_MAX", 200, "Rows a list shows or answers at most.", least=1, most=1000)
    upload_max_bytes: int = declare("ILGAM_UPLOAD_MAX_BYTES", 10_485_760, "Bytes of one uploaded file.", least=1024)
    import_max_rows: int = declare("ILGAM_IMPORT_MAX_ROWS", 100_000, "Rows of one imported file.", least=1)
    payout_minimum_krw: int = declare("ILGAM_PAYOUT_MINIMUM_KRW", 1000, "The smallest payout, in won.", least=1)
    payout_hold_hours: tuple[int, ...] = declare("ILGAM_PAYOUT_HOLD_HOURS", (0, 0, 0),
        "Hours that earnings rest before they can be paid out: for new, steady and trusted workers.",
        kind="hours_by_level", least=0, most=720, production=(72, 24, 0))
    account_change_hours: int = declare("ILGAM_ACCOUNT_CHANGE_HOURS", 72,
        "Hours that a worker's changed bank account waits before it is paid.", least=1, most=720)
    second_person_krw: int = declare("ILGAM_SECOND_PERSON_KRW", 100_000,
        "An entry made by hand that moves more than this, in won, is approved by a second person; other currencies: about as much.",
        least=0)
    withholding: tuple[str, ...] = declare("ILGAM_WITHHOLDING", (),
        "Countries whose workers' income tax we withhold from payouts, by commas; `KR` is known.", kind="countries",
        one_of=("KR",))
    fee_bps: int = declare("ILGAM_FEE_BPS", 1000, "Our fee on top of the price, in hundredths of a percent.",
        least=0, most=10_000)
    fee_changes: tuple[FeeChange, ...] = declare("ILGAM_FEE_CHANGES", (),
        "Fees from a day on (in Korea), for drafts made since then: `2027-01-01=900` or `2027-01-01/USD=900` by commas.",
        kind="fee_changes", most=5000)
    minimum_pay: tuple[str, ...] = declare("ILGAM_MINIMUM_PAY", ("KR", "US"),
        "Countries whose minimum pay an hour holds for batches in their currency; `-` for none.", kind="words")
    review_hours: int = declare("ILGAM_REVIEW_HOURS", 72, "Hours after which silence accepts a submission.", least=1)
    appeal_days: int = declare("ILGAM_APPEAL_DAYS", 7, "Days in which a worker may appeal a verdict.", least=1, most=90)
    appeal_hours: int = declare("ILGAM_APPEAL_HOURS", 72, "Hours in which a second reviewer looks at an appeal; after them we pay it.",
        least=1, most=720)
    session_days: int = declare("ILGAM_SESSION_DAYS", 14, "Days a sign-in lasts.", least=1, most=365)

    @property
    def is_production(self) -> bool:
        """Whether real people and real money are at stake."""
        return self.env == "production"

    @property
    def is_sqlite(self) -> bool:
        """Whether the data lives in an SQLite file."""
        return self.database_url.startswith("sqlite:")


_present: Settings | None = None


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read and check the settings; SettingsError names the first that is wrong, missing or unknown."""
    settings = Settings(**read_declared(Settings, environ))
    if settings.is_production:
        refuse_unsafe(settings, environ)
    elif urlsplit(settings.base_url).hostname not in LOOPBACK:
        complaint = f"names a public address, but ILGAM_ENV is {settings.env}: set ILGAM_ENV=production"
        raise SettingsError("BASE_URL", complaint)
    return settings


def current_settings() -> Settings:
    """The settings this process runs with; the defaults of development before any were chosen."""
    return _present if _present is not None else Settings()


def use_settings(settings: Settings) -> Settings:
    """Run this process with `settings` from here on, in every thread."""
    global _present  # noqa: PLW0603 - one process, one set of settings
    _present = settings
    return settings


@contextmanager
def settings_in_use(settings: Settings) -> Iterator[Settings]:
    """Run with `settings` inside the block, then with the earlier ones again."""
    global _present  # noqa: PLW0603
    before, _present = _present, settings
    try:
        yield settings
    finally:
        _present = before


def settings_table() -> str:
    """The settings as a Markdown table, the one that the README shows."""
    rows = ["| variable | default | what it is |", "| --- | --- | --- |"]
    rows += [f"| `{one.metadata['variable']}` | {_shown_default(one)} | {one.metadata['says']} |" for one in fields(Settings)]
    return "\n".join(rows) + "\n"


def _shown_default(one: Any) -> str:
    if one.metadata["secret"]:
        return "public test key" if one.default else "–"
    if one.default in ("", ()):
        return "–"
    shown, production = _as_typed(one.default), one.metadata["production"]
    return f"{shown}; in production {_as_typed(production)}" if production is not None else shown


def _as_typed(value: Any) -> str:
    return f"`{','.join(map(str, value)) if isinstance(value, tuple) else value}`"
