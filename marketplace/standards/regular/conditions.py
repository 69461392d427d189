"""Conditions on the inputs of a row, such as `weight > 2 kg and has(category, 'glass')`."""

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.standards.kinds import Field
from marketplace.standards.reckoning import holds

Given = Mapping[str, Any]
"""A row's inputs in their normal form, by name."""


def is_met(when: str, inputs: Sequence[Field], given: Given) -> bool:
    """Whether a condition surely holds for a row; a blank one always does."""
    return not when or holds(when, inputs, given) is True
