"""Every door of every room, in the order of the house; what isn't listed here can't be reached."""

from typing import Any

from flask import Blueprint

from marketplace.accounts import pages as accounts_pages
from marketplace.audit import pages as audit_pages
from marketplace.messaging import pages as messaging_pages
from marketplace.money import pages as money_pages
from marketplace.quality import pages as quality_pages
from marketplace.training import pages as training_pages
from marketplace.vetting import notices as vetting_notices
from marketplace.vetting import pages as vetting_pages
from marketplace.web import design, health, home
from marketplace.work import pages as work_pages

PAGES: list[Blueprint] = [
    home.pages,
    health.pages,
    accounts_pages.pages,
    messaging_pages.pages,
    vetting_pages.pages,
    audit_pages.pages,
    training_pages.pages,
    *work_pages.PAGES,
    *quality_pages.PAGES,
    *money_pages.PAGES,
]
APIS: list[Blueprint] = [
]
WITHOUT_CSRF: list[Any] = [
]
COMMANDS: list[Any] = [
]
DEVELOPMENT: list[Blueprint] = [
    design.pages,
]
# Importing these is what makes them speak: each declares who is told what.
NOTICES: list[Any] = [
    vetting_notices,
]
