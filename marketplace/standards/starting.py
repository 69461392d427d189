"""Where a template from nothing starts, so that only what is the job's own remains to be written."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import NO_WORDS
from marketplace.standards.parts import CheckItem, PriceRange, Quiz
from marketplace.standards.spec import Layout, Spec

# Nothing here is about any job in particular: what holds for every one of them.
_SOP: Final = Text(
    "## 할 일\n\n1. 왼쪽 자료를 끝까지 봐 주세요.\n2. 항목마다 답을 채워 주세요.\n3. 내기 전에 점검표를 한 번 읽어 주세요.\n\n"
    "## 헷갈릴 때\n\n- 자료에 없는 내용은 짐작해서 쓰지 않아요.\n- 자료가 잘못되었으면 일감을 돌려주세요. 불이익은 없어요.\n",
    "## What to do\n\n1. Read everything that is given.\n2. Fill in each answer.\n3. Read the checklist once before you submit.\n\n"
    "## When in doubt\n\n- Don't guess what isn't given.\n- If the material is wrong, return the task. It doesn't count against you.\n")
_ALL_RIGHT: Final = CheckItem("all_right", Text("답이 자료와 맞아요", "The answers fit the material"), 100, "GEN-WRONG")


def blank_spec(parts: Mapping[str, Any]) -> Spec:
    """A template with the usual times and prices, a short standard and one checklist item, and with the `parts` that are known already."""
    layout: Layout = "photo" if any(field.kind == "photo" for field in parts.get("inputs", ())) else "listing"
    usual = Spec(NO_WORDS, NO_WORDS, layout, (), (), _SOP, (_ALL_RIGHT,), pass_mark=80, minutes=3, claim_minutes=30, review_hours=72,
                price_range={"KRW": PriceRange(100, 600, 1_000)}, quiz=Quiz(80, ()))
    return replace(usual, **parts)
