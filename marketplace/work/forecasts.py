"""What a batch will cost, when it will be finished and how much of it will be wrong: foreseen, kept at publishing, held against what came."""

from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.standards.models import TemplateVersion
from marketplace.work.board import Board
from marketplace.work.experience import Experience, experience_with
from marketplace.work.forecasting import (
    ALL,
    Range,
    answers_needed,
    cost_of,
    later,
    middle_and_most,
    share_of,
    time_assumed,
    time_at,
)
from marketplace.work.models import Batch, Forecast, Submission
from marketplace.work.pace import LEAST, Pace, pace_of
from marketplace.work.quotes import Quote

ENOUGH: Final = LEAST  # from so many answers or claims on, something counts as measured


class Figures(msgspec.Struct, frozen=True):
    """A forecast: amounts in minor units, shares in hundredths of a percent, times in seconds; what it rests on, in counts."""

    currency: str
    slots: int
    price: int
    fee: int
    cost: Range
    back: Range
    error: Range
    rework: Range
    finish: Range | None  # none where nobody may start yet
    decided: int  # error, rework and cost rest on so many decisions
    claims: int  # the time on so many claims
    workers: int  # who may start now

    @property
    def is_judged(self) -> bool:
        """Whether cost and error come from decisions, not from what we assume."""
        return self.decided >= ENOUGH

    @property
    def is_timed(self) -> bool:
        """Whether the time comes from claims, not from what we assume."""
        return self.claims >= ENOUGH

    def money(self, minor: int) -> Money:
        """An amount of it."""
        return Money(minor, self.currency)


class Actual(msgspec.Struct, frozen=True):
    """What came of it so far, in the same units."""

    done: int
    asked: int
    cost: int
    back: int
    seconds: int
    error: int | None
    rework: int | None

    @property
    def is_finished(self) -> bool:
        """Whether nothing more can come."""
        return self.done >= self.asked


def foresee(session: Session, batch: Batch, version: TemplateVersion, quote: Quote) -> Figures:
    """The forecast of a draft from what is live now."""
    return reckon(experience_with(session, version, batch.currency), quote, pace_of(session, batch, version.spec), batch.review_hours * 3600)


def reckon(known: Experience, quote: Quote, pace: Pace, review_seconds: int) -> Figures:
    """The forecast that an experience gives."""
    slots, total = quote.slots, quote.total.minor
    cost = cost_of(total, known.spent, known.left_over)
    answers = answers_needed(slots, known.rejected, known.decided)
    work = time_at(answers, known.claims, known.seconds) if known.claims >= ENOUGH and known.seconds else \
        time_assumed(answers, pace.seconds, known.workers)
    review = middle_and_most(list(known.reviews), otherwise=review_seconds)
    return Figures(
        quote.price.currency, slots, quote.price.minor, quote.fee.minor, cost, Range(total - cost.p50, total - cost.p90),
        share_of(known.decided - known.first_right, known.decided, slots), share_of(known.rework, known.decided + known.rework, slots),
        later(work, review) if work else None, known.decided, known.claims if known.seconds else 0, known.workers)


def keep_forecast(session: Session, batch: Batch, figures: Figures) -> None:
    """Write down what was foreseen, once: at publishing."""
    session.add(Forecast(batch_id=batch.id, figures=msgspec.to_builtins(figures), made_at=clock.now()))


def kept_forecast(batch_id: int) -> Figures | None:
    """What was foreseen of a published batch; its reader's right to see it is the caller's to ask."""
    figures = db.session.scalar(select(Forecast.figures).where(Forecast.batch_id == batch_id))
    return None if figures is None else msgspec.convert(figures, Figures)


def actual_of(batch: Batch, board: Board) -> Actual:
    """What came of a published batch so far."""
    answers, rounds, now = board.answers, board.rounds, batch.closed_at or clock.now()
    last: datetime | None = db.session.scalar(select(func.max(Submission.decided_at)).where(Submission.batch_id == batch.id))
    asked = answers.asked - answers.withdrawn
    end = last if last is not None and answers.done >= asked else now
    tried = rounds.decided + rounds.rework
    return Actual(
        answers.done, asked, board.flow.spent, board.flow.back, int((end - (batch.published_at or now)).total_seconds()),
        (rounds.decided - rounds.first_try) * ALL // rounds.decided if rounds.decided else None,
        rounds.rework * ALL // tried if tried else None)
