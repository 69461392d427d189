"""The money provider that the settings choose."""

from functools import lru_cache

from marketplace.gateways.money_provider import MoneyProvider
from marketplace.gateways.stripe_provider import StripeProvider
from marketplace.kernel.settings import current_settings


def money_provider() -> MoneyProvider:
    """Stripe, or its local twin, by the present settings."""
    settings = current_settings()
    return _made(settings.stripe_secret_key, settings.stripe_api_base, tuple(settings.stripe_webhook_secret))


@lru_cache(maxsize=4)
def _made(secret_key: str, api_base: str, webhook_secrets: tuple[str, ...]) -> MoneyProvider:
    return StripeProvider(secret_key, api_base, webhook_secrets)
