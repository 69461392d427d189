"""Who may decide about whom."""

from marketplace.kernel.policy import ALLOWED, Actor, Permission, Ruling, rule
from marketplace.kernel.text import Text
from marketplace.vetting.models import Application


@rule(Permission.DECIDE_APPLICATION)
def may_decide_application(actor: Actor, application: Application) -> Ruling:
    """An admin decides, but never about themselves or their own company."""
    if application.person_id == actor.person_id or (application.company_id and application.company_id == actor.company_id):
        return Text("본인이나 본인 회사의 신청은 결정할 수 없어요. 다른 관리자에게 부탁해 주세요.",
                    "You cannot decide about yourself or your own company. Please ask another admin.")
    return ALLOWED
