"""What a batch is foreseen to cost, take and come to, and what came of it, under /api/v1."""

import msgspec

from marketplace.kernel.database import db
from marketplace.kernel.errors import Conflict
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text
from marketplace.web.actor import current_actor
from marketplace.work.api.door import api
from marketplace.work.board import read_board
from marketplace.work.forecasts import Actual, Figures, actual_of, foresee, kept_forecast
from marketplace.work.queries import get_batch
from marketplace.work.quotes import quote_batch


class ForecastShape(msgspec.Struct):
    """A forecast, what it rests on (`measured` or `assumed`), and what came of it once the batch is published."""

    forecast: Figures
    cost_basis: str
    time_basis: str
    actual: Actual | None


@api.get("/batches/<id:batch_id>/forecast", permission=Permission.SEE_BATCH, returns=ForecastShape, errors=(409,))
def show_forecast(batch_id: int) -> ForecastShape:
    """A draft's forecast from live statistics; of a published batch the one kept at publication, against what came since."""
    batch = get_batch(current_actor(), batch_id)
    if batch.published_at is None:
        figures, actual = foresee(db.session(), batch, batch.template_version, quote_batch(batch)), None
    elif (kept := kept_forecast(batch_id)) is not None:
        figures, actual = kept, actual_of(batch, read_board(batch))
    else:
        raise Conflict("no_forecast", Text("이 묶음은 예상을 저장하기 전에 공개됐어요.", "This batch was published before forecasts were kept."))
    return ForecastShape(figures, "measured" if figures.is_judged else "assumed", "measured" if figures.is_timed else "assumed", actual)
