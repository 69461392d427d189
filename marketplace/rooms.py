"""Every door of every room, in the order of the house; what isn't listed here can't be reached."""

from typing import Any

from flask import Blueprint

PAGES: list[Blueprint] = []
APIS: list[Blueprint] = []
WITHOUT_CSRF: list[Any] = []
COMMANDS: list[Any] = []
DEVELOPMENT: list[Blueprint] = []
