"""What people are told: notices follow from the journal, mail leaves the outbox."""

from typing import Final

from marketplace.gateways.mail import mailer_from
from marketplace.kernel.policy import Actor
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.messaging.service import due_mail, follow_journal, send_mail
from marketplace.scheduler.job import Job, whole

ROUNDS_MOST: Final = 50


def tell(_: str, actor: Actor) -> int:
    """Write the notices that the journal calls for, a portion at a time until none is left; how many rows were taken."""
    taken = 0
    for _round in range(ROUNDS_MOST):
        portion = follow_journal(actor=actor)
        taken += portion
        if not portion:
            break
    return taken


def post_letter(mail_id: int, actor: Actor) -> bool:
    """One attempt to send a letter."""
    return send_mail(mail_id, mailer=mailer_from(current_settings()), actor=actor)


FOLLOW_JOURNAL: Final = Job(
    "follow_journal", Text("일어난 일을 사람들에게 알려요", "Tells people what has happened"), 2, due=whole("journal"), act=tell)

SEND_MAIL: Final = Job("send_mail", Text("메일을 보내요", "Sends mail"), 5, due=due_mail, act=post_letter)
