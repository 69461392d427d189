"""Row 46: keys that open nothing, or not this."""

from typing import Any

from tests.doors.bad_inputs.case import Refused, Row, Taken

SIGN_IN = ("먼저 로그인해 주세요", "Please sign in first")
NO_KEY = ("더 이상 쓸 수 없어요", "unknown or was revoked")
NO_SCOPE = ("work 권한이 없어요", "lacks the scope work")
NOT_HERE = ("Authorization 머리글에", "in the Authorization header")
HEADERS = {"empty": "", "no-secret": "Bearer ", "basic": "Basic aGFuOnBhc3N3b3Jk", "no-word":
           "ilgam_nobody_has_this_key", "two-words": "Bearer ilgam nobody"}
DOORS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "reading": ("GET", "/batches", {}), "writing": ("POST", "/batches", {"json": {"title": "x", "price": 200}}),
    "changing": ("PATCH", "/batches/1", {"json": {"title": "x"}}),
}
NAMES = ("api_key", "key", "token", "access_token")


def _to_sign_in(answer: Any, _stage: Any) -> None:
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/notices")


CASES: list[Row] = []
for what, (method, path, more) in DOORS.items():
    for who, status, code, says in (("", 401, "sign_in_needed", SIGN_IN), ("wrong", 401, "key_wrong", NO_KEY),
                                    ("revoked", 401, "key_wrong", NO_KEY), ("narrow", 403, "scope_missing", NO_SCOPE)):
        CASES.append(Refused(46, f"{who or 'missing'}-{what}", "api", lambda s, who=who, method=method, path=path, more=more: s.api(
            who, method, path, **more), status, code, says))
for what, header in HEADERS.items():
    CASES.append(Refused(46, f"header-{what}", "api", lambda s, header=header: s.api("", "GET", "/batches", Authorization=header),
                         401, "sign_in_needed" if not header else "key_wrong", SIGN_IN if not header else NO_KEY))
CASES += [
    Refused(46, f"{name}-in-the-address", "api", lambda s, name=name: s.api("", "GET", f"/batches?{name}={s.keys['han']}"),
            400, "key_in_address", NOT_HERE)
    for name in NAMES
]
CASES.append(Taken(46, "a-key-is-no-session", "page", lambda s: s.app.test_client().get(
    "/notices", headers={"Authorization": f"Bearer {s.keys['han']}"}), _to_sign_in))
