"""What a batch waits for, and from whom: the one thing to do next, in words."""

from dataclasses import dataclass

from marketplace.kernel.text import Text
from marketplace.work.models import Batch
from marketplace.work.queries import Progress


@dataclass(frozen=True)
class NextStep:
    """What comes next; `is_ours` when it waits on the business, not on workers, reviewers or the provider."""

    key: str
    words: Text
    is_ours: bool
    href: str


def next_step(batch: Batch, progress: Progress, *, checked_imports: int = 0) -> NextStep:
    """The next step of a batch, by its state and how far it is."""
    here = f"/batches/{batch.id}"
    if batch.state == "draft":
        return _before_publishing(here, progress, checked_imports)
    if batch.state == "paused":
        return NextStep("resume", Text(
            "멈춰 있어요. 다시 열면 작업자가 이어서 잡을 수 있어요.", "Paused. Resume it to hand out tasks again."), True, here)
    if batch.state == "closed":
        return _after_closing(here, progress)
    return _while_open(here, progress)


def _before_publishing(here: str, progress: Progress, checked_imports: int) -> NextStep:
    if checked_imports:
        return NextStep("check", Text("올린 파일을 확인하고 가져오세요.", "Check the uploaded file and import it."), True, f"{here}#rows")
    if not progress.total:
        return NextStep("import", Text("자료를 올려 주세요.", "Upload your rows."), True, f"{here}#rows")
    if not progress.tasks.get("open"):
        return NextStep("held", Text("모든 줄이 보류됐어요. 이유를 보고 정해 주세요.", "Every row is held back. See why, and decide."), True,
                        f"{here}/tasks?state=held")
    return NextStep("pay", Text("결제하고 공개하세요.", "Pay and publish."), True, f"{here}#pay")


def _after_closing(here: str, progress: Progress) -> NextStep:
    if any(progress.submissions.get(state) for state in ("accepted", "partial")):
        return NextStep("export", Text(
            "마감했어요. 승인된 결과를 내려받을 수 있어요.", "Closed. Accepted results can be downloaded."), False, f"{here}#results")
    return NextStep("over", Text("마감했어요. 승인된 결과는 없어요.", "Closed. No result was accepted."), False, here)


def _while_open(here: str, progress: Progress) -> NextStep:
    waiting = progress.submissions.get("under_review", 0)
    left = progress.tasks.get("open", 0)
    if not left:
        return NextStep("close", Text(
            "모든 일감이 끝났어요. 결과를 내려받고 마감하세요.", "Every task is done. Download the results and close it."), True, f"{here}#results")
    if waiting:
        return NextStep("review", Text("검수를 기다리는 제출이 {n}건 있어요.", "Submissions waiting for review: {n}.").format(n=waiting), False, here)
    if not (progress.active_claims or progress.submissions):
        return NextStep("wait", Text("작업자가 잡기를 기다려요.", "Waiting for somebody to claim a task."), False, here)
    return NextStep("work", Text("작업자가 일하고 있어요.", "People are working on it."), False, here)
