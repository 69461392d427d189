"""What each journalled verb is called, and how it is shown: its words, its tone and its icon."""

from typing import Final

from marketplace.kernel.machines import Display
from marketplace.kernel.text import Text


def _said(ko: str, en: str, icon: str, tone: str = "closed") -> Display:
    return Display(Text(ko, en), tone, icon)


VERBS: Final[dict[str, Display]] = {
    "sign_up": _said("가입함", "Signed up", "user-plus"),
    "sign_in": _said("로그인함", "Signed in", "log-in"),
    "sign_out": _said("로그아웃함", "Signed out", "log-out"),
    "request_reset": _said("비밀번호 링크를 요청함", "Asked for a password link", "mail"),
    "reset_password": _said("링크로 비밀번호를 바꿈", "Set a password by link", "lock"),
    "change_password": _said("비밀번호를 바꿈", "Changed the password", "lock"),
    "change_name": _said("이름을 바꿈", "Changed the name", "pencil"),
    "end_session": _said("기기 하나를 로그아웃함", "Signed a device out", "log-out"),
    "end_other_sessions": _said("다른 기기를 모두 로그아웃함", "Signed all other devices out", "log-out"),
    "change_language": _said("언어를 바꿈", "Changed the language", "languages"),
    "create_key": _said("API 키를 만듦", "Made an API key", "key-round"),
    "revoke_key": _said("API 키를 없앰", "Revoked an API key", "key-round"),
    "add_staff": _said("운영 역할을 바꿈", "Changed a staff role", "users"),
    "suspend_person": _said("계정을 정지함", "Suspended an account", "ban", "lost"),
    "restore_person": _said("정지를 풂", "Restored an account", "user-check", "settled"),
    "apply_as_worker": _said("작업자로 등록함", "Registered as a worker", "user"),
    "register_company": _said("기업을 등록함", "Registered a business", "building-2"),
    "apply_to_work": _said("작업자 심사를 신청함", "Applied to work", "file-text", "waiting"),
    "apply_to_post": _said("기업 심사를 신청함", "Applied to post", "file-text", "waiting"),
    "decide_application": _said("신청을 결정함", "Decided an application", "gavel", "progress"),
    "publish_template": _said("작업 기준을 공개함", "Published a template", "book"),
    "make_template": _said("작업 기준을 만들기 시작함", "Began a template", "file-plus"),
    "start_draft": _said("새 버전을 쓰기 시작함", "Began a new version", "file-plus"),
    "edit_draft": _said("작업 기준 초안을 고침", "Edited a template's draft", "pencil"),
    "add_picture": _said("작업 방법에 그림을 올림", "Added a picture to a template", "image"),
    "publish_draft": _said("작업 기준의 새 버전을 공개함", "Published a template's version", "book", "settled"),
    "discard_draft": _said("작업 기준 초안을 버림", "Discarded a template's draft", "trash-2"),
    "retire_template": _said("작업 기준을 거둬들임", "Retired a template", "archive"),
    "restore_template": _said("거둬들인 작업 기준을 되살림", "Brought a template back", "rotate-ccw"),
    "take_quiz": _said("퀴즈를 풂", "Took a quiz", "graduation-cap"),
    "post_batch": _said("묶음을 만듦", "Made a batch", "file-plus"),
    "edit_batch": _said("묶음을 고침", "Edited a batch", "pencil"),
    "raise_price": _said("단가를 올림", "Raised the price", "trending-up"),
    "check_import": _said("파일을 확인함", "Checked a file", "file-spreadsheet"),
    "read_import": _said("파일을 다 읽음", "Finished reading a file", "file-spreadsheet"),
    "map_columns": _said("파일의 열을 맞춤", "Matched a file's columns", "table-2"),
    "fail_import": _said("파일을 읽지 못함", "Could not read a file", "file-spreadsheet", "lost"),
    "store_import": _said("파일을 가져옴", "Imported a file", "file-check"),
    "discard_import": _said("파일을 버림", "Discarded a file", "trash-2"),
    "publish_batch": _said("묶음을 공개함", "Published a batch", "play", "progress"),
    "offer_tasks": _said("보류한 줄을 맡김", "Sent held rows to workers", "send"),
    "pause_batch": _said("묶음을 멈춤", "Paused a batch", "pause"),
    "resume_batch": _said("묶음을 다시 엶", "Resumed a batch", "play", "progress"),
    "close_batch": _said("묶음을 마감함", "Closed a batch", "archive"),
    "adopt_version": _said("묶음에 새 버전을 적용함", "Adopted a new version for a batch", "git-compare"),
    "export_results": _said("결과를 내려받음", "Exported results", "download"),
    "fund_batch": _said("결제를 시작함", "Started a payment", "credit-card"),
    "open_checkout": _said("결제 화면을 엶", "Opened the payment page", "credit-card"),
    "settle_payment": _said("결제가 확인됨", "Payment settled", "wallet", "settled"),
    "claim_task": _said("일감을 맡음", "Claimed a task", "pencil"),
    "release_claim": _said("일감을 돌려줌", "Returned a task", "undo"),
    "expire_claim": _said("작업 시간이 끝남", "A claim ran out of time", "clock"),
    "add_claim_file": _said("파일을 더함", "Added a file", "file-plus"),
    "remove_unused_file": _said("쓰지 않은 파일을 지움", "Removed an unused file", "trash-2"),
    "submit_claim": _said("제출함", "Submitted", "send", "progress"),
    "review_submission": _said("검수를 결정함", "Decided a review", "check", "progress"),
    "connect_payouts": _said("정산 계좌를 연결함", "Connected a payout account", "link"),
    "refresh_account": _said("정산 계좌를 다시 확인함", "Checked a payout account", "refresh-cw"),
    "request_payout": _said("정산을 요청함", "Requested a payout", "hand-coins"),
    "send_payout": _said("정산을 보냄", "Sent a payout", "send", "progress"),
    "settle_payout": _said("정산이 입금됨", "Payout settled", "banknote", "settled"),
    "fail_payout": _said("정산을 보내지 못함", "Payout failed", "alert", "lost"),
    "request_refund": _said("환불을 요청함", "Requested a refund", "undo"),
    "send_refund": _said("환불을 보냄", "Sent a refund", "send", "progress"),
    "settle_refund": _said("환불이 확인됨", "Refund settled", "check", "settled"),
    "fail_refund": _said("환불하지 못함", "Refund failed", "alert", "lost"),
}

SUBJECTS: Final[dict[str, Text]] = {
    "person": Text("사람", "Person"), "worker": Text("작업자", "Worker"), "company": Text("기업", "Business"),
    "application": Text("신청", "Application"), "api_key": Text("API 키", "API key"), "template": Text("작업 기준", "Template"),
    "template_version": Text("작업 기준 버전", "Template version"), "batch": Text("묶음", "Batch"), "task": Text("일감", "Task"),
    "import": Text("가져오기", "Import"), "claim": Text("작업", "Claim"), "file": Text("파일", "File"), "submission": Text("제출", "Submission"),
    "payment": Text("결제", "Payment"), "payout": Text("정산", "Payout"), "refund": Text("환불", "Refund"),
}


def shown_verb(verb: str) -> Display:
    """How a verb is shown; one without words of its own by its name."""
    return VERBS.get(verb) or _said(verb, verb, "circle-dot")
