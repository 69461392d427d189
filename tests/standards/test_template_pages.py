"""The catalogue by page: what one should know before posting, and no answer of the quiz."""

import io
import zipfile
from html import unescape

import pytest
from PIL import Image

from marketplace.kernel.text import Text
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.prose import render_prose
from marketplace.standards.service import publish_catalogue
from tests.cast import SYSTEM, send, sign_in


@pytest.fixture
def han(app, cast):
    client = app.test_client()
    sign_in(client, cast.han)
    return client


def test_the_catalogue_lists_every_template_with_time_and_price(han):
    publish_catalogue(actor=SYSTEM)

    page = han.get("/templates").text

    assert page.count('class="task-card"') == len(CATALOGUE) == 10
    assert "식료품 사진에 태그 달기" in page
    assert "₩370" in page


def test_a_template_shows_its_standard_its_checklist_and_its_prices(make, han):
    version = make.version()

    page = han.get(f"/templates/{version.template_id}").text

    assert "<h2>" in page.split('id="sop"')[1]
    assert "판단이 맞아요" in page
    assert "₩100–₩400" in page
    assert "$0.08–$0.30" in page
    assert f'href="/batches/new?template={version.id}"' in page


def test_the_quiz_is_shown_without_its_answers(make, han):
    version = make.version()

    page = han.get(f"/templates/{version.template_id}").text

    for question in version.spec.quiz.questions:
        assert str(question.why) not in page
    assert "언제 ‘판단할 수 없음’을 고르나요?" in page


def test_everything_is_in_english_for_english_readers(make, han):
    send(han, "/language", locale="en", next="/")

    page = han.get(f"/templates/{make.version().template_id}").text

    assert "Are these two products the same?" in page
    assert "Checklist" in page
    assert "점검표" not in page


@pytest.mark.parametrize("locale", ["ko", "en"])
@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_every_ready_template_can_be_read_in_both_languages(make, han, key, locale):
    send(han, "/language", locale=locale, next="/")
    version = make.version(key)

    answer = han.get(f"/templates/{version.template_id}")

    assert answer.status_code == 200
    assert version.spec.title.in_locale(locale) in unescape(answer.text)


def test_a_sample_table_comes_with_its_photos_too(make, han):
    version = make.version("photo-boxes")

    answer = han.get(f"/template-versions/{version.id}/sample.zip")

    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    table, *photos = packed.namelist()
    words = packed.read(table).decode("utf-8-sig")
    assert words == han.get(f"/template-versions/{version.id}/sample.csv").data.decode("utf-8-sig")
    assert len(photos) == 6
    assert all(name in words and Image.open(packed.open(name)).size == (348, 348) for name in photos)
    assert "sample.zip" in han.get(f"/templates/{version.template_id}").text


def test_a_template_without_photos_offers_none(make, han):
    version = make.version("stock-count")

    assert han.get(f"/template-versions/{version.id}/sample.zip").status_code == 404
    assert "sample.zip" not in han.get(f"/templates/{version.template_id}").text


def test_one_version_has_an_address_of_its_own(make, han):
    assert han.get(f"/template-versions/{make.version().id}").status_code == 200


@pytest.mark.parametrize("path", ["/templates/0", "/templates/999", "/template-versions/999", "/template-versions/-1/sample.csv", "/templates/1e1"])
def test_what_is_not_there_is_not_found(make, han, path):
    make.version()

    assert han.get(path).status_code == 404


def test_a_visitor_is_sent_to_sign_in_and_a_worker_may_read(app, make, cast, client):
    version = make.version()
    worker = app.test_client()
    sign_in(worker, cast.mira)

    assert client.get(f"/templates/{version.template_id}").location.startswith("/sign-in")
    page = worker.get(f"/templates/{version.template_id}")
    assert page.status_code == 200
    assert "/batches/new" not in page.text


@pytest.mark.parametrize("written", [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", '<img src=x onerror="alert(1)">', "![x](https://evil.test/x.png)",
    "<iframe src='https://evil.test'></iframe>", "[x](data:text/html,<script>1</script>)",
])
def test_nothing_that_could_run_survives_in_a_standard(written):
    drawn = str(render_prose(Text(written, written)))

    assert not any(tag in drawn for tag in ("<script", "<img", "<iframe", 'href="javascript', 'href="data'))
