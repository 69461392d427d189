"""The journal under /api/v1, for admins."""

from typing import Any

from marketplace.api.door import ApiDoor
from marketplace.api.parameters import ID, WORDS, one_of
from marketplace.audit.queries import list_journal
from marketplace.audit.shapes import JournalShape, shape_entry
from marketplace.audit.verbs import SUBJECTS
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor

api = ApiDoor("audit", __name__)


@api.get("/journal", permission=Permission.SEE_JOURNAL, returns=(JournalShape,),
         query={"subject_kind": one_of(*SUBJECTS), "subject_id": ID, "verb": WORDS, "company_id": ID})
def list_journal_entries(cut: Cut, **asked: Any) -> Page[JournalShape]:
    """Journal rows, newest first: all, or of one subject, verb or company."""
    return list_journal(current_actor(), cut, **asked).map(shape_entry)
