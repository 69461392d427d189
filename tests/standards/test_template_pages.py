"""The catalogue by page: what one should know before posting, and no answer of the quiz."""

import pytest

from marketplace.kernel.text import Text
from marketplace.standards.prose import render_prose
from tests.cast import send, sign_in


@pytest.fixture
def han(app, cast):
    client = app.test_client()
    sign_in(client, cast.han)
    return client


def test_the_catalogue_lists_every_template_with_time_and_price(make, han):
    make.version()

    page = han.get("/templates").text

    assert page.count('class="task-card"') == 3
    assert "식료품 사진에 태그 달기" in page
    assert "₩150" in page


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
