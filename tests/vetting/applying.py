"""How the tests of applying again apply, and are rejected."""

from marketplace.accounts import service as accounts
from marketplace.kernel.database import transaction
from marketplace.vetting import service as vetting
from marketplace.vetting.models import Application

NEW = "통화는 평일 저녁에 돼요"
BUSINESS = {"company_name": "바른유통", "business_number": "1208147521", "representative": "이바른", "statement": "식품 2천 종"}


def work(actor, new_evidence=""):
    """Ask to work."""
    return vetting.apply_to_work(statement="집에서 일해요", new_evidence=new_evidence, actor=actor)


def reject(actor, admin, reason="더 확인이 필요해요"):
    """Decide against what waits."""
    with transaction() as session:
        application_id = session.query(Application.id).filter_by(person_id=actor.person_id, state="submitted").scalar()
    vetting.decide_application(application_id, decision="reject", evidence="", reason=reason, actor=admin)


def apply_three_times(actor, admin, clock):
    """Three rejected applications, a day apart."""
    for number in range(3):
        if number:
            clock.forward(days=1)
        work(actor, NEW if number else "")
        reject(actor, admin)


def states(db, actor):
    """How each application of somebody stands, oldest first."""
    db.session.expire_all()
    return [state for (state,) in db.session.query(Application.state).filter_by(person_id=actor.person_id).order_by(Application.id)]


def key_of(actor):
    """The header of a new key for vetting."""
    return {"Authorization": f"Bearer {accounts.create_key(name='x', scopes=['vetting'], actor=actor)[1]}"}
