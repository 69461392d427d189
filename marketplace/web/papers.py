"""A document as an answer: a PDF to download, under a name in the reader's language."""

from urllib.parse import quote

from flask import Response

from marketplace.money.papers.document import Document
from marketplace.money.papers.drawing import draw


def pdf_answer(document: Document) -> Response:
    """The document drawn in the current language; old programs get the English name."""
    named = f"attachment; filename=\"{document.filename.en}.pdf\"; filename*=UTF-8''{quote(str(document.filename))}.pdf"
    return Response(draw(document), mimetype="application/pdf", headers={"Content-Disposition": named, "Cache-Control": "private, no-store"})
