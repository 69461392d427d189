"""Who may do what: one enum of permissions, one table of roles, one pure function for each rule about a thing."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from marketplace.kernel.errors import Forbidden, Unauthenticated
from marketplace.kernel.text import Text


class Role(StrEnum):
    """What a person is to the marketplace or to a company; a person may hold several."""

    PERSON = "person"          # anyone signed in
    WORKER = "worker"
    REVIEWER = "reviewer"      # of the platform
    ADMIN = "admin"
    OWNER = "owner"            # of the actor's company, as the four below
    MANAGER = "manager"
    COMPANY_REVIEWER = "company_reviewer"
    FINANCE = "finance"
    VIEWER = "viewer"


COMPANY_ROLES: Final = (Role.OWNER, Role.MANAGER, Role.COMPANY_REVIEWER, Role.FINANCE, Role.VIEWER)


class Permission(StrEnum):
    """Every verb and every reading page, spelled room.verb_noun."""

    # Anyone, signed in or not.
    SEE_PUBLIC = "web.see_public"
    SIGN_UP = "accounts.sign_up"
    SIGN_IN = "accounts.sign_in"
    RESET_PASSWORD = "accounts.reset_password"
    RECEIVE_PROVIDER_EVENT = "money.receive_provider_event"
    # Anyone signed in.
    SEE_SELF = "accounts.see_self"
    SIGN_OUT = "accounts.sign_out"
    CHANGE_NAME = "accounts.change_name"
    CHANGE_PASSWORD = "accounts.change_password"
    END_SESSION = "accounts.end_session"
    MANAGE_KEYS = "accounts.manage_keys"
    APPLY = "vetting.apply"
    SEE_NOTICES = "messaging.see_notices"
    SEE_TEMPLATE = "standards.see_template"
    SEE_FILE = "work.see_file"
    # Business.
    SEE_COMPANY = "accounts.see_company"
    SEE_BATCH = "work.see_batch"
    MAKE_TEMPLATE = "standards.make_template"
    EDIT_DRAFT = "standards.edit_draft"
    PUBLISH_DRAFT = "standards.publish_draft"
    DISCARD_DRAFT = "standards.discard_draft"
    RETIRE_TEMPLATE = "standards.retire_template"
    RESTORE_TEMPLATE = "standards.restore_template"
    POST_BATCH = "work.post_batch"
    EDIT_BATCH = "work.edit_batch"
    IMPORT_ROWS = "work.import_rows"
    PUBLISH_BATCH = "work.publish_batch"
    PAUSE_BATCH = "work.pause_batch"
    RESUME_BATCH = "work.resume_batch"
    CLOSE_BATCH = "work.close_batch"
    ADOPT_VERSION = "work.adopt_version"
    EXPORT_RESULTS = "work.export_results"
    EXPORT_PERSONAL = "work.export_personal"
    FUND_BATCH = "money.fund_batch"
    SEE_MONEY = "money.see_money"
    GIVE_BONUS = "money.give_bonus"
    # Worker.
    SEE_OPEN_WORK = "work.see_open_work"
    TAKE_QUIZ = "training.take_quiz"
    CLAIM_TASK = "work.claim_task"
    SEE_CLAIM = "work.see_claim"
    SAVE_DRAFT = "work.save_draft"
    ADD_CLAIM_FILE = "work.add_claim_file"
    SUBMIT_CLAIM = "work.submit_claim"
    RELEASE_CLAIM = "work.release_claim"
    SEE_EARNINGS = "money.see_earnings"
    CONNECT_PAYOUTS = "money.connect_payouts"
    REQUEST_PAYOUT = "money.request_payout"
    CHOOSE_PAYOUT_SCHEDULE = "money.choose_payout_schedule"
    SEE_RECEIPT = "money.see_receipt"
    SEE_SUBMISSION = "quality.see_submission"
    FILE_APPEAL = "quality.file_appeal"
    # Reviewer.
    SEE_REVIEW_QUEUE = "quality.see_review_queue"
    REVIEW_SUBMISSION = "quality.review_submission"
    SEE_APPEALS = "quality.see_appeals"
    RULE_ON_APPEAL = "quality.rule_on_appeal"
    # Admin.
    SEE_ADMIN = "vetting.see_admin"
    DECIDE_APPLICATION = "vetting.decide_application"
    SEE_PEOPLE = "accounts.see_people"
    SUSPEND_PERSON = "accounts.suspend_person"
    SEE_LEDGER = "money.see_ledger"
    PROPOSE_ADJUSTMENT = "money.propose_adjustment"
    DECIDE_ADJUSTMENT = "money.decide_adjustment"
    MAKE_BANK_RUN = "money.make_bank_run"
    APPROVE_BANK_RUN = "money.approve_bank_run"
    DOWNLOAD_BANK_RUN = "money.download_bank_run"
    CONFIRM_BANK_RUN = "money.confirm_bank_run"
    REVEAL_BANK_ACCOUNT = "money.reveal_bank_account"
    SEE_JOBS = "web.see_jobs"
    SEE_JOURNAL = "audit.see_journal"
    # The scheduler and the command line.
    RUN_JOBS = "web.run_jobs"


_R, _P = Role, Permission
ANYONE: Final = frozenset({_P.SEE_PUBLIC, _P.SIGN_UP, _P.SIGN_IN, _P.RESET_PASSWORD, _P.RECEIVE_PROVIDER_EVENT})
_TEAM = frozenset(COMPANY_ROLES)
_MAKERS = frozenset({_R.OWNER, _R.MANAGER})
_PAYERS = frozenset({_R.OWNER, _R.FINANCE})

MATRIX: Final[dict[Permission, frozenset[Role]]] = {
    **dict.fromkeys((_P.SEE_SELF, _P.SIGN_OUT, _P.CHANGE_NAME, _P.CHANGE_PASSWORD, _P.END_SESSION, _P.MANAGE_KEYS, _P.APPLY, _P.SEE_NOTICES,
                     _P.SEE_TEMPLATE, _P.SEE_FILE), frozenset({_R.PERSON})),
    _P.SEE_COMPANY: _TEAM,
    _P.SEE_BATCH: _TEAM | {_R.ADMIN},
    **dict.fromkeys((_P.MAKE_TEMPLATE, _P.EDIT_DRAFT, _P.PUBLISH_DRAFT, _P.DISCARD_DRAFT, _P.RETIRE_TEMPLATE, _P.RESTORE_TEMPLATE), _MAKERS),
    **dict.fromkeys((_P.POST_BATCH, _P.EDIT_BATCH, _P.IMPORT_ROWS, _P.PUBLISH_BATCH, _P.PAUSE_BATCH, _P.RESUME_BATCH, _P.CLOSE_BATCH,
                     _P.ADOPT_VERSION, _P.EXPORT_PERSONAL), _MAKERS),
    _P.EXPORT_RESULTS: _MAKERS | {_R.VIEWER},
    _P.FUND_BATCH: _PAYERS,
    _P.GIVE_BONUS: _MAKERS,
    _P.SEE_MONEY: _PAYERS | {_R.MANAGER},
    **dict.fromkeys((_P.SEE_OPEN_WORK, _P.TAKE_QUIZ, _P.CLAIM_TASK, _P.SEE_CLAIM, _P.SAVE_DRAFT, _P.ADD_CLAIM_FILE, _P.SUBMIT_CLAIM,
                     _P.RELEASE_CLAIM, _P.SEE_EARNINGS, _P.CONNECT_PAYOUTS, _P.REQUEST_PAYOUT, _P.CHOOSE_PAYOUT_SCHEDULE,
                     _P.FILE_APPEAL), frozenset({_R.WORKER})),
    **dict.fromkeys((_P.SEE_RECEIPT, _P.REVEAL_BANK_ACCOUNT), frozenset({_R.WORKER, _R.ADMIN})),
    _P.SEE_SUBMISSION: frozenset({_R.WORKER, _R.REVIEWER, _R.ADMIN, _R.OWNER, _R.MANAGER, _R.COMPANY_REVIEWER}),
    **dict.fromkeys((_P.SEE_REVIEW_QUEUE, _P.REVIEW_SUBMISSION), frozenset({_R.REVIEWER, _R.COMPANY_REVIEWER, _R.OWNER, _R.MANAGER})),
    **dict.fromkeys((_P.SEE_APPEALS, _P.RULE_ON_APPEAL), frozenset({_R.REVIEWER})),
    **dict.fromkeys((_P.SEE_ADMIN, _P.DECIDE_APPLICATION, _P.SEE_PEOPLE, _P.SUSPEND_PERSON, _P.SEE_LEDGER, _P.SEE_JOBS, _P.SEE_JOURNAL,
                     _P.PROPOSE_ADJUSTMENT, _P.DECIDE_ADJUSTMENT, _P.MAKE_BANK_RUN, _P.APPROVE_BANK_RUN, _P.DOWNLOAD_BANK_RUN,
                     _P.CONFIRM_BANK_RUN),
                    frozenset({_R.ADMIN})),
    _P.RUN_JOBS: frozenset(),
}


@dataclass(frozen=True)
class Actor:
    """Who acts: a person, a person's API key, or the system by the name of its job."""

    kind: str
    name: str
    person_id: int | None = None
    company_id: int | None = None
    roles: frozenset[Role] = frozenset()
    scopes: frozenset[str] | None = None  # an API key's; None means all that the roles allow

    @classmethod
    def system(cls, name: str) -> "Actor":
        """The scheduler or the command line, named by its job."""
        return cls("system", name)

    @classmethod
    def nobody(cls) -> "Actor":
        """A visitor who hasn't signed in."""
        return cls("nobody", "visitor")

    @property
    def is_system(self) -> bool:
        """Whether the program itself acts."""
        return self.kind == "system"


