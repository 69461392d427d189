"""Templates of Mechanical Turk and Turkle, read into drafts of ours."""

from marketplace.standards.turk.draft import read_turk_template

__all__ = ["read_turk_template"]
