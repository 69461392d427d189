"""Every door of every room, in the order of the house; what isn't listed here can't be reached."""

from typing import Any

from flask import Blueprint

from marketplace.accounts import pages as accounts_pages
from marketplace.audit import pages as audit_pages
from marketplace.messaging import pages as messaging_pages
from marketplace.vetting import notices as vetting_notices
from marketplace.vetting import pages as vetting_pages
from marketplace.web import design, health, home

PAGES: list[Blueprint] = [
    home.pages,
    health.pages,
    accounts_pages.pages,
    messaging_pages.pages,
    vetting_pages.pages,
    audit_pages.pages,
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
