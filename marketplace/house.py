"""The order of the house: a room may import the rooms above it in this list, never one below."""

from typing import Final

ROOMS: Final = (
    "kernel", "gateways", "accounts", "messaging", "money", "vetting", "contracts", "standards", "training", "work",
    "quality", "insight", "audit", "flows",
    # The doors: what the rooms' own doors share, and what opens them all.
    "web", "api", "cli", "scheduler", "demo", "tables", "rooms", "app", "local",
)

DOOR_ROOMS: Final = ("web", "api", "cli", "scheduler")
"""What a room's door files may import although it stands below."""

DOOR_FILES: Final = ("pages", "api", "jobs", "commands")
"""The files of a room that know Flask."""
