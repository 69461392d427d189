"""Blueprints whose every route says who may pass: the matrix of routes and roles is made from these declarations."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Flask

from marketplace.kernel.policy import Permission

View = TypeVar("View", bound=Callable[..., Any])


class Door(Blueprint):
    """A room's pages. `get` and `post` demand a permission; views hold no rules of their own."""

    def get(self, rule: str, *, permission: Permission, **options: Any) -> Callable[[View], View]:  # type: ignore[override]
        """A page that only reads."""
        return self._declare(rule, "GET", permission, options)

    def post(self, rule: str, *, permission: Permission, **options: Any) -> Callable[[View], View]:  # type: ignore[override]
        """A verb: a form posts to the noun it makes."""
        return self._declare(rule, "POST", permission, options)

    def _declare(self, rule: str, method: str, permission: Permission, options: dict[str, Any]) -> Callable[[View], View]:
        def declare(view: View) -> View:
            view.permission = permission  # type: ignore[attr-defined]
            self.add_url_rule(rule, view_func=view, methods=[method], provide_automatic_options=False, **options)
            return view

        return declare


def policies(app: Flask) -> list[tuple[str, str, Permission | None]]:
    """Every route: its method, its path and the permission it declares."""
    found = []
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "permission", None)
        found += [(method, rule.rule, permission) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}]
    return sorted(found)
