"""Refusals: every error a person can meet carries its HTTP status, its machine code and what to do next."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from marketplace.kernel.text import Text


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: a machine code, a sentence, and the facts behind it."""

    code: str
    message: Text
    facts: dict[str, Any] = field(default_factory=dict)


class Refusal(Exception):
    """A request the program understood and will not carry out; nothing was changed."""

    status: ClassVar[int]
    code: str
    sentence: ClassVar[Text]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        missing = [name for name in ("status", "code", "sentence") if not hasattr(cls, name)]
        if missing:
            raise TypeError(f"{cls.__name__} is a refusal without {', '.join(missing)}")

    def __init__(self, code: str | None = None, message: Text | None = None, **facts: Any) -> None:
        self.code = code or type(self).code
        self.message = (message or self.sentence).format(**facts)
        self.facts = facts
        super().__init__(f"{self.code}: {self.message.en}")


class BadRequest(Refusal):
    """The request itself can't be read."""

    status, code = 400, "bad_request"
    sentence = Text("요청을 읽을 수 없어요.", "We could not read this request.")


class Unauthenticated(Refusal):
    """Nobody is signed in, or the key isn't valid."""

    status, code = 401, "sign_in_needed"
    sentence = Text("먼저 로그인해 주세요.", "Please sign in first.")


class Forbidden(Refusal):
    """The actor may see the thing but not do this to it."""

    status, code = 403, "forbidden"
    sentence = Text("이 작업을 할 권한이 없어요.", "You are not allowed to do this.")


class NotFound(Refusal):
    """There is no such thing, or it isn't the actor's to see: both answer alike."""

    status, code = 404, "not_found"
    sentence = Text("찾을 수 없어요. 주소를 확인해 주세요.", "Not found. Please check the address.")


class MethodNotAllowed(Refusal):
    """The address exists but not for this method."""

    status, code = 405, "method_not_allowed"
    sentence = Text("이 주소에서는 쓸 수 없는 방식이에요.", "This address does not answer to that method.")


class Conflict(Refusal):
    """Right request, wrong moment: the thing has moved on."""

    status, code = 409, "conflict"
    sentence = Text("그사이 상태가 바뀌었어요. 새로고침해 주세요.", "This has changed meanwhile. Please reload.")


class Gone(Refusal):
    """It existed and is used up."""

    status, code = 410, "gone"
    sentence = Text("더 이상 쓸 수 없어요.", "This can no longer be used.")


class TooLarge(Refusal):
    """More bytes, pixels or frames than allowed."""

    status, code = 413, "too_large"
    sentence = Text("파일이 너무 커요.", "The file is too large.")


class UnsupportedType(Refusal):
    """A kind of content this address doesn't take."""

    status, code = 415, "unsupported_type"
    sentence = Text("지원하지 않는 형식이에요.", "This format is not supported.")


class Invalid(Refusal):
    """One or more fields are wrong; `fields` names each."""

    status, code = 422, "invalid"
    sentence = Text("입력한 내용을 확인해 주세요.", "Please check what you entered.")

    def __init__(self, code: str | None = None, message: Text | None = None,
                 *, fields: dict[str, FieldError] | None = None, **facts: Any) -> None:
        super().__init__(code, message, **facts)
        self.fields = fields or {}

    @classmethod
    def field(cls, name: str, code: str, message: Text, **facts: Any) -> "Invalid":
        """A refusal about one field."""
        error = FieldError(code, message.format(**facts), facts)
        return cls(code, message, fields={name: error}, **facts)


class TooMany(Refusal):
    """Asked too often; `retry_after` seconds are among the facts."""

    status, code = 429, "too_many_requests"
    sentence = Text("잠시 후 다시 시도해 주세요.", "Please try again in a moment.")


class Unavailable(Refusal):
    """Something we depend on doesn't answer now; trying again may work."""

    status, code = 503, "unavailable"
    sentence = Text("지금은 처리할 수 없어요. 잠시 후 다시 시도해 주세요.", "We can't do this right now. Please try again shortly.")
