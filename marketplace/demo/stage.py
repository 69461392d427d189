"""The stage: who acts, the local Stripe, and the jobs, all on the moved clock."""

import random
from datetime import UTC
from typing import Any

from marketplace.accounts import service as accounts
from marketplace.accounts.queries import actor_for, find_person
from marketplace.demo.agenda import Agenda
from marketplace.demo.people import PASSWORD, Player
from marketplace.gateways.money_provider import MoneyProvider
from marketplace.gateways.provider import money_provider
from marketplace.gateways.stripe_twin.remote import TwinRemote
from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.policy import Actor
from marketplace.kernel.settings import current_settings
from marketplace.money import service as money
from marketplace.scheduler.job import run_job
from marketplace.scheduler.table import JOBS, find_job
from marketplace.standards.models import TemplateVersion
from marketplace.standards.service import publish_catalogue

SYSTEM = Actor.system("demo")
NOWHERE = "http://127.0.0.1:9/demo"  # events are kept for us there: nobody listens


class Stage:
    """Everything the story needs at hand."""

    def __init__(self, agenda: Agenda, seed: int) -> None:
        self.agenda, self.random = agenda, random.Random(seed)  # noqa: S311 - a story, not a secret
        self.people: dict[str, int] = {}
        self.templates: dict[str, TemplateVersion] = {}
        settings = current_settings()
        self.webhook = f"{settings.base_url}/webhooks/stripe"
        self.stripe = TwinRemote(settings.stripe_api_base, settings.stripe_secret_key)
        self.stripe.turn("/reset")
        self.stripe.turn("/webhook", url=NOWHERE)

    @property
    def provider(self) -> MoneyProvider:
        """The local Stripe through the real client."""
        return money_provider()

    def sign_up(self, player: Player) -> Actor:
        """A player makes an account."""
        person = accounts.sign_up(name=player.name, email=player.email, password=PASSWORD, locale=player.locale, actor=Actor.nobody())
        self.people[player.key] = person.id
        return self.actor(player)

    def actor(self, player: Player) -> Actor:
        """The player as they are at this moment."""
        with transaction() as session:
            return actor_for(find_person(session, self.people[player.key]))

    def publish_templates(self) -> None:
        """The ready templates."""
        self.templates = publish_catalogue(actor=SYSTEM)

    def move_stripe(self) -> None:
        """The local Stripe has our time."""
        self.stripe.turn("/clock", now=clock.now().timestamp())

    def hear_stripe(self) -> None:
        """Take in what the local Stripe has to tell."""
        for told in self.stripe.turn("/collect"):
            event = self.provider.read_event(told["payload"].encode(), told["signature"], now=clock.now().astimezone(UTC))
            money.store_event(event, actor=Actor.nobody())
        self.run("take_provider_events")

    def run(self, *names: str, keep_idle: bool = False) -> None:
        """Run some jobs, or all of them in their order."""
        for job in [find_job(name) for name in names] if names else JOBS:
            if job is not None:
                run_job(job, keep_idle=keep_idle)

    def round(self) -> None:
        """One round of all jobs, with the provider's answers taken in."""
        self.move_stripe()
        self.run()
        self.hear_stripe()
        self.run("follow_journal", "send_mail")

    def chance(self, share: float) -> bool:
        """Whether it happens this time."""
        return self.random.random() < share

    def pick(self, choices: Any) -> Any:
        """One of them."""
        return self.random.choice(choices)

    def finish(self) -> None:
        """The local Stripe goes on by itself on the real time and tells the web door; then all jobs run once more.

        What it has to tell of that last round reaches the web door when it opens: until then those payouts are under way.
        """
        self.stripe.turn("/clock", reset=True)
        self.stripe.turn("/webhook", url=self.webhook)
        self.run(keep_idle=True)
