"""Rows 7–9, 12 and 13: bodies that mean two things, or none, or another thing than asked for."""

from typing import Any

from tests.doors.bad_inputs.case import Refused, Row

TWICE = "stands twice"
NOT_JSON = {
    "NaN": (b'{"price": NaN}', 0), "Infinity": (b'{"price": -Infinity}', 0), "1e999": (b'{"price": 1e999}', 0),
    "trailing-comma": (b'{"price": 1,}', 12), "byte-order-mark": (b"\xef\xbb\xbf{}", 0), "100k-depth": (b"[" * 100_000, 0),
    "100k-depth-of-objects": (b'{"a":' * 100_000, 0), "wrong-bytes": (b'{"title": "\xbb\xaa"}', 11), "utf-16": ('{"a": 1}'.encode("utf-16"), 0),
    "empty": (b"", 0), "a-list": (b"[]", 0), "single-quotes": (b"{'a': 1}", 1), "comment": (b"{/* */}", 1),
}
KINDS = {"text-plain": "text/plain", "form": "application/x-www-form-urlencoded", "none": "", "cp949": "application/json; charset=cp949"}
EXTRA = ("status", "state", "company_id", "fee_bps", "id", "role", "version", "_method")


def _raw(raw: Any, **more: Any) -> Any:
    return lambda s: s.api("han", "POST", "/batches", raw=raw, **more)


CASES: list[Row] = [
    Refused(7, "price-twice", "api", _raw('{"price":1,"price":999}'), 400, "duplicate_key", ("같은 이름이 두 번 있어요: price", f"price {TWICE}")),
    Refused(7, "twice-deep-inside", "api", _raw('{"a":{"b":1,"b":2}}'), 400, "duplicate_key", ("같은 이름이 두 번 있어요: b", f"b {TWICE}")),
]
CASES += [
    Refused(8, what, "api", _raw(raw), 400, "invalid_json", (f"{at}번째 글자를 확인해", f"near position {at}"))
    for what, (raw, at) in NOT_JSON.items()
]
CASES += [
    Refused(9, f"JSON-as-{what}", "api", _raw(b"{}", content_type=kind), 415, "json_only", ("application/json", "application/json"))
    for what, kind in KINDS.items()
]
CASES += [
    Refused(9, "form-as-JSON", "api", lambda s: s.api("han", "POST", f"/batches/{s.draft.id}/imports", json={"table": "a,b"}),
            415, "multipart_only", ("multipart/form-data", "multipart/form-data")),
    Refused(9, "form-as-JSON", "page", lambda s: s.send("han", "/batches", b'{"title": "x"}', "application/json"), 415, "form_only"),
    Refused(9, "form-as-text", "page", lambda s: s.send("han", "/batches", b"title=x", "text/plain"), 415, "form_only"),
    Refused(9, "form-as-nothing", "page", lambda s: s.send("han", "/batches", b"title=x", ""), 415, "form_only"),
]
CASES += [
    Refused(12, what, "api", lambda s, query=query: s.api("han", "GET", f"/batches?{query}"),
            400, "duplicate_parameter", ("같은 항목이 두 번 왔어요", "was sent twice"))
    for what, query in {"limit": "limit=1&limit=2", "id": "id=1&id=2", "same-value": "state=draft&state=draft"}.items()
]
CASES += [
    Refused(12, what, "page", lambda s, query=query: s.read("han", f"/batches?{query}"),
            400, "duplicate_parameter", ("같은 항목이 두 번 왔어요", "was sent twice"))
    for what, query in {"id": "id=1&id=2", "state": "state=draft&state=open"}.items()
]
CASES.append(Refused(
    12, "title-in-a-form", "page", lambda s: s.send("han", "/batches", "title=a&title=b", "application/x-www-form-urlencoded"),
    400, "duplicate_parameter", ("같은 항목이 두 번 왔어요: title", "title was sent twice")))
for name in EXTRA:
    CASES += [
        Refused(13, f"{name}-in-an-edit", "api", lambda s, name=name: s.api("han", "PATCH", f"/batches/{s.draft.id}", json={name: "paid"}),
                400, "unknown_field", (f"모르는 항목이 있어요: {name}", f"no field called {name}")),
        Refused(13, f"{name}-in-an-edit", "page", lambda s, name=name: s.page("han", f"/batches/{s.draft.id}/terms", **{
                    "title": "지킬 제목", "price": "150", "currency": "KRW", name: "paid"}),
                400, "unknown_field", (f"모르는 항목이 있어요: {name}", f"no field called {name}"), kept='value="지킬 제목"'),
    ]
CASES += [
    Refused(13, "role-in-signing-up", "page", lambda s: s.page(
                "", "/sign-up", name="Eve", email="eve@example.com", password="a long enough one", role="admin"),
            400, "unknown_field", ("모르는 항목이 있어요: role", "no field called role"), kept='value="eve@example.com"'),
    Refused(13, "state-in-publishing", "api", lambda s: s.api("han", "POST", f"/batches/{s.draft.id}/publication", json={"state": "open"}),
            400, "unknown_field", ("모르는 항목이 있어요: state", "no field called state")),
    Refused(13, "worker-in-a-claim", "api", lambda s: s.api("mira", "POST", f"/batches/{s.open.id}/claims", json={"worker_id": 1}),
            400, "unknown_field", ("모르는 항목이 있어요: worker_id", "no field called worker_id")),
]
