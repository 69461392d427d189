"""`users …`: who there is, staff, and a way back in."""

from typing import Any

import click
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import Membership, Person
from marketplace.accounts.policy import roles_of
from marketplace.accounts.service.staff import LINK_HOURS, make_reset_link, make_staff
from marketplace.cli.answers import show, table
from marketplace.cli.database import need_database
from marketplace.cli.plain import ASKED_WRONGLY, as_json, give_up, group
from marketplace.kernel.database import db
from marketplace.kernel.policy import Actor
from marketplace.kernel.settings import current_settings

COMMAND_LINE = Actor.system("command line")


@group("users", help="People: list them, make staff, hand out a link for a new password.")
def users() -> None:
    """People."""
    need_database()


@users.command("list", help="Everybody with their roles, the oldest first.")
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(1, 100_000))
@as_json
def list_users(limit: int, is_json: bool) -> None:
    """List people."""
    query = select(Person).options(joinedload(Person.worker), joinedload(Person.membership).joinedload(Membership.company))
    people = db.session.scalars(query.order_by(Person.id).limit(limit)).all()
    facts: list[dict[str, Any]] = [
        {"id": one.id, "email": one.email, "name": one.name, "state": one.state, "roles": sorted(roles_of(one))} for one in people]
    rows = [(one["id"], one["email"], one["name"], one["state"], " ".join(one["roles"])) for one in facts]
    show({"users": facts}, table(("id", "e-mail", "name", "state", "roles"), rows), is_json=is_json)


@users.command("create-admin", help="Make somebody an admin; prints a link to set a password when the account is new.")
@click.argument("email")
@click.option("--name", default="Admin", show_default=True)
@as_json
def create_admin(email: str, name: str, is_json: bool) -> None:
    """Make an admin."""
    _create(email, name, is_json, admin=True)


@users.command("create-reviewer", help="Make somebody a reviewer of the platform.")
@click.argument("email")
@click.option("--name", default="Reviewer", show_default=True)
@as_json
def create_reviewer(email: str, name: str, is_json: bool) -> None:
    """Make a reviewer."""
    _create(email, name, is_json, reviewer=True)


@users.command("reset-link", help="A link to set a new password, good once.")
@click.argument("email")
@as_json
def reset_link(email: str, is_json: bool) -> None:
    """Make a link."""
    link = make_reset_link(email=_address(email), base_url=current_settings().base_url, actor=COMMAND_LINE)
    show({"link": link, "hours": LINK_HOURS}, [link], is_json=is_json)


def _create(email: str, name: str, is_json: bool, **role: bool) -> None:
    person = make_staff(email=_address(email), name=name, actor=COMMAND_LINE, **role)
    link = make_reset_link(email=person.email, base_url=current_settings().base_url, actor=COMMAND_LINE)
    facts: dict[str, Any] = {"id": person.id, "email": person.email, "link": link}
    show(facts, [f"{person.email} is person {person.id}. To set a password: {link}"], is_json=is_json)


def _address(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        give_up(f"Not an e-mail address: {email}. {error}", ASKED_WRONGLY)
