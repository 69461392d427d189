"""A document as an answer: a PDF to download, under a name in the reader's language."""

from importlib import import_module
from typing import Final
from urllib.parse import quote

from flask import Response

from marketplace.money.papers.document import Document

# Named, not imported: the library that draws comes with the first document, so that the start doesn't wait for it.
_DRAWING: Final = "marketplace.money.papers.drawing"


def pdf_answer(document: Document) -> Response:
    """The document drawn in the current language; old programs get the English name."""
    drawn: bytes = import_module(_DRAWING).draw(document)
    named = f"attachment; filename=\"{document.filename.en}.pdf\"; filename*=UTF-8''{quote(str(document.filename))}.pdf"
    return Response(drawn, mimetype="application/pdf", headers={"Content-Disposition": named, "Cache-Control": "private, no-store"})
