"""What goes wrong with a published batch, in words that say what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from marketplace.kernel import clock
from marketplace.kernel.text import Text
from marketplace.work.board import Board
from marketplace.work.models import Batch

SOON: Final = timedelta(hours=24)
QUIET: Final = timedelta(hours=24)
MANY: Final = 0.3  # this share of something is too much …
OF_AT_LEAST: Final = 10  # … once there are so many of it


@dataclass(frozen=True)
class Problem:
    """One thing to look at; its tone is waiting or lost."""

    key: str
    tone: str
    words: Text


def problems_of(batch: Batch, board: Board) -> list[Problem]:
    """Everything worth a look, the worst first; nothing for a batch that goes well."""
    found = [*_of_time(batch, board), *_of_pay(board), *_of_quality(board), *_of_pace(batch, board)] if batch.state != "closed" else []
    return sorted(found, key=lambda problem: problem.tone != "lost")


def _of_time(batch: Batch, board: Board) -> Iterator[Problem]:
    if batch.deadline_at is None or not board.answers.free:
        return
    left = batch.deadline_at - clock.now()
    if left <= timedelta(0):
        yield Problem("deadline_passed", "lost", Text(
            "마감이 지났어요. 아무도 잡지 않은 답이 {n}개예요. 마감하면 그 돈이 바로 돌아와요.",
            "The deadline has passed with {n} answers unclaimed. Close the batch to get their money back.").format(n=board.answers.free))
    elif left <= SOON:
        yield Problem("deadline_soon", "waiting", Text(
            "마감까지 하루가 안 남았는데 {n}개가 비어 있어요.",
            "Less than a day is left and {n} answers are unclaimed.").format(n=board.answers.free))


def _of_pay(board: Board) -> Iterator[Problem]:
    fair = board.fair
    if fair is not None and not fair.passes:
        yield Problem("pay_too_low", "lost", Text(
            "시간당 보수가 최저 기준보다 적어요. {sum}", "This pays less than the minimum an hour. {sum}").format(sum=fair.words))


def _of_quality(board: Board) -> Iterator[Problem]:
    rounds = board.rounds
    if rounds.decided >= OF_AT_LEAST and rounds.rejected > rounds.decided * MANY:
        yield Problem("many_rejected", "lost", Text(
            "결정된 {all}건 가운데 {n}건이 반려됐어요. 작업 기준이 분명한지 봐 주세요.",
            "{n} of {all} decided answers were rejected. Please check that the SOP is clear.").format(n=rounds.rejected, all=rounds.decided))
    if rounds.rework and rounds.rework >= max(rounds.decided, OF_AT_LEAST) * MANY:
        yield Problem("much_rework", "waiting", Text(
            "재작업 요청이 {n}건이에요. 작업자에게 알릴 점을 다음 묶음에 더해 보세요.",
            "Rework was asked {n} times. A note to workers may help in the next batch.").format(n=rounds.rework))
    if board.progress.tasks.get("held"):
        yield Problem("held", "waiting", Text(
            "규칙에 따라 보류한 줄이 {n}개 있어요. 일감 목록에서 이유를 보고 정해 주세요.",
            "{n} rows are held back by the template's rules. See why in the list of tasks, and decide.").format(n=board.progress.tasks["held"]))
    if board.progress.tasks.get("broken"):
        yield Problem("broken", "waiting", Text(
            "과제에 문제가 있는 일감이 {n}개 있어요.", "{n} tasks are marked as broken.").format(n=board.progress.tasks["broken"]))


def _of_pace(batch: Batch, board: Board) -> Iterator[Problem]:
    rounds, tried = board.rounds, board.rounds.decided + board.rounds.expired + board.rounds.released
    if tried >= OF_AT_LEAST and rounds.expired > tried * MANY:
        yield Problem("time_short", "waiting", Text(
            "작업 시간 {minutes}분이 모자라 {n}번 끝났어요.", "The {minutes} minutes ran out {n} times.").format(
                minutes=batch.claim_minutes, n=rounds.expired))
    if tried >= OF_AT_LEAST and rounds.released > tried * MANY:
        yield Problem("often_returned", "waiting", Text(
            "작업자가 {n}번 돌려줬어요. 단가나 설명을 다시 봐 주세요.",
            "Tasks were returned {n} times. Please look at the price and the note.").format(n=rounds.released))
    idle = not (board.answers.in_work or board.answers.in_review or tried)
    if batch.state == "open" and idle and batch.published_at is not None and clock.now() - batch.published_at > QUIET:
        yield Problem("nobody_yet", "waiting", Text(
            "하루가 지났는데 아직 아무도 잡지 않았어요. 단가를 올려 볼 수 있어요.",
            "Nobody has claimed a task for a day. You could raise the price."))
