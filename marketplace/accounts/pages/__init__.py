"""The pages of people: signing up and in, one's own account and keys, and the admins' list of people."""

from marketplace.accounts.pages import access, keys, me, people
from marketplace.accounts.pages.door import pages

__all__ = ["access", "keys", "me", "pages", "people"]
