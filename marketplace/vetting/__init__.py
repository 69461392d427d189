"""Who is behind an account: applications, evidence and decisions."""

# Its rules count from the first import of the room: a rule nobody imports would allow everything.
from marketplace.vetting import policy

__all__ = ["policy"]
