"""Pictures in a working standard: kept by the company, seen by whoever may read it, never from elsewhere."""

import io

import pytest

from marketplace.kernel.errors import Forbidden, NotFound, Refusal
from marketplace.kernel.text import Text
from marketplace.standards import service
from marketplace.standards.prose import render_prose
from marketplace.standards.queries import get_draft, get_picture
from marketplace.work import service as work
from tests.api.conftest import a_photo
from tests.cast import csrf_token, sign_in


def add(draft, actor, data=None):
    return service.add_picture(draft.template_id, file=io.BytesIO(data or a_photo()), filename="상자 1.jpg", actor=actor)


def test_a_picture_comes_in_at_the_end_of_what_was_written(app, cast, draft):
    han = app.test_client()
    sign_in(han, cast.han)

    answer = han.post(f"/templates/{draft.template_id}/draft/sop", data={
        "csrf_token": csrf_token(han), "sop_ko": "## 이렇게", "next": "1", "picture": (io.BytesIO(a_photo()), "상자 1.jpg")})

    assert answer.location == f"/templates/{draft.template_id}/draft/sop"
    sop = get_draft(cast.han, draft.template_id).spec.sop
    assert sop.ko.startswith("## 이렇게\n\n![상자 1](/template-pictures/")
    seen = han.get(sop.ko.rpartition("(")[2].rstrip(")"))
    assert (seen.status_code, seen.mimetype, seen.headers["Content-Security-Policy"]) == (200, "image/jpeg", "default-src 'none'; sandbox")


def test_what_is_no_picture_is_refused_and_the_text_stays(app, cast, draft):
    han = app.test_client()
    sign_in(han, cast.han)

    answer = han.post(f"/templates/{draft.template_id}/draft/sop", data={
        "csrf_token": csrf_token(han), "sop_ko": "내 글", "picture": (io.BytesIO(b"<svg onload=alert(1)>"), "x.svg")})

    assert answer.status_code in (415, 422)
    assert "내 글" in answer.text
    with pytest.raises(Refusal):
        add(draft, cast.han, b"no picture")


def test_workers_see_it_once_a_batch_is_done_by_a_version_that_shows_it(make, cast, draft):
    shown, other = add(draft, cast.han), add(draft, cast.han)
    service.edit_draft(draft.template_id, changes={"sop": Text(shown.markdown, shown.markdown)}, actor=cast.han)
    version = service.publish_draft(draft.template_id, actor=cast.han)
    with pytest.raises(NotFound):
        get_picture(cast.mira, shown.id)
    batch = work.post_batch(template_version_id=version.id, title="색", price=version.spec.price("KRW"), actor=cast.han)
    found = work.check_import(batch.id, table=io.BytesIO("name\n사과\n".encode()), filename="rows.csv", actor=cast.han)
    work.store_import(found.id, actor=cast.han)
    make.pay_in(cast.han.company_id, 1_000)
    work.publish_batch(batch.id, actor=cast.han)

    assert get_picture(cast.mira, shown.id).id == shown.id
    for actor, picture in ((cast.mira, other), (cast.gil, shown)):
        with pytest.raises(NotFound):
            get_picture(actor, picture.id)


def test_nobody_else_adds_one(cast, draft):
    with pytest.raises(NotFound):
        add(draft, cast.gil)
    with pytest.raises(Forbidden):
        add(draft, cast.mira)


@pytest.mark.parametrize(("written", "drawn"), [
    ("![상자](/template-pictures/7)", '<p><img src="/template-pictures/7" alt="상자"></p>\n'),
    ("![x](https://evil.test/x.png)", "<p></p>\n"), ("![x](/files/7)", "<p></p>\n"), ("![x](//evil.test/template-pictures/7)", "<p></p>\n"),
    ("![x](/template-pictures/7/../../me)", "<p></p>\n"), ("![x](data:image/png;base64,AAAA)", "<p></p>\n"),
])
def test_only_our_own_pictures_are_drawn(written, drawn):
    assert str(render_prose(Text(written, written))) == drawn
