"""Written texts such as a working standard: Markdown in, safe HTML out."""

from functools import lru_cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from marketplace.kernel.text import Text

# Headings start below the page's own h1; pictures and scripts have no place in a standard.
TAGS: Final = frozenset({
    "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "hr", "br", "a",
    "table", "thead", "tbody", "tr", "th", "td",
})
SCHEMES: Final = frozenset({"https", "http", "mailto"})
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])


def render_prose(text: Text) -> Markup:
    """The text in the current language as HTML in which nothing can run; links tell no one where they were read."""
    return _render(str(text))


@lru_cache(maxsize=256)
def _render(written: str) -> Markup:
    clean = nh3.clean(_MARKDOWN.render(written), tags=set(TAGS), attributes={"a": {"href"}, "th": set(), "td": set()},
                      url_schemes=set(SCHEMES), link_rel="noopener noreferrer nofollow")
    # nh3 has just taken out whatever could run, so this HTML may stand in a page as it is.
    return Markup(clean)  # noqa: S704
