"""Reading an expression: words, then operators by how tightly they bind.

From loosest to tightest: or, and, not, one of < <= > >= = !=, + -, * /, -x; then a number, a 'text', 500 g, a field, function(…), (…).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Generic, Protocol, TypeVar

from marketplace.kernel.text import Text
from marketplace.standards.expressions.errors import ExpressionError
from marketplace.standards.expressions.meaning import FUNCTIONS, Amount

P = TypeVar("P")  # what a part becomes

LONGEST: Final = 500
DEEPEST: Final = 20
# A unit's name and the unit it is kept in, with how many of those it is.
Units = Mapping[str, tuple[str, Decimal]]
_WORD: Final = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[^\W\d]\w*)|'(?P<text>[^']*)'|(?P<sign><=|>=|!=|[<>=+\-*/(),≤≥≠×÷−])|(?P<end>\Z))")
_KEYWORDS: Final = ("and", "or", "not")
_SAME: Final = {"≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "/", "−": "-"}


class Algebra(Protocol[P]):
    """What the reader puts parts together with: `meaning` makes values of them, `Sorts` finds whether they fit."""

    def constant(self, value: Any, /) -> P:
        """A written number, amount or text."""
        ...

    def field_value(self, name: str, /) -> P:
        """What stands in a field."""
        ...

    def negation(self, one: P, /) -> P:
        """`not x`."""
        ...

    def conjunction(self, one: P, other: P, /) -> P:
        """`x and y`."""
        ...

    def disjunction(self, one: P, other: P, /) -> P:
        """`x or y`."""
        ...

    def arithmetic(self, sign: str, one: P, other: P, /) -> P:
        """`+ - * /`."""
        ...

    def comparison(self, sign: str, one: P, other: P, /) -> P:
        """`< <= > >= = !=`."""
        ...

    def call(self, name: str, given: Sequence[P], /) -> P:
        """`length(x)`, `has(x, y)` …"""
        ...


@dataclass(frozen=True)
class _Word:
    kind: str
    text: str
    at: int


class Reader(Generic[P]):
    """Reads an expression once, putting its parts together with an algebra; `names` are then the fields it names."""

    def __init__(self, source: str, units: Units, algebra: Algebra[P]) -> None:
        if len(source) > LONGEST:
            raise ExpressionError(Text("식은 {most}자까지 쓸 수 있어요.", "An expression has at most {most} characters."), most=LONGEST)
        self._words, self._units, self._algebra = list(_words_of(source)), units, algebra
        self._place = self._depth = 0
        self.names: set[str] = set()

    def read(self) -> P:
        """What the whole becomes; raises `ExpressionError`."""
        found = self._either()
        if self._here.kind != "end":
            raise self._unexpected()
        return found

    @property
    def _here(self) -> _Word:
        return self._words[self._place]

    def _take(self, *texts: str) -> str:
        """The next word when it is one of these signs or keywords, which is then passed."""
        here = self._here
        if here.kind in ("sign", "name") and here.text in texts:
            self._place += 1
            return here.text
        return ""

    def _either(self) -> P:
        found = self._both()
        while self._take("or"):
            found = self._algebra.disjunction(found, self._both())
        return found

    def _both(self) -> P:
        found = self._denied()
        while self._take("and"):
            found = self._algebra.conjunction(found, self._denied())
        return found

    def _denied(self) -> P:
        if self._take("not"):
            return self._deeper(lambda: self._algebra.negation(self._denied()))
        return self._compared()

    def _compared(self) -> P:
        found = self._sum()
        sign = self._take("<", "<=", ">", ">=", "=", "!=")
        return self._algebra.comparison(sign, found, self._sum()) if sign else found

    def _sum(self) -> P:
        found = self._product()
        while sign := self._take("+", "-"):
            found = self._algebra.arithmetic(sign, found, self._product())
        return found

    def _product(self) -> P:
        found = self._signed()
        while sign := self._take("*", "/"):
            found = self._algebra.arithmetic(sign, found, self._signed())
        return found

    def _signed(self) -> P:
        if self._take("-"):
            return self._deeper(lambda: self._algebra.arithmetic("*", self._algebra.constant(Decimal(-1)), self._signed()))
        return self._single()

    def _single(self) -> P:
        word = self._here
        if word.kind == "sign" and word.text == "(":
            self._place += 1
            found = self._deeper(self._either)
            self._expect(")")
            return found
        if word.kind not in ("number", "text", "name") or (word.kind == "name" and word.text in _KEYWORDS):
            raise self._unexpected()
        self._place += 1
        if word.kind == "number":
            return self._algebra.constant(self._with_unit(Decimal(word.text)))
        if word.kind == "text":
            return self._algebra.constant(word.text)
        return self._call(word) if self._take("(") else self._field(word)

    def _with_unit(self, number: Decimal) -> Decimal | Amount:
        if self._here.kind == "name" and self._here.text in self._units:
            kept, times = self._units[self._here.text]
            self._place += 1
            return Amount(number * times, kept)
        return number

    def _field(self, word: _Word) -> P:
        self.names.add(word.text)
        return self._algebra.field_value(word.text)

    def _call(self, word: _Word) -> P:
        if word.text not in FUNCTIONS:
            raise ExpressionError(Text("{name} 함수는 없어요. 쓸 수 있는 함수: {known}", "There is no function {name}; known: {known}."),
                                  name=word.text, known=", ".join(FUNCTIONS))
        count, _ = FUNCTIONS[word.text]
        given = [self._deeper(self._either)]
        while self._take(","):
            given.append(self._deeper(self._either))
        self._expect(")")
        if len(given) != count:
            raise ExpressionError(Text("{name}에는 값이 {count}개 필요해요.", "{name} takes {count} values."), name=word.text, count=count)
        return self._algebra.call(word.text, given)

    def _deeper(self, read: Callable[[], P]) -> P:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(Text("식이 너무 깊어요.", "The expression is nested too deeply."))
        found = read()
        self._depth -= 1
        return found

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise self._unexpected()

    def _unexpected(self) -> ExpressionError:
        here = self._here
        if here.kind == "end":
            return ExpressionError(Text("식이 중간에 끝났어요.", "The expression breaks off."))
        return _stumbled(here.at, here.text)


def _words_of(source: str) -> Iterator[_Word]:
    place = 0
    while True:
        match = _WORD.match(source, place)
        if match is None or match.lastgroup is None:
            at = place + len(source[place:]) - len(source[place:].lstrip())
            raise _stumbled(at, source[at:at + 1])
        kind, place = match.lastgroup, match.end()
        text = match[kind]
        yield _Word(kind, _SAME.get(text, text) if kind == "sign" else text, match.start(kind))
        if kind == "end":
            return


def _stumbled(at: int, word: str) -> ExpressionError:
    return ExpressionError(Text("{at}번째 글자 ‘{word}’ 부분을 확인해 주세요.", "Please check “{word}” at character {at}."),
                           at=at + 1, word=word[:20])
