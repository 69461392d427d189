"""Fields for texts, numbers, flags and files."""

import re
from typing import Any

import wtforms
from wtforms.validators import StopValidation

from marketplace.kernel.clean import BadText, clean_text
from marketplace.kernel.errors import FieldError
from marketplace.kernel.forms.form import TypedField, wrong
from marketplace.kernel.text import Text

_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)


class TextField(TypedField):
    """A text of `least` to `most` characters, one line unless `lines`."""

    def __init__(self, label: Text, *, least: int = 1, most: int = 200, lines: bool = False, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.least, self.most, self.lines = least, most, lines
        if lines:
            self.widget = wtforms.widgets.TextArea()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Nothing written is an empty text."""
        super().process_formdata(valuelist)
        if self.data is None:
            self.data = ""

    def parse(self, raw: Any) -> str:
        """Clean text."""
        if not isinstance(raw, str):
            raise wrong("not_a_text", "글자로 입력해 주세요.", "Please enter a text.")
        try:
            text = clean_text(raw, most=self.most, lines=self.lines)
        except BadText as error:
            raise ValueError(*error.args) from error
        if text and len(text) < self.least:
            raise wrong("too_short", "{least}자 이상 입력해 주세요.", "Please enter at least {least} characters.",
                        least=self.least)
        return text

    def json_schema(self) -> dict[str, Any]:
        """A string with its length."""
        limits: dict[str, Any] = {"type": "string", "minLength": self.least if self.needed else 0, "maxLength": self.most}
        return limits | ({"pattern": r"\S"} if self.needed else {})


class SecretField(TextField):
    """A password: kept as typed, never shown again."""

    widget = wtforms.widgets.PasswordInput()

    def parse(self, raw: Any) -> str:
        """The password exactly as typed, within its length."""
        if not isinstance(raw, str) or not self.least <= len(raw) <= self.most or "\x00" in raw:
            raise wrong("password_length", "비밀번호는 {least}자 이상 {most}자 이하로 정해 주세요.",
                        "A password has {least} to {most} characters.", least=self.least, most=self.most)
        try:
            raw.encode()
        except UnicodeEncodeError:
            raise wrong("bad_character", "쓸 수 없는 문자가 들어 있어요.", "It contains a character we can't keep.") from None
        return raw


class WholeField(TypedField):
    """A whole number from `least` to `most`, in ASCII digits."""

    json_types = (int,)

    def __init__(self, label: Text, *, least: int = 0, most: int = 10**9, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.least, self.most = least, most

    def parse(self, raw: Any) -> int:
        """The number."""
        text = raw.strip(" ") if isinstance(raw, str) else str(raw) if type(raw) is int else ""
        if not _WHOLE.fullmatch(text[:30]):
            raise wrong("not_a_number", "정수로 입력해 주세요.", "Please enter a whole number.")
        number = int(text[:30])
        if not self.least <= number <= self.most:
            raise wrong("out_of_range", "{least}에서 {most} 사이여야 해요.", "It must be between {least} and {most}.",
                        least=self.least, most=self.most)
        return number

    def json_schema(self) -> dict[str, Any]:
        """An integer with its range."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class FlagField(TypedField):
    """Yes or no; absent is no."""

    json_types = (bool,)
    widget = wtforms.widgets.CheckboxInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A ticked box, or JSON true."""
        self.raw = valuelist[0] if valuelist else None
        if self.raw not in (None, True, False, "true", "false", "on", "1", "y", ""):
            raise wrong("not_a_flag", "예 또는 아니요로 답해 주세요.", "Please answer yes or no.")
        self.data = self.raw in (True, "true", "on", "1", "y")

    def pre_validate(self, form: Any) -> None:
        """A needed flag must be ticked."""
        if self.needed and not self.data:
            raise StopValidation(FieldError("must_agree", Text("동의해 주세요.", "Please agree to this.")))

    def _value(self) -> str:
        return "true"

    def json_schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean", "const": True} if self.needed else {"type": "boolean"}


class UploadField(TypedField):
    """An uploaded file: something with `stream` and `filename`; judged by its content, not by its name."""

    widget = wtforms.widgets.FileInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the upload; a browser sends an empty one when nothing was chosen."""
        self.raw = self.data = None
        for upload in valuelist:
            if not hasattr(upload, "stream"):
                raise wrong("not_a_file", "파일을 골라 주세요.", "Please choose a file.")
            self.data = upload if upload.filename else None

    def _value(self) -> str:
        return ""

    def json_schema(self) -> dict[str, Any]:
        """Bytes in a multipart body."""
        return {"type": "string", "format": "binary"}
