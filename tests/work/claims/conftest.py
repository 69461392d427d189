"""A worker at the pages: signed in, with an open batch of product pairs."""

import pytest

from tests.cast import csrf_token, sign_in


@pytest.fixture
def batch(make, cast):
    """Three open tasks at 200 won."""
    return make.batch(cast.han, rows=3, price=200)


@pytest.fixture
def mira(client, cast):
    """Mira's browser."""
    sign_in(client, cast.mira)
    return client


@pytest.fixture
def submit(mira):
    """`submit(claim, verdict="same")`: hand in the page's form; lists are several values."""
    def send_answers(claim, noun="submissions", **answers):
        return mira.post(f"/claims/{claim.id}/{noun}", data={"csrf_token": csrf_token(mira), **answers})
    return send_answers
