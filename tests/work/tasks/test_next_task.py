"""The next task ahead: only what is held is shown, and a worker sees the photos of their own tasks alone."""

from urllib.parse import urlsplit

import pytest

from marketplace.kernel.errors import NotFound
from marketplace.work import desk
from marketplace.work import service as work
from marketplace.work.models import Claim
from marketplace.work.queries import get_claim, get_file
from tests.cast import PASSWORD


def _photo_of(actor, claim, name="photo"):
    return int(get_claim(actor, claim.id).task.input[name])


def test_a_worker_sees_the_photos_of_their_own_tasks_alone(make, cast, open_batch):
    batch = open_batch("boxes", rows=2)
    mine, other = make.claim(cast.mira, batch), make.claim(cast.noah, batch)

    photo, foreign = _photo_of(cast.mira, mine), _photo_of(cast.noah, other)

    assert get_file(cast.mira, photo).id == photo
    with pytest.raises(NotFound):
        get_file(cast.mira, foreign)


def test_the_task_held_beside_this_one_comes_next(make, cast, open_batch, mira):
    batch = open_batch("boxes", rows=3)
    first, second = make.claim(cast.mira, batch), make.claim(cast.mira, batch)
    make.claim(cast.noah, batch)

    assert (desk.next_held(first), desk.next_held(second)) == (second.id, first.id)
    assert f'data-next="/claims/{second.id}"' in mira.get(f"/claims/{first.id}").text
    work.release_claim(second.id, actor=cast.mira)
    assert desk.next_held(first) is None


@pytest.mark.browser
@pytest.mark.one_engine
def test_who_keeps_going_has_the_next_photo_loaded_and_comes_to_it_at_once(make, cast, open_batch, page, db):
    claim = make.claim(cast.mira, open_batch("document", rows=2))
    page.goto(f"/sign-in?next=/claims/{claim.id}")
    page.fill("[name=email]", "mira@example.com")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == f"/claims/{claim.id}", wait_until="load")

    with page.expect_response(lambda answer: "/files/" in answer.url) as ahead:
        page.get_by_text("다음 일감을 미리 받아 두고").click()
    held = db.session.query(Claim).filter(Claim.id != claim.id).one()
    page.fill("[name=total]", "12000")
    page.fill("[name=issued]", "2026-11-01")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/claims/{held.id}")

    assert ahead.value.url.endswith(f"/files/{_photo_of(cast.mira, held, 'page')}")
    assert page.get_by_text("다음 일감을 미리 받아 두고").is_visible()
