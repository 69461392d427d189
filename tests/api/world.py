"""A world in which every operation can be right: one of everything, in the state it needs."""

import io
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, update

from marketplace.accounts import service as accounts
from marketplace.accounts.models import SignIn
from marketplace.gateways.photos import store_photo
from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.messaging import service as messaging
from marketplace.messaging.models import Notice
from marketplace.money import service as money
from marketplace.money.provider_models import PayoutAccount
from marketplace.standards import service as standards
from marketplace.standards.kinds import Field
from marketplace.standards.queries import get_newest
from marketplace.training.models import QuizAttempt
from marketplace.vetting import service as vetting
from marketplace.work import service as work
from marketplace.work.models import Claim, StoredFile, Task
from marketplace.work.uploads import file_store
from tests.api.conftest import a_photo
from tests.api.world_appeals import appeals
from tests.api.world_money import money_by_bank, money_made_by_hand
from tests.cast import PASSWORD, SYSTEM, Cast, Maker


@dataclass
class Right:
    """A request that must be answered 2xx: who sends it, with what."""

    actor: Actor
    path: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    query: dict[str, Any] = field(default_factory=dict)
    key: str = ""


def build(make: Maker, cast: Cast, db: Any) -> dict[str, Right]:
    """One right request for each operation, by operationId."""
    return _company(make, cast) | _worker(make, cast, db) | _staff(make, cast, db) | _person(make, cast, db) | _by_hand(make, cast)


def _by_hand(make: Maker, cast: Cast) -> dict[str, Right]:
    asked = money_made_by_hand(make, cast) | money_by_bank(make, cast) | appeals(make, cast)
    return {name: Right(*one) for name, one in asked.items()}


def _company(make: Maker, cast: Cast) -> dict[str, Right]:
    han, version = cast.han, make.version()
    draft, funded, opened, paused = make.draft(han), make.draft(han), make.batch(han, rows=6), make.batch(han)
    work.pause_batch(paused.id, actor=han)
    payment = money.fund_batch(batch_id=draft.id, company_id=han.company_id, total=draft.unit * 3, actor=han)
    money.settle_payment(payment.id, provider_payment_id="pi_1", amount=payment.amount, actor=SYSTEM)
    checked = [work.check_import(funded.id, table=_table(make), filename="rows.csv", actor=han).id for _ in range(4)]
    terms = {"title": "같은 상품 찾기", "currency": "KRW", "price": 200}
    at = {"batch_id": opened.id}
    of_draft = {"batch_id": funded.id}
    return {
        "show_company": Right(han), "list_company_batches": Right(han, query={"state": "open", "limit": 1}),
        "post_batch": Right(han, body=terms | {"template_version_id": version.id, "slots_per_task": 2, "claim_minutes": 20}),
        "show_batch": Right(han, at), "edit_batch": Right(han, of_draft, terms | {"note": "천천히"}), "show_progress": Right(han, at),
        "list_batch_tasks": Right(han, at), "show_batch_suggestions": Right(han, at),
        "show_version_suggestions": Right(han, {"version_id": version.id}), "show_quote": Right(han, of_draft),
        "show_forecast": Right(han, at), "show_fees": Right(han), "top_up_wallet": Right(han, body={"currency": "KRW", "amount": 5_000}),
        "fund_batch": Right(han, {"batch_id": make.draft(han, rows=30).id}, {}),
        "publish_batch": Right(han, of_draft), "pause_batch": Right(han, at), "resume_batch": Right(han, {"batch_id": paused.id}),
        "offer_tasks": Right(han, {"batch_id": _with_a_held_row(make, han)}, {"number": 1}),
        "raise_price": Right(han, at, {"currency": "KRW", "price": 210}), "close_batch": Right(han, at),
        "download_results": Right(han, at, query={"format": "jsonl"}), "list_batch_imports": Right(han, of_draft),
        "check_import": Right(han, of_draft, {"table": _table(make).read()}), "show_import": Right(han, {"import_id": checked[0]}),
        "store_import": Right(han, {"import_id": checked[0]}, {"skip_bad": False}), "discard_import": Right(han, {"import_id": checked[1]}),
        "map_columns": Right(han, {"import_id": checked[2]}, {"mapping": {"left_title": {"field": "left_title"}}}),
        "download_import_errors": Right(han, {"import_id": checked[3]}),
        "show_wallet": Right(han), "show_wallet_statement": Right(han, query={"month": "2026-11"}),
        "download_wallet_statement": Right(han, query={"month": "2026-11"}), "show_wallet_invoice": Right(han, query={"month": "2026-11"}),
        "download_wallet_invoice": Right(han, query={"month": "2026-11", "currency": "KRW"}),
        "list_wallet_movements": Right(han), "list_company_payments": Right(han),
        "show_payment": Right(han, {"payment_id": payment.id}), "list_company_refunds": Right(han),
        "request_refund": Right(han, body={"currency": "KRW"}),
        "show_file": Right(han, {"file_id": _file(han, opened.id)}),
    }


