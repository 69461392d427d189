"""The application: settings in, a Flask app with both doors out."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from flask import Flask, g
from flask_wtf import CSRFProtect
from werkzeug.routing import BaseConverter

from marketplace import rooms
from marketplace.cli.plain import PlainCommands
from marketplace.kernel.database import db, engine_options, migrate
from marketplace.kernel.logs import configure_logs
from marketplace.kernel.policy import Permission, can
from marketplace.kernel.settings import Settings, use_settings
from marketplace.kernel.text import current_locale, t
from marketplace.messaging.queries import unread_notices
from marketplace.web.actor import current_actor, find_actor, login_manager, refuse_strangers
from marketplace.web.errors import register_errors
from marketplace.web.formats import register_formats
from marketplace.web.navigation import nav_items
from marketplace.web.proxies import behind_proxies
from marketplace.web.requests import FORM_MOST, refuse_unclear, register_requests

ROOT = Path(__file__).resolve().parent.parent
csrf = CSRFProtect()


class IdConverter(BaseConverter):
    """A row's id in an address: anything else is simply not found."""

    regex = "[1-9][0-9]{0,17}"
    to_python = staticmethod(int)  # type: ignore[assignment]


def create_app(settings: Settings) -> Flask:
    """The web application under these settings; nothing is connected to yet."""
    use_settings(settings)
    configure_logs(settings)
    app = Flask("marketplace", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.cli = PlainCommands()
    app.config.from_mapping(_config(settings))
    app.url_map.converters["id"] = IdConverter
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    login_manager.init_app(app)
    register_requests(app)
    app.before_request(find_actor)
    app.before_request(refuse_unclear)  # after the reader is known, as all below: refusals are in their language
    csrf.init_app(app)
    app.before_request(refuse_strangers)
    register_errors(app)
    register_formats(app)
    _register_rooms(app, settings)
    app.context_processor(_page_words)
    app.jinja_env.globals.update(t=t, current_locale=current_locale, can=_can, Permission=Permission)
    app.wsgi_app = behind_proxies(app.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign,assignment]
    return app


def _config(settings: Settings) -> dict[str, Any]:
    https = settings.base_url.startswith("https://")
    host = urlsplit(settings.base_url).hostname
    return {
        "SECRET_KEY": settings.secret_key, "TESTING": settings.env == "test",
        "SQLALCHEMY_DATABASE_URI": _absolute(settings.database_url),
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url, threads=settings.web_threads) | {"hide_parameters": True,
            "json_serializer": lambda value: msgspec.json.encode(value).decode(), "json_deserializer": msgspec.json.decode},
        "SESSION_COOKIE_NAME": "__Host-ilgam" if https else "ilgam", "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax", "SESSION_COOKIE_SECURE": https,
        "WTF_CSRF_TIME_LIMIT": 12 * 3600, "WTF_CSRF_SSL_STRICT": https,
        "MAX_CONTENT_LENGTH": settings.upload_max_bytes * 6, "MAX_FORM_MEMORY_SIZE": FORM_MOST, "MAX_FORM_PARTS": 500,
        "TRUSTED_HOSTS": [host, "127.0.0.1", "localhost"] if not settings.is_production else [host],
        "SEND_FILE_MAX_AGE_DEFAULT": 0 if settings.env == "development" else 3600,
    }


def _absolute(url: str) -> str:
    """A relative SQLite path counts from where the program was started, not from Flask's instance folder."""
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////") and url != "sqlite:///:memory:":
        path = Path(url.removeprefix("sqlite:///")).absolute()
        return f"sqlite:///{path}"
    return url


def _register_rooms(app: Flask, settings: Settings) -> None:
    for pages in rooms.PAGES:
        app.register_blueprint(pages)
    for api in rooms.APIS:
        csrf.exempt(api)
        app.register_blueprint(api, url_prefix="/api/v1")
    for view in rooms.WITHOUT_CSRF:
        csrf.exempt(view)
    for commands in rooms.COMMANDS:
        app.cli.add_command(commands)
    if settings.env != "production":
        for pages in rooms.DEVELOPMENT:
            app.register_blueprint(pages)


def _page_words() -> dict[str, Any]:
    actor = g.get("actor")
    if actor is None or actor.person_id is None:
        return {"nav": [], "viewer": None, "language_action": "/language"}
    return {"nav": nav_items(), "viewer": {"name": actor.name, "detail": g.get("company_name"), "href": "/me"}, "notices_href": "/notices",
            "notices_count": unread_notices(actor), "sign_out_href": "/sign-out", "language_action": "/language", "home_href": "/"}


def _can(permission: str, thing: Any = None) -> bool:
    """In a template: `can("work.claim_task", batch)` decides whether a button is shown."""
    return can(current_actor(), Permission(permission), thing)
