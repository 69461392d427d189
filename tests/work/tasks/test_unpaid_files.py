"""Photos of work that isn't paid for: for its worker and the platform's people, never for the business, in no round of the claim."""

import pytest

from marketplace.kernel.errors import NotFound
from marketplace.quality import service as quality
from marketplace.quality.appeals import file_appeal
from marketplace.quality.scoring import ItemResult
from marketplace.work import service as work
from marketplace.work.queries import get_file
from tests.work.tasks.specs import jpeg


def _sees(actor, file):
    try:
        get_file(actor, file.id)
    except NotFound:
        return False
    return True


@pytest.mark.parametrize("rework", [False, True])
@pytest.mark.parametrize("appeal", [False, True])
def test_no_photo_of_an_unpaid_claim_reaches_the_business(make, cast, claim, add, rework, appeal):
    bad = {"right": ItemResult("right", False, "흐려요")}
    file = add(claim, jpeg())
    handed_in = work.submit_claim(claim.id, answers={"proof": str(file.id)}, actor=cast.mira)
    if rework:
        quality.review_submission(handed_in.id, decision="rework", items=bad, message="다시", actor=cast.rae)
        file = add(claim, jpeg("blue"))
        handed_in = work.submit_claim(claim.id, answers={"proof": str(file.id)}, actor=cast.mira)
    quality.review_submission(handed_in.id, decision="reject", items=bad, actor=cast.rae)
    if appeal:
        file_appeal(handed_in.id, reason="맞아요", actor=cast.mira)
    sol = make.person("Sol", reviewer=True)
    assert [_sees(a, file) for a in (cast.mira, cast.rae, sol, cast.ada, cast.noah, cast.gil)] == [True, True, True, True, False, False]
    assert not _sees(cast.han, file)
