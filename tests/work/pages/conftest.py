"""Who is at the browser: the seller, their team, another company."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from marketplace.accounts.models import Membership
from marketplace.kernel.database import transaction
from tests.cast import sign_in


@pytest.fixture
def browse(app: Any) -> Callable[[Any], FlaskClient]:
    """`browse(cast.han)`: a browser in which somebody is signed in."""

    def open_one(actor: Any) -> FlaskClient:
        client = app.test_client()
        assert sign_in(client, actor).status_code == 303
        return client

    return open_one


@pytest.fixture
def han(cast: Any, browse: Any) -> FlaskClient:
    """Han's browser: the owner of the company that posts."""
    return browse(cast.han)


@pytest.fixture
def teammate(make: Any, cast: Any, browse: Any) -> Callable[[str], FlaskClient]:
    """`teammate("viewer")`: the browser of somebody of Han's company in that role."""

    def join(role: str) -> FlaskClient:
        actor = make.person(f"{role.title().replace('_', '')}1")
        with transaction() as session:
            session.add(Membership(person_id=actor.person_id, company_id=cast.han.company_id, role=role))
        return browse(actor)

    return join
