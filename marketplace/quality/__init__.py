"""Reviews by checklist and the verdicts that release money."""

# Its rules count from the first import of the room: a rule nobody imports would allow everything.
from marketplace.quality import policy

__all__ = ["policy"]
