"""The outbox: letters written inside a verb leave only after it has committed."""

from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.text import Text
from marketplace.messaging.models import Mail


def write_mail(session: Session, *, to: str, locale: str, subject: Text, body: Text) -> None:
    """Put a letter in the outbox, in the reader's language."""
    now = clock.now()
    session.add(Mail(to=to, subject=subject.in_locale(locale), body=body.in_locale(locale), created_at=now, next_try_at=now))
