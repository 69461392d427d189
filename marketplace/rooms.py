"""Every door of every room, in the order of the house; what isn't listed here can't be reached."""

from typing import Any

from flask import Blueprint

from marketplace.accounts import api as accounts_api
from marketplace.accounts import commands as accounts_commands
from marketplace.accounts import pages as accounts_pages
from marketplace.api import openapi
from marketplace.audit import api as audit_api
from marketplace.audit import commands as audit_commands
from marketplace.audit import pages as audit_pages
from marketplace.cli import commands as cli_commands
from marketplace.demo import commands as demo_commands
from marketplace.flows import commands as flows_commands
from marketplace.messaging import api as messaging_api
from marketplace.messaging import pages as messaging_pages
from marketplace.money import api as money_api
from marketplace.money import commands as money_commands
from marketplace.money import notices as money_notices
from marketplace.money import notices_bank as money_notices_bank
from marketplace.money import notices_by_hand as money_notices_by_hand
from marketplace.money import notices_disputes as money_notices_disputes
from marketplace.money import pages as money_pages
from marketplace.money.pages import webhooks
from marketplace.quality import api as quality_api
from marketplace.quality import notices as quality_notices
from marketplace.quality import pages as quality_pages
from marketplace.scheduler import api as scheduler_api
from marketplace.scheduler import commands as scheduler_commands
from marketplace.scheduler import pages as scheduler_pages
from marketplace.standards import api as standards_api
from marketplace.standards import pages as standards_pages
from marketplace.training import api as training_api
from marketplace.training import pages as training_pages
from marketplace.vetting import api as vetting_api
from marketplace.vetting import notices as vetting_notices
from marketplace.vetting import pages as vetting_pages
from marketplace.web import commands as web_commands
from marketplace.web import design, health, home
from marketplace.work import api as work_api
from marketplace.work import notices as work_notices
from marketplace.work import pages as work_pages

PAGES: list[Blueprint] = [
    home.pages,
    health.pages,
    accounts_pages.pages,
    messaging_pages.pages,
    vetting_pages.pages,
    audit_pages.pages,
    scheduler_pages.pages,
    *standards_pages.PAGES,
    training_pages.pages,
    *work_pages.PAGES,
    *quality_pages.PAGES,
    *money_pages.PAGES,
]
APIS: list[Blueprint] = [
    openapi.api,
    accounts_api.api,
    messaging_api.api,
    money_api.api,
    vetting_api.api,
    standards_api.api,
    training_api.api,
    work_api.api,
    quality_api.api,
    audit_api.api,
    scheduler_api.api,
]
# The provider signs what it posts; it has no page of ours to take a token from.
WITHOUT_CSRF: list[Any] = [
    webhooks.receive_event,
]
COMMANDS: list[Any] = [
    cli_commands.settings,
    web_commands.routes,
    accounts_commands.users,
    money_commands.ledger,
    money_commands.reconcile_books,
    audit_commands.audit,
    scheduler_commands.jobs,
    scheduler_commands.scheduler,
    flows_commands.backup,
    flows_commands.restore,
    demo_commands.seed,
]
DEVELOPMENT: list[Blueprint] = [
    design.pages,
]
# Importing these is what makes them speak: each declares who is told what.
NOTICES: list[Any] = [
    money_notices,
    money_notices_bank,
    money_notices_by_hand,
    money_notices_disputes,
    vetting_notices,
    work_notices,
    quality_notices,
]
