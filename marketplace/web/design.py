"""The page of pieces: every macro and page shape with plausible contents. Registered in development only."""

from typing import Final

from flask import Blueprint, Flask, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.text import t, use_locale
from marketplace.web import design_samples as samples

SHAPES: Final = ("find", "work", "review", "case", "plain", "landing", "receipt", "error")

design = Blueprint("design", __name__)


def register_design(app: Flask) -> None:
    """Serve `/design`; the caller decides that this is a development server."""
    app.register_blueprint(design)


@design.get("/design")
def show_design() -> ResponseReturnValue:
    """All pieces on one page; `?locale=en` shows them in English, `?toast=1` with a toast."""
    if request.args.get("toast"):
        _say_something()
    return _draw("design/pieces.html")


@design.get("/design/<shape>")
def show_shape(shape: str) -> ResponseReturnValue:
    """One shape of page, such as the worker's or the reviewer's."""
    return _draw(f"design/shape_{shape}.html") if shape in SHAPES else abort(404)


@design.get("/design/photo.svg")
def show_photo() -> ResponseReturnValue:
    """A drawn photo, so that the page needs no file."""
    return render_template("design/photo.svg"), 200, {"Content-Type": "image/svg+xml"}


def _draw(template: str) -> str:
    with use_locale(request.args.get("locale") or samples.current_locale()):
        return render_template(template, s=samples.make_samples(), shapes=SHAPES, **samples.chrome(request.path))


def _say_something() -> None:
    with use_locale(request.args.get("locale") or samples.current_locale()):
        flash(t("제출했어요. 결과는 보통 하루 안에 알려 드려요.", "Submitted. You usually hear back within a day."), "success")
        undo = {"text": t("일감을 돌려줬어요.", "Task returned."), "undo_href": "/design"}
        flash(undo, "info")  # type: ignore[arg-type]
        flash(t("사진을 올리지 못했어요. 10 MB보다 작은지 확인해 주세요.", "The photo was not uploaded. Is it below 10 MB?"), "error")
