"""What the templates may not do, and what the style sheets and icons must have."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_wtf import CSRFProtect

from marketplace.kernel.text import current_locale, t
from marketplace.web.design import SHAPES, pages
from marketplace.web.formats import register_formats
from marketplace.web.navigation import ITEMS

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
ICONS = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (ROOT / "static" / "icons.svg").read_text("utf-8")))


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Every place that matches outside of Jinja's own code, for a failure one can act on."""
    plain = {path: re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text("utf-8"), flags=re.DOTALL) for path in paths}
    return [f"{path.relative_to(ROOT)}: {found.group(0)}" for path in paths for found in re.finditer(pattern, plain[path])]


def test_no_template_asks_for_what_the_policy_refuses():
    assert lines_with(r"""\s(style|on[a-z]+)=["']""", TEMPLATES) == []
    assert lines_with(r"<style\b|<script(?![^>]*\bsrc=)", TEMPLATES) == []


def test_colours_are_named_in_the_tokens_only():
    painted = lines_with(r"#[0-9a-fA-F]{6}\b", [path for path in STYLES if path.name != "tokens.css"])

    assert [line for line in painted if "#14b8a6" not in line] == []


def test_every_token_used_is_defined():
    defined = set(re.findall(r"(--[a-z0-9-]+):", (ROOT / "static/css/tokens.css").read_text("utf-8")))
    used = {name for path in STYLES for name in re.findall(r"var\((--[a-z0-9-]+)", path.read_text("utf-8"))}

    assert used - defined == set()


def test_every_icon_asked_for_is_in_the_sprite():
    asked = {name for path in TEMPLATES
             for name in re.findall(r"""\b(?:icon|glyph)(?:=|\(|"\s*:\s*)"([a-z0-9-]+)\"""", path.read_text("utf-8"))}

    assert asked - ICONS == set()


def test_every_state_and_menu_item_has_its_icon():
    sources = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "marketplace").rglob("*.py")))
    states = set(re.findall(r'\),\s*"(?:settled|waiting|lost|progress|closed)",\s*"([a-z0-9-]+)"\)', sources))

    assert states - ICONS == set()
    assert {item[3] for item in ITEMS} - ICONS == set()


@pytest.mark.parametrize("path", ["/design", *(f"/design/{shape}" for shape in SHAPES)])
@pytest.mark.parametrize(("locale", "word"), [("ko", "일감"), ("en", "Skip to the content")])
def test_the_page_of_pieces_is_drawn_in_both_languages(bare, path, locale, word):
    answer = bare.get(f"{path}?locale={locale}")

    assert answer.status_code == 200
    assert f'<html lang="{locale}"' in answer.text
    assert word in answer.text


@pytest.fixture(scope="module")
def bare():
    """The pieces with nothing behind them: no database, nobody signed in."""
    app = Flask("look", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.secret_key = "not a secret, only for this test"
    CSRFProtect(app)
    app.jinja_env.globals.update(t=t, current_locale=current_locale)
    register_formats(app)
    app.register_blueprint(pages)
    return app.test_client()