def _with_a_held_row(make: Maker, han: Actor) -> int:
    draft = make.draft(han)
    with transaction() as session:
        session.execute(update(Task).where(Task.batch_id == draft.id, Task.number == 1).values(state="held"))
    return draft.id


def _worker(make: Maker, cast: Cast, db: Any) -> dict[str, Right]:
    mira, noah, batch = cast.mira, cast.noah, make.batch(cast.han, rows=12, price=400)
    paid = [make.submission(who, batch) for who in (mira, mira, mira, noah, noah, noah)]
    for submission in paid:
        make.review(cast.rae, submission)
    _with_account(mira, "acct_mira")
    payout = money.request_payout(worker_id=mira.person_id, currency="KRW", actor=mira)
    _with_account(noah, "acct_noah")
    claim, free = make.claim(mira, batch), make.batch(cast.han, rows=1)
    task_id = db.session.query(Task.id).filter_by(batch_id=free.id).scalar()
    template, quiz = make.version().template_id, make.version().spec.quiz
    answers = {"answers": make.answers()}
    here = {"claim_id": claim.id}
    attempt_id = db.session.query(QuizAttempt.id).filter_by(worker_id=mira.person_id).scalar()
    return {
        "list_open_work": Right(mira), "show_open_batch": Right(mira, {"batch_id": batch.id}), "claim_task": Right(mira, {"task_id": task_id}),
        "claim_next": Right(mira, {"batch_id": batch.id}), "list_claims": Right(mira, query={"state": "active"}), "show_claim": Right(mira, here),
        "save_draft": Right(mira, here, answers), "submit_claim": Right(mira, here, answers), "release_claim": Right(mira, here),
        "show_quiz": Right(mira, {"template_id": template}), "show_attempt": Right(mira, {"attempt_id": attempt_id}),
        "take_quiz": Right(make.worker("Hana"), {"template_id": template}, {"answers": [question.right for question in quiz.questions]}),
        "add_claim_file": Right(noah, {"claim_id": _claim_with_photo(make, cast).id}, {"field": "proof", "file": a_photo()}),
        "show_balance": Right(mira), "list_earnings": Right(mira), "show_receipt": Right(mira, {"claim_id": paid[0].claim_id}),
        "download_receipt": Right(mira, {"claim_id": paid[0].claim_id}), "show_earnings_statement": Right(mira, query={"year": "2026"}),
        "download_receipt_paper": Right(mira, {"claim_id": paid[0].claim_id}),
        "download_earnings_statement": Right(mira, query={"year": "2026"}),
        "show_published_hashes": Right(mira, query={"date": "2026-10-01"}),
        "list_payouts": Right(mira), "show_payout": Right(mira, {"payout_id": payout.id}), "request_payout": Right(noah, body={"currency": "KRW"}),
        "connect_payouts": Right(make.worker("Yuna")), "show_payout_account": Right(_with_account(make.worker("Sora"), None)),
    }


