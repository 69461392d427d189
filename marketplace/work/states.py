"""Where a batch, a task, a claim, a submission and an import can be."""

from marketplace.kernel.machines import Display, machine
from marketplace.kernel.text import Text

BATCH = machine(
    "batch", start="draft", publish=("draft", "open"), pause=("open", "paused"), resume=("paused", "open"),
    close=(("draft", "open", "paused"), "closed"),
    shown={
        "draft": Display(Text("작성 중", "Draft"), "waiting", "pencil"),
        "open": Display(Text("진행 중", "Open"), "progress", "play"),
        "paused": Display(Text("잠시 멈춤", "Paused"), "waiting", "pause"),
        "closed": Display(Text("마감", "Closed"), "closed", "archive"),
    })

TASK = machine(
    "task", start="open", complete=("open", "complete"), withdraw=(("open", "held"), "withdrawn"), mark_broken=("open", "broken"),
    hold=("open", "held"), offer=("held", "open"),
    shown={
        "open": Display(Text("열림", "Open"), "progress", "circle"),
        "complete": Display(Text("완료", "Complete"), "settled", "check"),
        "withdrawn": Display(Text("거둬들임", "Withdrawn"), "closed", "archive"),
        "broken": Display(Text("과제 오류", "Broken"), "lost", "alert"),
        "held": Display(Text("보류", "Held back"), "waiting", "hand"),
    })

CLAIM = machine(
    "claim", start="active", submit=("active", "submitted"), release=("active", "released"), expire=("active", "expired"),
    rework=("submitted", "active"),
    shown={
        "active": Display(Text("작업 중", "In progress"), "progress", "pencil"),
        "submitted": Display(Text("제출함", "Submitted"), "progress", "send"),
        "released": Display(Text("돌려줌", "Returned"), "closed", "undo"),
        "expired": Display(Text("시간 지남", "Expired"), "closed", "clock"),
    })

SUBMISSION = machine(
    "submission", start="under_review", accept=("under_review", "accepted"), pay_in_part=("under_review", "partial"),
    ask_rework=("under_review", "rework"), reject=("under_review", "rejected"),
    # A part that was paid stays delivered while its worker asks for a second look; rejected work waits as appealed.
    appeal=("rejected", "appealed"), uphold=("appealed", "rejected"), concede=("appealed", "conceded"),
    overturn=(("appealed", "partial"), "accepted"), overturn_in_part=("appealed", "partial"),
    shown={
        "under_review": Display(Text("검수 중", "In review"), "progress", "eye"),
        "accepted": Display(Text("승인", "Accepted"), "settled", "check"),
        "partial": Display(Text("부분 승인", "Paid in part"), "settled", "check"),
        "rework": Display(Text("재작업 요청", "Rework asked"), "waiting", "undo"),
        "rejected": Display(Text("반려", "Rejected"), "lost", "x"),
        "appealed": Display(Text("이의 신청 중", "Appealed"), "progress", "scale"),
        "conceded": Display(Text("Ilgam이 지급", "Paid by Ilgam"), "settled", "check"),
    })
UNPAID = ("rejected", "appealed", "conceded")  # decided, and nothing that its business has paid for or ever sees

# Reading is the long part, and done before its owner decides; storing then copies rows that are ready, all of them or none.
IMPORT = machine(
    "import", start="checking", ask=("checking", "waiting"), finish_check=("checking", "checked"), fail=("checking", "failed"),
    map_columns=(("waiting", "checked"), "checking"), store=("checked", "stored"),
    discard=(("checking", "waiting", "checked"), "discarded"),
    shown={
        "checking": Display(Text("확인 중", "Checking"), "progress", "hourglass"),
        "waiting": Display(Text("열 고르기", "Columns to choose"), "waiting", "table-2"),
        "checked": Display(Text("확인 대기", "Waiting for you"), "waiting", "eye"),
        "stored": Display(Text("가져옴", "Imported"), "settled", "check"),
        "failed": Display(Text("읽지 못함", "Could not be read"), "lost", "x"),
        "discarded": Display(Text("취소함", "Discarded"), "closed", "x"),
    })
