"""The fixtures of appeals, for the tests of their pages."""

from tests.quality.pages.appealing import partial, rejected, sol

__all__ = ["partial", "rejected", "sol"]
