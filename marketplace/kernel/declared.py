"""How settings are declared, and read from the environment; a variable that only looks like ours is refused."""

import difflib
from collections.abc import Mapping
from dataclasses import Field, field, fields
from typing import Any, Final

from marketplace.kernel.setting_kinds import READERS, SettingsError

FAMILIES: Final = ("ILGAM_", "STRIPE_", "MAIL_", "FIELD_", "UPLOAD_")
# What people type for two of our names, too far from them for difflib.
OFTEN_MEANT: Final = {"WORKERS": "WEB_WORKERS", "THREADS": "WEB_THREADS"}
NEAR: Final = 0.85
# Other programs' own variables that happen to look like ours.
OTHERS: Final = frozenset({"MAIL_PATH", "UPLOAD_PACK"})


def declare(
    variable: str, default: Any, says: str, *,
    kind: str = "", one_of: tuple[str, ...] = (), least: int | None = None, most: int | None = None,
    production: Any = None, secret: bool = False,
) -> Any:
    """Declare one setting: its variable, its default, what it is, and what is allowed."""
    facts = {
        "variable": variable, "says": says, "kind": kind or type(default).__name__, "one_of": one_of,
        "least": least, "most": most, "production": production, "secret": secret, "count": len(default) if isinstance(default, tuple) else 1,
    }
    return field(default=default, repr=not secret, metadata=facts)


def read_declared(declared: type[Any], environ: Mapping[str, str]) -> dict[str, Any]:
    """The values for each declared field, after refusing variables that look like ours but aren't."""
    known = {one.metadata["variable"]: one for one in fields(declared)}
    for variable in environ:
        if variable not in known:
            _refuse_unknown(variable, known)
    in_production = environ.get("ILGAM_ENV", "").strip() == "production"
    return {one.name: _value_of(one, environ, in_production) for one in known.values()}


def _refuse_unknown(variable: str, known: Mapping[str, Any]) -> None:
    if variable in OTHERS:
        return
    meant = OFTEN_MEANT.get(variable)
    if meant is None:
        nearest = difflib.get_close_matches(variable, known, n=1, cutoff=NEAR)
        if not nearest and not variable.startswith(FAMILIES):
            return
        nearest = nearest or difflib.get_close_matches(variable, known, n=1, cutoff=0.5)
        meant = nearest[0] if nearest else None
    raise SettingsError(variable, "is not a setting" + (f"; the nearest is {meant}" if meant else ""))


def _value_of(one: "Field[Any]", environ: Mapping[str, str], in_production: bool) -> Any:
    facts = one.metadata
    typed = environ.get(facts["variable"], "")
    if not typed.strip():
        # An empty variable counts as absent: compose files and CI systems set empty ones for "not given".
        default: Any = facts["production"] if in_production and facts["production"] is not None else one.default
        return READERS[facts["kind"]](facts, default) if facts["kind"] in ("folder", "database") else default
    return READERS[facts["kind"]](facts, typed.strip())
