"""The one door that this room's pages are declared on."""

from marketplace.web.door import Door

pages = Door("accounts", __name__)
