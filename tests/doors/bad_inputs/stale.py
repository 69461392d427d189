"""Rows 43, 44 and 54: links, pages and versions that have had their day."""

from collections.abc import Callable
from typing import Any

from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from tests.cast import csrf_token
from tests.doors.bad_inputs.case import Refused, Row, Taken
from tests.doors.bad_inputs.props import mailed_link

NEW_LINK = ("새 링크를 요청해 주세요", "ask for a new one")
TOO_LONG = ("페이지를 연 지 오래됐어요", "This page was open too long")
MEANWHILE = ("그사이 다른 사람이 고쳤어요", "Somebody else changed this meanwhile")
RELOAD = ("지금 저장된 것으로 다시 열기", "Reload what is saved")
# Who opens the link: a visitor, but for the link that is somebody else's than who is signed in.
LINKS = {"expired": "", "used": "", "older-than-the-used": "", "made-up": "", "somebody-elses": "mira"}
OLD_VERSIONS = {"old": '"1"', "weak": 'W/"2"', "none-of-ours": '"abc"', "of-tomorrow": '"400"'}


class Yesterday(TimestampSigner):
    """Signs as it would have a day ago."""

    def get_timestamp(self) -> int:
        """Seconds since the epoch."""
        return super().get_timestamp() - 24 * 3600


def _of_yesterday(stage: Any) -> str:
    """The token of a page that Han opened yesterday, and of the same session."""
    key, salt = stage.app.secret_key, "wtf-csrf-token"
    word = URLSafeTimedSerializer(key, salt=salt).loads(stage.browser("han")[1])
    return str(URLSafeTimedSerializer(key, salt=salt, signer=Yesterday).dumps(word))


# One token serves every form of a session; that of "another form" is of one that was drawn before signing in.
TOKENS: dict[str, Callable[[Any], str | None]] = {
    "absent": lambda _: None, "empty": lambda _: "", "of-another-session": lambda s: s.browser("gil")[1],
    "of-the-form-before-signing-in": lambda s: s.early_tokens["han"], "of-a-visitor": lambda s: csrf_token(s.app.test_client()),
    "of-yesterday": _of_yesterday, "made-up": lambda s: s.browser("han")[1][:-3] + "xxx",
}


def _post(stage: Any, token: str | None) -> Any:
    fields = {name: str(value) for name, value in stage.terms(title="지킬 제목", note="지킬 <메모>").items()}
    return stage.browser("han")[0].post("/batches", data=fields | ({} if token is None else {"csrf_token": token}))


def _autosave(stage: Any, token: str | None) -> Any:
    headers = {"Accept": "application/json"} | ({} if token is None else {"X-CSRFToken": token})
    return stage.browser("mira")[0].post(f"/claims/{stage.claim.id}/drafts", data={"note": "새로"}, headers=headers)


def _terms(stage: Any, **changes: Any) -> dict[str, str]:
    """The terms of the edited draft as a page sends them that was drawn at its first version."""
    saved = {"title": "지킬 제목", "note": "", "price": "200", "currency": "KRW", "claim_minutes": str(stage.props.edited.claim_minutes),
             "review_hours": str(stage.props.edited.review_hours), "expected_version": "1"}
    return saved | changes


def _twice(stage: Any) -> Any:
    link = mailed_link(stage.make.person("Una"))
    first, second = (stage.page("", f"/reset/{link}", password="another long password") for _ in range(2))
    return first, second


def _once(answers: Any, _stage: Any) -> None:
    first, second = answers
    assert (first.status_code, first.location) == (303, "/sign-in")
    assert (second.status_code, "410 reset_link_used" in second.text) == (410, True)


def _saved(answer: Any, _stage: Any) -> None:
    assert (answer.status_code, answer.json["title"]) == (200, "그대로")


CASES: list[Row] = [Taken(43, "good-once", "page", _twice, _once)]
for what, who in LINKS.items():
    CASES += [
        Refused(43, what, "page-open", lambda s, what=what, who=who: s.read(who, f"/reset/{s.props.links[what]}"),
                410, "reset_link_used", NEW_LINK, kept='href="/forgot"'),
        Refused(43, what, "page-set", lambda s, what=what, who=who: s.page(who, f"/reset/{s.props.links[what]}", password="another long password"),
                410, "reset_link_used", NEW_LINK, kept='href="/forgot"'),
    ]
for what, token in TOKENS.items():
    CASES += [
        Refused(44, what, "page", lambda s, token=token: _post(s, token(s)), 400, "page_too_old", TOO_LONG, kept='value="지킬 <메모>"'),
        Refused(44, what, "page-script", lambda s, token=token: _autosave(s, token(s)), 400, "page_too_old", TOO_LONG),
    ]
for what, version in OLD_VERSIONS.items():
    CASES.append(Refused(54, f"If-Match-{what}", "api", lambda s, version=version: s.api(
        "han", "PATCH", f"/batches/{s.props.edited.id}", json={"title": "늦은 제목"}, If_Match=version),
        409, "changed_meanwhile", MEANWHILE, kept='"reload":"/batches/'))
CASES += [
    Refused(54, "old", "page", lambda s: s.page("han", f"/batches/{s.props.edited.id}/terms", **_terms(s)),
            409, "changed_meanwhile", MEANWHILE, kept='value="지킬 제목"'),
    Refused(54, "old-with-a-link", "page", lambda s: s.page("han", f"/batches/{s.props.edited.id}/terms", **_terms(s)),
            409, "changed_meanwhile", RELOAD),
    Refused(54, "old-but-typed-the-same", "page", lambda s: s.page(
        "han", f"/batches/{s.props.edited.id}/terms", **_terms(s, title=s.props.edited.title)), 409, "changed_meanwhile", RELOAD),
    Taken(54, "present", "api", lambda s: s.api("han", "PATCH", f"/batches/{s.props.edited.id}", json={"title": "그대로"}, If_Match='"3"'), _saved),
]
