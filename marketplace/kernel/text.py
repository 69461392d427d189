"""Korean and English, side by side: a text is written in both languages where it is used."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final, Self

LOCALES: Final = ("ko", "en")
_locale: ContextVar[str] = ContextVar("locale", default="ko")


def current_locale() -> str:
    """The language the present reader is answered in: "ko" or "en"."""
    return _locale.get()


def set_locale(locale: str) -> None:
    """Answer in `locale` from here to the end of the present request or task."""
    _locale.set(locale if locale in LOCALES else LOCALES[0])


@contextmanager
def use_locale(locale: str) -> Iterator[None]:
    """Speak `locale` inside the block."""
    token = _locale.set(locale if locale in LOCALES else LOCALES[0])
    try:
        yield
    finally:
        _locale.reset(token)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; `str(text)` gives the current one."""

    ko: str
    en: str

    def __str__(self) -> str:
        return self.in_locale(current_locale())

    # Jinja prints a Text as markup-safe text through str().
    def in_locale(self, locale: str) -> str:
        """The sentence in `locale`, Korean when it is unknown."""
        return self.en if locale == "en" else self.ko

    def format(self, **facts: Any) -> Self:
        """The same sentence with `{name}` places filled; facts that are Texts are given in each language."""
        if not facts:
            return self
        return type(self)(*(self.in_locale(one).format(**_in(one, facts)) for one in LOCALES))

    def literal(self) -> Self:
        """The same sentence for whoever fills it once more: the braces in it stand for themselves."""
        return type(self)(*(self.in_locale(one).replace("{", "{{").replace("}", "}}") for one in LOCALES))

    def to_json(self) -> dict[str, str]:
        """`{"ko": …, "en": …}`, as stored and as answered by the API."""
        return {"ko": self.ko, "en": self.en}

    @classmethod
    def from_json(cls, stored: Any) -> Self:
        """Read what `to_json` wrote; a plain string counts for both languages."""
        if isinstance(stored, str):
            return cls(stored, stored)
        return cls(stored["ko"], stored["en"])


def t(ko: str, en: str, **facts: Any) -> str:
    """The sentence in the current language, with its facts filled in."""
    locale = current_locale()
    sentence = en if locale == "en" else ko
    return sentence.format(**_in(locale, facts)) if facts else sentence


def _in(locale: str, facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact.in_locale(locale) if isinstance(fact, Text) else fact for name, fact in facts.items()}