def _staff(make: Maker, cast: Cast, db: Any) -> dict[str, Right]:
    ada, rae = cast.ada, cast.rae
    submission = make.submission(cast.noah, make.batch(cast.han))
    items = {item.key: {"passed": True} for item in make.version().spec.checklist}
    paul, out = make.person("Paul"), make.person("Otto")
    application = vetting.apply_to_work(statement="저녁에 일해요", actor=paul)
    accounts.suspend_person(out.person_id, reason="확인 필요", actor=ada)
    reason = {"reason": "확인함"}
    here = {"submission_id": submission.id}
    return {
        "list_review_queue": Right(rae), "show_submission": Right(rae, here),
        "review_submission": Right(rae, here, {"decision": "accept", "items": items}),
        "list_all_applications": Right(ada, query={"state": "submitted"}), "show_application": Right(ada, {"application_id": application.id}),
        "list_earlier_applications": Right(ada, {"application_id": application.id}),
        "decide_application": Right(ada, {"application_id": application.id}, {"decision": "approve", "evidence": "통화함", "reason": "확인"}),
        "list_people_found": Right(ada, query={"q": "Han"}), "show_person": Right(ada, {"person_id": paul.person_id}),
        "suspend_person": Right(ada, {"person_id": paul.person_id}, reason), "restore_person": Right(ada, {"person_id": out.person_id}, reason),
        "show_ledger_balances": Right(ada), "show_ledger_filing": Right(ada, query={"month": "2026-10"}),
        "list_ledger_entries": Right(ada, query={"kind": "release"}), "prove": Right(ada),
        "show_ledger_entry": Right(ada, {"key": "release:verdict:1"}), "list_all_payouts": Right(ada),
        "list_journal_entries": Right(ada, query={"verb": "claim_task"}), "show_jobs": Right(ada), "list_job_runs": Right(ada),
    }


def _person(make: Maker, cast: Cast, db: Any) -> dict[str, Right]:
    han = cast.han
    messaging.follow_journal(actor=SYSTEM)
    notice_id = db.session.query(Notice.id).filter_by(person_id=han.person_id).limit(1).scalar()
    key, _ = accounts.create_key(name="old", scopes=["work"], actor=han)
    version = make.version()
    return {
        "show_me": Right(han), "change_language": Right(han, body={"locale": "en"}), "list_keys": Right(han),
        "create_key": Right(han, body={"name": "밤 작업", "scopes": ["work"]}), "revoke_key": Right(han, {"key_id": key.id}),
        "change_name": Right(han, body={"name": "한하루"}), "list_sessions": Right(han), "end_other_sessions": Right(han),
        "change_password": Right(make.person("Pia"), body={"current": PASSWORD, "password": "another long password"}),
        "end_session": Right(han, {"session_id": _session(db, han)}),
        "list_my_applications": Right(han), "apply_to_work": Right(make.person("Wendy"), body={"statement": "집에서 일해요", "accept_terms": True}),
        "apply_to_post": Right(make.person("Bora"), body={"company_name": "보라 상점", "business_number": "2228302770", "representative": "보라",
                                                          "statement": "상품 등록"}),
        "list_notices": Right(han), "open_notice": Right(han, {"notice_id": notice_id}), "list_newest_templates": Right(han),
        **_templates(make, han),
        "show_template": Right(han, {"template_id": version.template_id}), "show_template_version": Right(han, {"version_id": version.id}),
    }


