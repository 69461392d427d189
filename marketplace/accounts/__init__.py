"""People, companies, memberships, sessions, keys and their permissions."""

# Its rules count from the first import of the room: a rule nobody imports would allow everything.
from marketplace.accounts import policy

__all__ = ["policy"]
