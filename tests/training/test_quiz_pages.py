"""The quiz by page: five questions, the result with reasons, and how often one may try."""

import pytest

from marketplace.kernel.text import use_locale
from marketplace.training.models import Qualification, QuizAttempt
from marketplace.training.service import ATTEMPTS_A_DAY
from tests.cast import send, sign_in

KEY = "grocery-photo-tags"


@pytest.fixture
def version(make, cast):
    """A template whose quiz Mira hasn't taken."""
    return make.version(KEY)


@pytest.fixture
def mira(client, cast):
    """Mira's browser."""
    sign_in(client, cast.mira)
    return client


def _answers(version, *, wrong=0):
    """The form of a sheet with so many wrong answers."""
    questions = version.spec.quiz.questions
    picked = [question.right if n >= wrong else (question.right + 1) % len(question.options) for n, question in enumerate(questions)]
    return {f"answer-{n}": str(option) for n, option in enumerate(picked, 1)}


def test_all_questions_stand_on_one_page_without_their_answers(mira, version):
    shown = mira.get(f"/templates/{version.template_id}/quiz").text

    with use_locale("ko"):
        assert all(str(question.prompt) in shown for question in version.spec.quiz.questions)
        assert not any(str(question.why) in shown for question in version.spec.quiz.questions)


def test_passing_qualifies_and_explains_every_question(mira, version, cast, db):
    answer = send(mira, f"/templates/{version.template_id}/attempts", **_answers(version, wrong=1))

    shown = mira.get(answer.location).text
    assert answer.status_code == 303
    assert "통과했어요" in shown
    with use_locale("ko"):
        assert all(str(question.why) in shown for question in version.spec.quiz.questions)
    assert db.session.query(Qualification).filter_by(worker_id=cast.mira.person_id, template_id=version.template_id).count() == 1


def test_failing_says_how_often_one_may_try_again(mira, version, cast, db):
    answer = send(mira, f"/templates/{version.template_id}/attempts", **_answers(version, wrong=2))

    shown = mira.get(answer.location).text
    assert "5문제 가운데 3개를 맞혔어요" in shown
    assert f"오늘 {ATTEMPTS_A_DAY - 1}번 더 풀 수 있어요" in shown
    assert db.session.query(Qualification).filter_by(worker_id=cast.mira.person_id, template_id=version.template_id).count() == 0


def test_a_question_left_out_is_refused_and_the_rest_stays_chosen(mira, version, db):
    answers = _answers(version)
    del answers["answer-3"]

    answer = send(mira, f"/templates/{version.template_id}/attempts", **answers)

    assert answer.status_code == 422
    assert "아직 고르지 않았어요" in answer.text
    assert answer.text.count(" checked>") == 4
    assert db.session.query(QuizAttempt).filter_by(template_id=version.template_id).count() == 0


def test_nobody_tries_more_often_than_allowed(mira, version, db):
    for _ in range(ATTEMPTS_A_DAY):
        send(mira, f"/templates/{version.template_id}/attempts", **_answers(version, wrong=5))

    answer = send(mira, f"/templates/{version.template_id}/attempts", **_answers(version))

    assert answer.status_code == 409
    assert "오늘 풀 수 있는 횟수를 다 썼어요" in answer.text
    assert db.session.query(QuizAttempt).filter_by(template_id=version.template_id).count() == ATTEMPTS_A_DAY


def test_a_passed_quiz_leads_on(mira, make, cast):
    shown = mira.get(f"/templates/{make.version().template_id}/quiz").text

    assert "이미 통과한 퀴즈예요" in shown
    assert 'name="answer-1"' not in shown


def test_somebody_elses_attempt_looks_like_none(mira, version, cast, make, db):
    make.qualify(cast.noah, key=KEY)

    assert mira.get(f"/attempts/{db.session.query(QuizAttempt).filter_by(template_id=version.template_id).one().id}").status_code == 404
