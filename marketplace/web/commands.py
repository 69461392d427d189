"""`routes --policy`: who may pass where, made from what every route declares."""

import click
from flask import current_app
from flask.cli import with_appcontext
from werkzeug.routing import Rule

from marketplace.cli.answers import show, table
from marketplace.cli.plain import FAULTY, as_json, command
from marketplace.kernel.policy import ANYONE, MATRIX, Permission
from marketplace.web.door import policies

# Flask's own route for files that are open to everybody.
OPEN = frozenset({"static"})


@command("routes", help="Every route; --policy shows its permission and roles. Exit code 1 when a route declares none.")
@click.option("--policy", is_flag=True, help="Show permission and roles.")
@as_json
@with_appcontext
def routes(policy: bool, is_json: bool) -> None:
    """Show the routes."""
    open_paths = {rule.rule for rule in _rules() if rule.endpoint in OPEN}
    found = [(method, path, permission) for method, path, permission in policies(current_app) if path not in open_paths]
    facts = [{"method": method, "path": path, "permission": permission, "roles": _roles(permission)} for method, path, permission in found]
    rows = [(method, path, permission or "NONE", " ".join(_roles(permission))) for method, path, permission in found]
    lines = table(("method", "path", "permission", "roles"), rows) if policy else [f"{method:6} {path}" for method, path, _ in found]
    show({"routes": facts}, lines, is_json=is_json)
    if any(permission is None for _, _, permission in found):
        raise click.exceptions.Exit(FAULTY)


def _rules() -> list[Rule]:
    return list(current_app.url_map.iter_rules())


def _roles(permission: Permission | None) -> list[str]:
    if permission is None:
        return []
    return ["anyone"] if permission in ANYONE else sorted(MATRIX[permission])
