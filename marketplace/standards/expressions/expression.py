"""Reading an expression: words, then operators by how tightly they bind.

From loosest to tightest: or, and, not, one of < <= > >= = !=, + -, * /, -x; then a number, a 'text', 500 g, a field, function(…), (…).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.expressions import meaning
from marketplace.standards.expressions.meaning import FUNCTIONS, Amount, Meaning

LONGEST: Final = 500
DEEPEST: Final = 20
# A unit's name and the unit it is kept in, with how many of those it is.
Units = Mapping[str, tuple[str, Decimal]]
_WORD: Final = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[^\W\d]\w*)|'(?P<text>[^']*)'|(?P<sign><=|>=|!=|[<>=+\-*/(),≤≥≠×÷−])|(?P<end>\Z))")
_KEYWORDS: Final = ("and", "or", "not")
_SAME: Final = {"≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "/", "−": "-"}


class ExpressionError(ValueError):
    """An expression that can't be read: a sentence that says what and where."""

    def __init__(self, sentence: Text, **facts: object) -> None:
        self.sentence = sentence.format(**facts)
        super().__init__(self.sentence.en)


@dataclass(frozen=True)
class Expression:
    """A read expression: which fields it names, and what it comes to."""

    source: str
    names: frozenset[str]
    value: Callable[[Mapping[str, Any]], Any]

    def holds(self, values: Mapping[str, Any]) -> bool | None:
        """True, False, or None where a field it needs is blank or two values can't be compared."""
        found = self.value(values)
        return found if isinstance(found, bool) else None


def compile_expression(source: str, units: Units) -> Expression:
    """Read an expression; raises `ExpressionError`."""
    if len(source) > LONGEST:
        raise ExpressionError(Text("식은 {most}자까지 쓸 수 있어요.", "An expression has at most {most} characters."), most=LONGEST)
    reader = _Reader(source, units)
    found = reader.read()
    return Expression(source, frozenset(reader.names), found)


@dataclass(frozen=True)
class _Word:
    kind: str
    text: str
    at: int


class _Reader:
    def __init__(self, source: str, units: Units) -> None:
        self._words, self._units = list(_words_of(source)), units
        self._place = self._depth = 0
        self.names: set[str] = set()

    def read(self) -> Meaning:
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

    def _either(self) -> Meaning:
        found = self._both()
        while self._take("or"):
            found = meaning.disjunction(found, self._both())
        return found

    def _both(self) -> Meaning:
        found = self._denied()
        while self._take("and"):
            found = meaning.conjunction(found, self._denied())
        return found

    def _denied(self) -> Meaning:
        if self._take("not"):
            return self._deeper(lambda: meaning.negation(self._denied()))
        return self._compared()

    def _compared(self) -> Meaning:
        found = self._sum()
        sign = self._take("<", "<=", ">", ">=", "=", "!=")
        return meaning.comparison(sign, found, self._sum()) if sign else found

    def _sum(self) -> Meaning:
        found = self._product()
        while sign := self._take("+", "-"):
            found = meaning.arithmetic(sign, found, self._product())
        return found

    def _product(self) -> Meaning:
        found = self._signed()
        while sign := self._take("*", "/"):
            found = meaning.arithmetic(sign, found, self._signed())
        return found

    def _signed(self) -> Meaning:
        if self._take("-"):
            return self._deeper(lambda: meaning.arithmetic("*", meaning.constant(Decimal(-1)), self._signed()))
        return self._single()

    def _single(self) -> Meaning:
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
            return meaning.constant(self._with_unit(Decimal(word.text)))
        if word.kind == "text":
            return meaning.constant(word.text)
        return self._call(word) if self._take("(") else self._field(word)

    def _with_unit(self, number: Decimal) -> Decimal | Amount:
        if self._here.kind == "name" and self._here.text in self._units:
            kept, times = self._units[self._here.text]
            self._place += 1
            return Amount(number * times, kept)
        return number

    def _field(self, word: _Word) -> Meaning:
        self.names.add(word.text)
        return meaning.field_value(word.text)

    def _call(self, word: _Word) -> Meaning:
        if word.text not in FUNCTIONS:
            raise ExpressionError(Text("{name} 함수는 없어요. 쓸 수 있는 함수: {known}", "There is no function {name}; known: {known}."),
                                  name=word.text, known=", ".join(FUNCTIONS))
        count, function = FUNCTIONS[word.text]
        given = [self._deeper(self._either)]
        while self._take(","):
            given.append(self._deeper(self._either))
        self._expect(")")
        if len(given) != count:
            raise ExpressionError(Text("{name}에는 값이 {count}개 필요해요.", "{name} takes {count} values."), name=word.text, count=count)
        return lambda values: function(*(one(values) for one in given))

    def _deeper(self, read: Callable[[], Meaning]) -> Meaning:
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
