"""State machines: legal moves are a table, applied by one function, won by one guarded UPDATE."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, inspect, literal_column, update
from sqlalchemy.orm import Session

from marketplace.kernel.database import changed
from marketplace.kernel.errors import Conflict
from marketplace.kernel.text import Text


@dataclass(frozen=True)
class Display:
    """How a state is shown: its word, its tone (settled, waiting, lost, progress, closed) and its icon."""

    word: Text
    tone: str
    icon: str


@dataclass(frozen=True)
class Machine:
    """One thing's states and the moves between them."""

    name: str
    start: str
    moves: Mapping[str, tuple[tuple[str, ...], str]]
    shown: Mapping[str, Display]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, the first one first."""
        seen = dict.fromkeys([self.start])
        for origins, target in self.moves.values():
            seen |= dict.fromkeys([*origins, target])
        return tuple(seen)

    def allows(self, move: str, state: str) -> bool:
        """Whether a thing in `state` can make `move`."""
        return state in self.moves[move][0]

    def literal(self, state: str) -> ColumnElement[str]:
        """The state written into the statement itself: a planner takes a partial index only when it sees the word."""
        if state not in self.states:
            raise ValueError(f"{self.name} has no state {state}")
        return literal_column(f"'{state}'")

    def check(self) -> str:
        """The SQL condition that keeps the column inside the machine's states."""
        return f"state IN ({', '.join(repr(state) for state in self.states)})"


def machine(name: str, *, start: str, shown: Mapping[str, Display], **moves: tuple[str | tuple[str, ...], str]) -> Machine:
    """Declare a machine: `submit=("active", "submitted")`; several origins as a tuple."""
    table = {move: ((origins,) if isinstance(origins, str) else origins, target) for move, (origins, target) in moves.items()}
    made = Machine(name, start, table, shown)
    if set(shown) != set(made.states):
        raise TypeError(f"{name}: every state needs its word, tone and icon, and nothing else does")
    return made


def move(session: Session, of: Machine, thing: Any, name: str, /, **changes: Any) -> None:
    """Make a move in the database if the thing is still where it may be made from; raises `Conflict` wrong_state."""
    origins, target = of.moves[name]
    model = type(thing)
    key = inspect(model).primary_key[0]
    statement = update(model).where(key == inspect(thing).identity[0], model.state.in_(origins)).values(state=target, **changes)
    won = session.execute(statement.execution_options(synchronize_session=False))
    session.refresh(thing)
    if changed(won) != 1:
        raise refuse_move(of, thing.state)


def refuse_move(of: Machine, state: str) -> Conflict:
    """The refusal of a move that comes too late or too early."""
    return Conflict("wrong_state", Text(
        "지금은 ‘{state}’ 상태라서 할 수 없어요. 새로고침해 주세요.",
        "This is now “{state}”, so that can't be done. Please reload."), state=of.shown[state].word, of=of.name)
