"""A worker's decided answers and somebody to look at them again; what tests of appeals say."""

import pytest

from marketplace.quality import appeals
from tests.cast import send, sign_in
from tests.quality.pages.test_reviewing import critical, lesser

EVIDENCE, MESSAGE, REASON = "사진과 달라요", "단위를 꼭 봐 주세요", "두 번째 사진에 바코드가 보여요"
PRICE = 200


@pytest.fixture
def sol(make, cast):
    """Another reviewer."""
    return make.person("Sol", reviewer=True)


@pytest.fixture
def rejected(make, cast):
    """Mira's answer, rejected by Rae with evidence and words."""
    submission = make.submission(cast.mira, make.batch(cast.han, rows=3, price=PRICE))
    make.review(cast.rae, submission, "reject", critical(make), message=MESSAGE)
    return submission


@pytest.fixture
def partial(make, cast):
    """Mira's answer, paid in part by Rae."""
    submission = make.submission(cast.mira, make.batch(cast.han, rows=3, price=PRICE))
    make.review(cast.rae, submission, "partial", lesser(make), message=MESSAGE)
    return submission


def filed(submission, cast):
    return appeals.file_appeal(submission.id, reason=REASON, actor=cast.mira)


def reject_and_file(make, cast, batch):
    submission = make.submission(cast.mira, batch)
    make.review(cast.rae, submission, "reject", critical(make))
    return filed(submission, cast)


def ruled(appeal, make, actor, decision="accept", *failed, message=""):
    return appeals.rule_on_appeal(appeal.id, decision=decision, items=make.items(*failed), message=message, actor=actor)


def read(client, actor, path, locale="ko"):
    """A page as somebody reads it."""
    send(client, "/sign-out")
    sign_in(client, actor)
    send(client, "/language", locale=locale, next="/")
    return client.get(path).text


def part(make):
    return PRICE * (100 - next(item.weight for item in make.version().spec.checklist if item.key == lesser(make))) // 100
