"""Rows 10, 11, 41 and 42: pages of lists, ids, where to go next, and hosts."""

from typing import Any
from urllib.parse import quote

from tests.cast import PASSWORD
from tests.doors.bad_inputs.case import Refused, Row, Taken

RANGE = ("1개에서 200개까지", "1 to 200 rows")
IDS = {"0": "0", "-1": "-1", "1e1": "1e1", "1-OR-1=1": "1%20OR%201=1", "2^63": str(2**63), "400-digits": "9" * 400,
       "full-width": "%EF%BC%91", "unknown": "999999999", "NUL": "%00", "dots": "..%2f..%2fetc"}
READER = {"batches": "han", "submissions": "mira"}
NEXT = ("//evil.test", "/\\evil.test", "\\\\evil.test", "javascript:alert(1)", "https://evil.test/", "/%0d%0aSet-Cookie:x=1", "/a\r\nSet-Cookie: x=1",
        "///evil.test", "/\t/evil.test", " //evil.test", "data:text/html,x")
HOSTS = ("evil.test", "x:80@y", "localhost@evil.test", "localhost:80:80", "", "evil.test#localhost")


def _both(row: int, what: str, query: str, status: int, code: str, says: tuple[str, str], path: str = "/batches") -> list[Row]:
    return [
        Refused(row, what, "api", lambda s: s.api("han", "GET", f"{path}?{query}"), status, code, says),
        Refused(row, what, "page", lambda s: s.read("han", f"{path}?{query}"), status, code, says),
    ]


def _goes_home(answer: Any, _stage: Any) -> None:
    assert (answer.status_code, answer.location) == (303, "/")
    assert "x=1" not in str(answer.headers)


def _language(stage: Any, target: str) -> Any:
    client, token = stage.browser("")
    return client.post("/language", data={"csrf_token": token, "locale": "ko", "next": target})


def _sign_in(stage: Any, target: str) -> Any:
    client, token = stage.browser("")
    fields = {"csrf_token": token, "email": "mira@example.com", "password": PASSWORD}
    return client.post(f"/sign-in?next={quote(target)}", data=fields)


def _is_plain(answer: Any, _stage: Any) -> None:
    """Under a foreign host no page of ours is drawn: both languages in plain text, and nothing of the host in it."""
    assert (answer.status_code, answer.content_type) == (400, "text/plain; charset=utf-8")
    assert answer.text.splitlines() == ["400 unknown_host", "이 주소로는 열 수 없어요.", "This host is not served here."]
    assert answer.headers["X-Request-Id"]


CASES: list[Row] = []
for query in ("limit=0", "limit=-1", "limit=1000000", "limit=1e1", f"limit={'9' * 400}", "limit=%EF%BC%91"):
    CASES += _both(10, query[:20], query, 422, "limit_range", RANGE)
for query in ("page=-1", "page=1000000000", "per_page=1000000"):
    CASES += _both(10, query, query, 400, "field_not_allowed", ("cursor, limit, state", "cursor, limit, state"))
for query in ("cursor=xxx", "cursor=-1", "cursor=" + "A" * 4000):
    CASES += _both(10, query[:20], query, 422, "cursor_unknown", ("처음부터 다시", "Start the list again"))
for what, typed in IDS.items():
    for path in ("batches", "submissions"):
        CASES += [
            Refused(11, f"{path}-{what}", "api", lambda s, path=path, typed=typed: s.api("han", "GET", f"/{path}/{typed}"),
                    404, "not_found", ("찾을 수 없어요", "Not found")),
            Refused(11, f"{path}-{what}", "page", lambda s, path=path, typed=typed: s.read(READER[path], f"/{path}/{typed}"),
                    404, "not_found", ("찾을 수 없어요", "Not found")),
        ]
CASES += [
    Refused(11, "another-types-id", "api", lambda s: s.api("mira", "GET", f"/submissions/{s.claim.id + 10_000}"), 404, "not_found"),
    Refused(11, "another-companys", "api", lambda s: s.api("han", "GET", f"/batches/{s.other_draft.id}"), 404, "not_found"),
    Refused(11, "another-companys", "page", lambda s: s.read("han", f"/batches/{s.other_draft.id}"), 404, "not_found"),
    Refused(11, "another-companys-edit", "api", lambda s: s.api("han", "PATCH", f"/batches/{s.other_draft.id}", json={"title": "내 것"}),
            404, "not_found"),
    Refused(11, "as-a-template", "api", lambda s: s.api("han", "POST", "/batches", json=s.terms(template_version_id=999_999)), 404, "not_found"),
]
for number, target in enumerate(NEXT):
    CASES += [
        Taken(41, f"{number}-{target[:20]!r}", "page-language", lambda s, target=target: _language(s, target), _goes_home),
        Taken(41, f"{number}-{target[:20]!r}", "page-sign-in", lambda s, target=target: _sign_in(s, target), _goes_home),
    ]
CASES += [
    Taken(42, f"{host or 'empty'}", door, lambda s, path=path, host=host: s.app.test_client().get(path, headers={"Host": host}), _is_plain)
    for host in HOSTS for door, path in (("page", "/sign-in"), ("api", "/api/v1/openapi.json"))
]