ALLOWED: Final = None
Ruling = Text | None
_rules: dict[Permission, Callable[[Actor, Any], Ruling]] = {}


def rule(permission: Permission) -> Callable[[Callable[[Actor, Any], Ruling]], Callable[[Actor, Any], Ruling]]:
    """Declare the one rule about a thing for a permission: `ALLOWED`, or the sentence that says why not."""

    def declare(function: Callable[[Actor, Any], Ruling]) -> Callable[[Actor, Any], Ruling]:
        if permission in _rules:
            raise TypeError(f"{permission} has two rules")
        _rules[permission] = function
        return function

    return declare


def may_ever(actor: Actor, permission: Permission) -> bool:
    """Whether the actor's roles and key scopes reach the permission at all; no entry means denied."""
    if actor.is_system or permission in ANYONE:
        return True
    held = MATRIX.get(permission, frozenset())
    return bool(held & actor.roles) and in_scope(actor, permission)


def in_scope(actor: Actor, permission: Permission) -> bool:
    """Whether an API key's scopes include the permission's room (`work`) or the permission itself (`work.claim_task`)."""
    return actor.scopes is None or permission in actor.scopes or permission.split(".")[0] in actor.scopes


def require(actor: Actor, permission: Permission, thing: Any = None) -> None:
    """Refuse unless the actor may do this to `thing`; raises `Unauthenticated` or `Forbidden`."""
    if not may_ever(actor, permission):
        raise _refusal(actor, permission)
    refusal = None if thing is None or actor.is_system or permission not in _rules else _rules[permission](actor, thing)
    if refusal is not None:
        raise Forbidden(message=refusal)


def can(actor: Actor, permission: Permission, thing: Any = None) -> bool:
    """Whether `require` would let it pass: what decides if a button is shown."""
    if not may_ever(actor, permission):
        return False
    return thing is None or actor.is_system or permission not in _rules or _rules[permission](actor, thing) is None


def _refusal(actor: Actor, permission: Permission) -> Forbidden | Unauthenticated:
    if actor.kind == "nobody":
        return Unauthenticated()
    if not in_scope(actor, permission):
        return Forbidden("scope_missing", Text(
            "이 API 키에는 {scope} 권한이 없어요.", "This API key lacks the scope {scope}."), scope=permission.split(".")[0])
    return Forbidden(permission=str(permission))
