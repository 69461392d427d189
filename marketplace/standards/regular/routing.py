"""Where a row goes: to as many workers as usual, to several, or back to the business."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.standards.parts import Route
from marketplace.standards.regular.conditions import Given, is_met

Router = Callable[[Given], "Routing"]


@dataclass(frozen=True)
class Routing:
    """What is to become of a row: the first route that holds it back, and the first that wants several answers."""

    held: Route | None = None
    several: Route | None = None

    def answers(self, least: int) -> int:
        """How many different workers answer the row; never fewer than the batch asks for."""
        return max(least, self.several.answers) if self.several else least

    def reason(self, *, is_held: bool) -> Text | None:
        """Why it is held back, or why several answer it; None for a row that goes its usual way."""
        route = self.held if is_held else self.several
        return route.reason if route else None


_AS_USUAL = Routing()


def compile_routes(routes: Sequence[Route], inputs: Sequence[Field]) -> Router:
    """A finder of a row's routing; a row that no route speaks of goes its usual way."""
    if not routes:
        return lambda _given: _AS_USUAL

    def route_row(given: Given) -> Routing:
        holding = [route for route in routes if is_met(route.when, inputs, given)]
        return Routing(next((one for one in holding if one.hold), None), next((one for one in holding if one.answers), None))

    return route_row
