"""What people are led by: the process map and the quiz before the first task."""

from typing import Any

from marketplace.kernel.text import Text
from marketplace.standards.builder.sheet import Sheet
from marketplace.standards.parts import Question, Quiz, Step
from marketplace.standards.spec import Spec
from marketplace.standards.words import WHO


def fill_process(spec: Spec) -> Sheet:
    """What stands in the draft."""
    sheet = Sheet()
    for number, step in enumerate(spec.process):
        sheet.put(number, title=step.title, who=step.who, limit_minutes=step.limit_minutes or "", detail=step.detail)
    return sheet


def read_process(sheet: Sheet, _spec: Spec) -> dict[str, Any]:
    """The new parts."""
    return {"process": tuple(
        Step(sheet.both("title", row), sheet.chosen(f"who.{row}", WHO),  # type: ignore[arg-type]
             sheet.whole(f"limit_minutes.{row}", most=100_000, usual=0), sheet.both("detail", row, most=1_000, lines=True))
        for row in sheet.rows("title_ko", "title_en"))}


def fill_quiz(spec: Spec) -> Sheet:
    """What stands in the draft; options a line each, the English behind a stroke."""
    sheet = Sheet()
    sheet.put(pass_mark=spec.quiz.pass_mark)
    for number, question in enumerate(spec.quiz.questions):
        options = "\n".join(option.ko if option.ko == option.en else f"{option.ko} | {option.en}" for option in question.options)
        sheet.put(number, prompt=question.prompt, options=options, right=question.right + 1, why=question.why)
    return sheet


def read_quiz(sheet: Sheet, spec: Spec) -> dict[str, Any]:
    """The new parts; the right option is counted from 1 on the page."""
    questions = tuple(
        Question(sheet.both("prompt", row, most=1_000), _read_options(sheet.listed(f"options.{row}")),
                 sheet.whole(f"right.{row}", least=1, most=20, usual=1) - 1, sheet.both("why", row, most=1_000), _example_of(spec, row))
        for row in sheet.rows("prompt_ko", "prompt_en"))
    return {"quiz": Quiz(sheet.whole("pass_mark", least=1, most=100, usual=80), questions)}


def _read_options(lines: tuple[str, ...]) -> tuple[Text, ...]:
    halves = [[half.strip() for half in line.split("|", 1)] for line in lines]
    return tuple(Text(ko, *en) if en and en[0] else Text(ko, ko) for ko, *en in halves)


def _example_of(spec: Spec, row: int) -> dict[str, str]:
    return spec.quiz.questions[row].example if row < len(spec.quiz.questions) else {}
