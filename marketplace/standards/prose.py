"""Written texts such as a working standard: Markdown in, safe HTML out."""

import re
from functools import lru_cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from marketplace.kernel.text import Text

# Headings start below the page's own h1; scripts have no place in a standard.
TAGS: Final = frozenset({
    "h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "hr", "br", "a",
    "table", "thead", "tbody", "tr", "th", "td", "img",
})
# Only pictures that we keep ourselves: another's server would learn who reads a standard, and could change what stands there.
_OURS: Final = re.compile(r"/template-pictures/[1-9][0-9]{0,17}", re.ASCII)
_WITHOUT_SOURCE: Final = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
SCHEMES: Final = frozenset({"https", "http", "mailto"})
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])


def render_prose(text: Text) -> Markup:
    """The text in the current language as HTML in which nothing can run; links tell no one where they were read."""
    return _render(str(text))


@lru_cache(maxsize=256)
def _render(written: str) -> Markup:
    clean = nh3.clean(_MARKDOWN.render(written), tags=set(TAGS), attributes={"a": {"href"}, "img": {"src", "alt"}, "th": set(), "td": set()},
                      attribute_filter=_keep_ours,
                      url_schemes=set(SCHEMES), link_rel="noopener noreferrer nofollow")
    # nh3 has just taken out whatever could run, so this HTML may stand in a page as it is.
    return Markup(_WITHOUT_SOURCE.sub("", clean))  # noqa: S704


def _keep_ours(tag: str, attribute: str, value: str) -> str | None:
    return None if tag == "img" and attribute == "src" and not _OURS.fullmatch(value) else value
