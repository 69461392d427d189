"""What a worker answers in a quiz, as the API sends it."""

from typing import Any

from marketplace.kernel.forms import TypedField, VerbForm, wrong
from marketplace.kernel.text import Text


class OptionsField(TypedField):
    """The option chosen for each question, counted from 0."""

    many = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A list of small whole numbers."""
        self.raw, self.data = valuelist, None
        if not valuelist:
            return
        if len(valuelist) > 100 or not all(type(value) is int or (isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4)
                                           for value in valuelist):
            raise wrong("not_a_number", "보기 번호로 답해 주세요.", "Please answer with option numbers.")
        self.data = [int(value) for value in valuelist]

    def json_schema(self) -> dict[str, Any]:
        """An array of option indexes."""
        return {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 99}, "minItems": 1, "maxItems": 100}


class QuizForm(VerbForm):
    """One option a question, in their order."""

    answers = OptionsField(Text("답", "Answers"))
