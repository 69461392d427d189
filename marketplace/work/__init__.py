"""Batches, tasks, claims, submissions, imports and exports."""

# Its rules count from the first import of the room: a rule nobody imports would allow everything.
from marketplace.work import policy

__all__ = ["policy"]
