"""Both languages from the first string: every text is given in Korean and in English, side by side."""

import ast
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.house.source import callee, listed, package, templates

HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
SENTENCE = re.compile(r"[가-힣]\S*\s+\S*[가-힣]")
LETTERS = re.compile(r"[A-Za-z\uac00-\ud7af]{2,}")
PLACES = re.compile(r"\{(\w+)[^}]*\}")
# Class names handed to a layout, and attributes that a macro writes.
BLOCK_OF_CLASSES = re.compile(r"\{%-?\s*block (?:\w*class\w*|shape)\s*-?%\}.*?\{%-?\s*endblock.*?%\}", re.DOTALL)
UNSPOKEN = re.compile(r"(?<=\s)[a-z-]+=\"[^\"<>]*\"(?=[^<>]*(?:<|$))")
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
STRING = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
PAIR = re.compile(rf"\bt\(\s*({STRING})\s*,\s*({STRING})", re.DOTALL)
ANY_STRING = re.compile(STRING, re.DOTALL)
# Data of the demo and of the templates, and the gallery of the look.
KOREAN_BY_NATURE = ("marketplace/demo/", "marketplace/standards/catalogue", "marketplace/web/design_samples")
SPOKEN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "aria-description", "label")
SILENT_TAGS = ("code", "kbd", "style", "script", "samp", "pre")
# Names are the same in every language.
NAMES = re.compile(
    r"\b(Ilgam|Stripe|CSV|JSONL?|ZIP|SOP|GTIN|KRW|USD|JPY|EUR|KWD|API|Ctrl|Enter|Esc|English|OpenAPI|QC|px|kg)\b|일감|한국어"
)


class Spoken(HTMLParser):
    """Collects the text people would read or hear."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.silent: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag, attributes):
        # A part marked with its language is meant to stay in it: the switch to the other language.
        if tag in SILENT_TAGS or (tag != "html" and "lang" in dict(attributes)):
            self.silent.append(tag)
            return
        self.said += [value or "" for name, value in attributes if name in SPOKEN_ATTRIBUTES]

    def handle_endtag(self, tag):
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


def literal_words(template: str) -> list[str]:
    """Words that stand in a template outside t(…), so that one language would miss them."""
    spoken = Spoken()
    spoken.feed(UNSPOKEN.sub(" ", JINJA.sub(" ", BLOCK_OF_CLASSES.sub(" ", template))))
    words = [word for said in spoken.said for word in LETTERS.findall(NAMES.sub(" ", said))]
    expressions = " ".join(part for part in JINJA.findall(template) if not part.startswith("{#"))
    left = PAIR.sub(" ", expressions)
    return words + [string for string in ANY_STRING.findall(left) if HANGUL.search(NAMES.sub(" ", string))]


def wrong_pair(ko: str, en: str) -> str | None:
    """What is wrong with a text in both languages, if anything."""
    if ko != en and len(HANGUL.findall(NAMES.sub("", en))) > len(re.findall("[A-Za-z]", en)):
        return "the English half is Korean"
    if LETTERS.search(NAMES.sub("", en)) and not ko.strip():
        return "the Korean half is empty"
    if ko.strip() and not en.strip():
        return "the English half is empty"
    return None


def test_templates_say_nothing_in_one_language_only():
    wrong = [f"{place}: {words[:4]}" for place, text in templates() if (words := literal_words(text))]
    assert not wrong, listed(wrong)


def test_the_pairs_of_the_templates_match():
    wrong = [
        f"{place}: {ko} / {en}: {fault}"
        for place, text in templates() for ko, en in PAIR.findall(text) if (fault := wrong_pair(ko[1:-1], en[1:-1]))
    ]
    assert not wrong, listed(wrong)


def test_the_pairs_of_the_program_match():
    wrong = [
        f"{module.place}:{node.lineno}: {fault}"
        for module in package() for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and callee(node) in ("t", "Text") and (fault := _fault(node))
    ]
    assert not wrong, listed(wrong)


def test_no_korean_sentence_stands_alone_in_the_program():
    wrong = [
        f"{module.place}:{node.lineno} {node.value[:40]!r}"
        for module in package() if not module.place.startswith(KOREAN_BY_NATURE)
        for node in _lone_strings(module.tree) if SENTENCE.search(NAMES.sub("", node.value))
    ]
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("template", "found"), [
    ("<p>{{ t('제출', 'Submit') }}</p>", []),
    ("<p>Submit now</p>", ["Submit", "now"]),
    ("<button title='Close'>{{ icon('x') }}</button>", ["Close"]),
    ("<p>{{ '제출' }}</p>", ["'제출'"]),
    ("<a class='big red' href='/x'>{# why not #}{{ word }}</a>", []),
])
def test_this_reader_finds_a_planted_fault(template, found):
    assert literal_words(template) == found


def _fault(call: ast.Call) -> str | None:
    """What is wrong with a call of t(…) or Text(…), as far as its words stand there."""
    said = [word.value for word in call.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
    if len(call.args) < 2 and not any(isinstance(word, ast.Starred) for word in call.args) and not call.keywords:
        return "one language only"
    if len(said) < 2:
        return None
    given = {word.arg for word in call.keywords}
    wanted = set(PLACES.findall(" ".join(said[:2]))) if given and None not in given else set()
    return f"nothing fills in {sorted(wanted - given)}" if wanted - given else wrong_pair(said[0], said[1])


def _lone_strings(tree: ast.Module) -> list[ast.Constant]:
    """Strings that are neither beside their translation, as `f("…", "한국어", "English")`, nor a docstring."""
    paired: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            paired.add(id(node.value))
        # A table that says in its name that it is for Korean readers only.
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target).startswith("KOREAN_"):
            paired |= {id(part) for part in ast.walk(node)}
        for group in _groups(node):
            paired |= {id(one) for one, other in pairwise(group) if _is_translated(one, other)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node for node in found if id(node) not in paired]


def _groups(node: ast.AST) -> list[list[ast.expr]]:
    """Expressions that stand side by side in this node."""
    if isinstance(node, ast.Call):
        return [[*node.args, *(word.value for word in node.keywords)]]
    if isinstance(node, ast.Tuple | ast.List):
        return [node.elts]
    return [node.values] if isinstance(node, ast.Dict) else []


def _is_translated(one: ast.expr, other: ast.expr) -> bool:
    if isinstance(other, ast.Constant):
        return isinstance(other.value, str) and not HANGUL.search(NAMES.sub("", other.value))
    return isinstance(other, ast.JoinedStr)