def _templates(make: Maker, han: Actor) -> dict[str, Right]:
    """Templates of a company's own: with a sound draft, with none, to be retired; and a batch that may go over to the next version."""
    ready = make.version("same-product")

    def own(*, published: bool) -> int:
        draft = standards.make_template(copy_of=ready.id, actor=han)
        if published:
            standards.publish_draft(draft.template_id, actor=han)
        return draft.template_id

    drafted, waiting, kept, gone = own(published=False), own(published=False), own(published=True), own(published=True)
    first = get_newest(han, kept)
    batch = work.post_batch(template_version_id=first.id, title="같은 상품", price=Money(200, "KRW"), actor=han)
    retired = own(published=True)
    standards.retire_template(retired, actor=han)
    standards.start_draft(kept, actor=han)
    standards.edit_draft(kept, changes={"minutes": 4}, actor=han)
    second = standards.publish_draft(kept, actor=han)
    here = {"template_id": drafted}
    return {
        "make_template": Right(han, body={"title": "상자 라벨", "copy_of": ready.id}), "list_company_drafts": Right(han, query={"limit": 1}),
        "list_template_versions": Right(han, {"template_id": kept}), "start_draft": Right(han, {"template_id": gone}),
        "show_draft": Right(han, here), "edit_draft": Right(han, here, {"minutes": 3, "title": {"ko": "라벨", "en": "Labels"}}),
        "add_picture": Right(han, here, {"picture": a_photo()}),
        "publish_draft": Right(han, {"template_id": waiting}), "retire_template": Right(han, {"template_id": own(published=True)}),
        "discard_draft": Right(han, {"template_id": own(published=False)}), "restore_template": Right(han, {"template_id": retired}),
        "list_retired_templates": Right(han, query={"limit": 1}),
        "show_differences": Right(han, {"version_id": second.id}, query={"since": first.id}),
        "adopt_version": Right(han, {"batch_id": batch.id}, {"template_version_id": second.id}),
    }


def _claim_with_photo(make: Maker, cast: Cast) -> Claim:
    """Noah holds a task whose answer is a photo; its template asks for no quiz."""
    words, han = Text("사진 찍기", "Take a photo"), cast.han
    parts = {"inputs": (Field("name", "text", words),), "outputs": (Field("proof", "photo", words),)}
    draft = standards.make_template(title=words, summary=words, parts=parts, actor=han)
    version = standards.publish_draft(draft.template_id, actor=han)
    batch = work.post_batch(template_version_id=version.id, title="사진", price=version.spec.price("KRW"), actor=han)
    work.store_import(work.check_import(batch.id, table=io.BytesIO(b"name\nmilk\n"), filename="rows.csv", actor=han).id, actor=han)
    make.pay_in(han.company_id, batch.unit.minor)
    return make.claim(cast.noah, work.publish_batch(batch.id, actor=han))


def _session(db: Any, actor: Actor) -> Any:
    accounts.sign_in(email=f"{actor.name.lower()}@example.com", password=PASSWORD, address="127.0.0.1", actor=Actor.nobody())
    return db.session.query(SignIn.id).filter_by(person_id=actor.person_id).scalar()


def _table(make: Maker) -> io.BytesIO:
    names = [field.name for field in make.version().spec.inputs]
    return io.BytesIO("\n".join([",".join(names), ",".join("9900" if "price" in name else name for name in names)]).encode())


def _file(owner: Actor, batch_id: int) -> int:
    photo = store_photo(file_store(), a_photo())
    with transaction() as session:
        return session.execute(insert(StoredFile).values(
            company_id=owner.company_id, batch_id=batch_id, stored_as=photo.file_id, thumbnail_as=photo.thumbnail_id, shown_name="a.jpg",
            media_type=photo.media_type, size=photo.size, created_at=clock.now()).returning(StoredFile.id)).scalar_one()


def _with_account(worker: Actor, account_id: str | None) -> Actor:
    """A payout account as the provider once described it."""
    with transaction() as session:
        session.add(PayoutAccount(worker_id=worker.person_id, provider_account_id=account_id, country="KR", payouts_enabled=bool(account_id),
                                  details_submitted=bool(account_id), requirements=[], seen_at=clock.now()))
    return worker
