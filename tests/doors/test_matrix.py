"""Every route × every role: what the routes declare is what was written down by hand, and what the program really answers."""

import re
from pathlib import Path

import pytest

from marketplace.accounts.models import Membership
from marketplace.kernel.database import transaction
from marketplace.kernel.policy import ANYONE, COMPANY_ROLES, MATRIX, Actor, Permission, Role, may_ever
from marketplace.web.door import policies
from tests.cast import PASSWORD

EXPECTED = Path(__file__).with_name("expected_matrix.txt")
NOWHERE = {"filename": "none", "secret": "none", "shape": "none"}


def read_expected() -> dict[str, set[str]]:
    """`METHOD /path` → the roles that may pass, `anyone` for all."""
    lines = [line for line in EXPECTED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {route.strip(): set(roles.split()) for route, _, roles in (line.partition("|") for line in lines)}


def declared(app) -> dict[str, set[str]]:
    """The same, from what the routes declare."""
    found = {}
    for method, path, permission in policies(app):
        if path.startswith(("/static/", "/design")):
            continue
        assert permission is not None, f"{method} {path} declares no permission"
        roles = {role.value for role in Role if may_ever(Actor("person", role, 1, 1, frozenset({role})), permission)}
        found[f"{method} {path}"] = {"anyone"} if permission in ANYONE else roles
    return found


def test_every_route_lets_in_exactly_whom_the_table_says(app):
    assert declared(app) == read_expected()


def test_every_permission_is_somebodys_and_every_role_is_in_the_matrix():
    assert set(MATRIX) | ANYONE == set(Permission)
    assert {role for roles in MATRIX.values() for role in roles} == set(Role)


@pytest.fixture
def people(make, cast):
    """One signed-up person for each role, holding nothing else."""
    company = cast.han.company_id
    found = {Role.WORKER: cast.noah, Role.REVIEWER: cast.rae, Role.ADMIN: cast.ada, Role.OWNER: cast.han}
    for role in COMPANY_ROLES[1:]:
        person = make.person(role.value)
        with transaction() as session:
            session.add(Membership(person_id=person.person_id, company_id=company, role=role.value))
        found[role] = make.again(person.person_id)
    found[Role.PERSON] = make.person("Nobody")
    return found


@pytest.mark.parametrize("role", ["visitor", *Role])
def test_the_program_answers_each_role_as_the_table_says(app, people, role):
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        client = app.test_client()
        if role != "visitor":
            _sign_in(client, people[role])
        wrong = [line for route, allowed in read_expected().items() if (line := _ask(client, route, allowed, role))]
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert wrong == []


def _ask(client, route, allowed, role):
    method, path = route.split(" ")
    if path.startswith("/api/") or route in ("POST /sign-out", "POST /language", "POST /me/password"):
        return None
    address = re.sub(r"<(?:\w+:)?(\w+)>", lambda place: NOWHERE.get(place[1], "999999"), path)
    answer = client.open(address, method=method)
    is_out = answer.status_code == 403 or (answer.status_code == 303 and "/sign-in" in answer.headers["Location"])
    may_pass = "anyone" in allowed or (role != "visitor" and bool({role, Role.PERSON} & allowed))
    if answer.status_code == 500 or is_out == may_pass:  # 503: let in, but no provider answers here
        return f"{route} answered {role} with {answer.status_code}"
    return None


def _sign_in(client, actor):
    answer = client.post("/sign-in", data={"email": f"{actor.name.lower()}@example.com", "password": PASSWORD})
    assert answer.status_code == 303, answer.text
