"""The page of pieces: every macro and page shape with plausible contents. Registered in development only."""

from typing import Final

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.kernel.text import current_locale, t, use_locale
from marketplace.web import design_samples as samples
from marketplace.web.door import Door

SHAPES: Final = ("find", "work", "review", "case", "plain", "landing", "receipt", "error")

pages = Door("design", __name__)


@pages.get("/design", permission=Permission.SEE_PUBLIC)
def show_design() -> ResponseReturnValue:
    """All pieces on one page; `?locale=en` shows them in English, `?toast=1` with a toast."""
    if request.args.get("toast"):
        _say_something()
    return _draw("design/pieces.html")


@pages.get("/design/<shape>", permission=Permission.SEE_PUBLIC)
def show_shape(shape: str) -> ResponseReturnValue:
    """One shape of page, such as the worker's or the reviewer's."""
    return _draw(f"design/shape_{shape}.html") if shape in SHAPES else abort(404)


@pages.get("/design/photo.svg", permission=Permission.SEE_PUBLIC)
def show_photo() -> ResponseReturnValue:
    """A drawn photo, so that the page needs no file."""
    return render_template("design/photo.svg"), 200, {"Content-Type": "image/svg+xml"}


def _draw(template: str) -> str:
    with use_locale(request.args.get("locale") or current_locale()):
        return render_template(template, s=samples.make_samples(), shapes=SHAPES, **samples.chrome(request.path))


def _say_something() -> None:
    with use_locale(request.args.get("locale") or current_locale()):
        flash(t("제출했어요. 결과는 보통 하루 안에 알려 드려요.", "Submitted. You usually hear back within a day."), "success")
        undo = {"text": t("일감을 돌려줬어요.", "Task returned."), "undo_href": "/design"}
        flash(undo, "info")  # type: ignore[arg-type]
        flash(t("사진을 올리지 못했어요. 10 MB보다 작아야 해요.", "Not uploaded: a photo must be below 10 MB."), "error")
