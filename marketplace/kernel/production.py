"""What production refuses to start with."""

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from marketplace.kernel.setting_kinds import SettingsError

if TYPE_CHECKING:
    from marketplace.kernel.settings import Settings

KEY_LENGTH = 32
REQUIRED = ("DATABASE_URL", "BASE_URL", "SECRET_KEY", "FIELD_KEYS", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def refuse_unsafe(settings: "Settings", environ: Mapping[str, str]) -> None:
    """Raise SettingsError for the first thing that must not reach production."""
    for variable in REQUIRED:
        if not environ.get(variable, "").strip():
            raise SettingsError(variable, "must be set in production")
    _refuse_weak_keys(settings)
    if environ.get("FLASK_DEBUG", "").strip().lower() not in ("", "0", "false", "no"):
        raise SettingsError("FLASK_DEBUG", "must be off in production")
    if not settings.base_url.startswith("https://"):
        raise SettingsError("BASE_URL", "must start with https:// in production")
    stripe = urlsplit(settings.stripe_api_base)
    if stripe.scheme != "https" and stripe.hostname not in LOOPBACK:
        raise SettingsError("STRIPE_API_BASE", "must start with https:// in production")
    if settings.is_sqlite:
        warnings.warn("Production runs on SQLite: one machine, one writer at a time.", RuntimeWarning, stacklevel=3)


def _refuse_weak_keys(settings: "Settings") -> None:
    if len(settings.secret_key) < KEY_LENGTH:
        raise SettingsError("SECRET_KEY", f"is too short: {KEY_LENGTH} characters or more are needed")
    if settings.secret_key == type(settings)().secret_key or len(set(settings.secret_key)) < 10:
        recipe = "python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        raise SettingsError("SECRET_KEY", f"is not random; make one with: {recipe}")
    defaults = {key.secret for key in type(settings)().field_keys}
    for key in settings.field_keys:
        if key.secret in defaults or len(set(key.secret)) < 10:
            raise SettingsError("FIELD_KEYS", f"has the key {key.id!r}, which is not random")
    for secret in settings.stripe_webhook_secret:
        if len(secret) < 16:
            raise SettingsError("STRIPE_WEBHOOK_SECRET", "has a secret that is too short")
    if settings.stripe_secret_key == type(settings)().stripe_secret_key:
        raise SettingsError("STRIPE_SECRET_KEY", "is the key of the local Stripe")
