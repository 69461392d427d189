"""Addresses of the page one is on with some of its query changed: filters, sorting and cursors live in the URL."""

from typing import Any
from urllib.parse import urlencode

from flask import request


def url_with(**changes: Any) -> str:
    """This page with query values replaced; None or "" takes one out. Any change but the cursor starts the list again."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in changes and name != "cursor"]
    added = [(name, str(value)) for name, value in changes.items() if value not in (None, "")]
    query = urlencode(kept + added)
    return f"{request.path}?{query}" if query else request.path


def sort_link(key: str) -> dict[str, str]:
    """Where a click on the head of column `key` leads, and how the list is sorted by it now (`aria-sort`)."""
    now = request.args.get("sort", "")
    state = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    return {"href": url_with(sort=f"-{key}" if state == "ascending" else key), "state": state}
