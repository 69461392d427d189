"""What the journal of this room tells whom."""

from collections.abc import Iterator

from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.text import Text
from marketplace.messaging.service import Told, tells


@tells("decide_application")
def tell_applicant(entry: JournalEntry) -> Iterator[Told]:
    """The applicant hears the decision, by mail too."""
    approved = entry.facts["decision"] == "approve"
    words = (Text("승인됐어요. 이제 시작할 수 있어요.", "You are approved. You can start now.") if approved else
             Text("이번에는 승인하지 못했어요. 이유를 확인하고 다시 신청해 주세요.",
                  "We could not approve you this time. Please read why, and apply again."))
    yield Told(entry.facts["person_id"], words, "/me/applications", by_mail=True)
