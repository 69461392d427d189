"""The results CSV of Mechanical Turk and Turkle: `Input.x` and `Answer.y`, a list as one cell with `|` between its values."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from marketplace.kernel.text import Text
from marketplace.work.results.base import BatchFacts, Format, Result, ResultSet
from marketplace.work.results.columns import ResultTable
from marketplace.work.results.csv_writer import write_csv

PREFIXES: Final = ("Input.", "Answer.")
_PLAIN: Final = ("HITId", "Title", "Reward", "CreationTime", "MaxAssignments", "AssignmentDurationInSeconds", "AssignmentId", "AssignmentStatus")
_WHO: Final = ("WorkerId", "AcceptTime", "SubmitTime", "ApprovalTime", "WorkTimeInSeconds")


def _write(results: ResultSet) -> Iterator[bytes]:
    header = _PLAIN + (_WHO if results.has_provenance else ())
    table = ResultTable(results, header, lambda one: _start(results.batch, one), prefixes=PREFIXES, between="|")
    return write_csv(table.header, table)


def _start(batch: BatchFacts, result: Result) -> tuple[object, ...]:
    came = result.provenance
    plain = (f"{batch.id}-{result.number}", batch.title, batch.reward, _moment(batch.created_at), batch.slots_per_task, batch.claim_minutes * 60,
             result.submission_id, "Approved")
    if came is None:
        return plain
    return (*plain, came.worker, _moment(came.claimed_at), _moment(came.submitted_at), _moment(came.accepted_at), came.seconds)


def _moment(moment: datetime) -> str:
    """As Mechanical Turk writes it, whatever the locale of this machine: `Mon Nov 23 06:00:00 UTC 2026`."""
    return f"{_DAYS[moment.weekday()]} {_MONTHS[moment.month - 1]} {moment:%d %H:%M:%S} UTC {moment:%Y}"


_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

FORMAT = Format("mturk", Text("Mechanical Turk·Turkle (CSV)", "Mechanical Turk, Turkle (CSV)"), "mturk.csv", "text/csv; charset=utf-8", _write)
