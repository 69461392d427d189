"""Who exists: people, workers, companies and their memberships."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.states import COMPANY, PERSON, WORKER
from marketplace.kernel.database import Base, Id, Moment


class Person(Base):
    """Somebody who can sign in."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    locale: Mapped[str] = mapped_column(default="ko")
    state: Mapped[str] = mapped_column(default=PERSON.start)
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_reviewer: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)

    worker: Mapped["Worker | None"] = relationship(lazy="raise", back_populates="person")
    membership: Mapped["Membership | None"] = relationship(lazy="raise", back_populates="person")
    __table_args__ = (CheckConstraint(PERSON.check(), name="state"), CheckConstraint("locale IN ('ko', 'en')", name="locale"))


class Worker(Base):
    """A person who asks to work, and how many tasks they hold right now."""

    __tablename__ = "workers"

    person_id: Mapped[int] = mapped_column(Id, ForeignKey("people.id"), primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(default=WORKER.start)
    country: Mapped[str] = mapped_column(default="KR")
    terms_version: Mapped[str]
    terms_accepted_at: Mapped[datetime] = mapped_column(Moment)
    active_claims: Mapped[int] = mapped_column(default=0)

    person: Mapped[Person] = relationship(lazy="raise", back_populates="worker")
    __table_args__ = (CheckConstraint(WORKER.check(), name="state"), CheckConstraint("active_claims >= 0", name="active_claims"))

    @property
    def id(self) -> int:
        """A worker is known by their person's id."""
        return self.person_id


class Company(Base):
    """A business that posts tasks."""

    __tablename__ = "companies"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    business_number: Mapped[str] = mapped_column(unique=True)
    representative: Mapped[str]
    country: Mapped[str] = mapped_column(default="KR")
    currency: Mapped[str] = mapped_column(default="KRW")
    state: Mapped[str] = mapped_column(default=COMPANY.start)
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    __table_args__ = (CheckConstraint(COMPANY.check(), name="state"),)


class Membership(Base):
    """A person's one role in one company."""

    __tablename__ = "memberships"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("people.id"), unique=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"), index=True)
    role: Mapped[str]

    person: Mapped[Person] = relationship(lazy="raise", back_populates="membership")
    company: Mapped[Company] = relationship(lazy="raise")
    __table_args__ = (CheckConstraint("role IN ('owner', 'manager', 'company_reviewer', 'finance', 'viewer')", name="role"),)


class SignIn(Base):
    """One signed-in browser; ended by signing out, a new password or a suspension."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    browser: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="", server_default="")  # masked: whose network, not which machine


class ApiKey(Base):
    """A key of one person with some scopes; only its hash is kept."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("people.id"), index=True)
    name: Mapped[str]
    shown_start: Mapped[str]
    key_hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[str]  # space-separated room names or permissions
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class ResetLink(Base):
    """A link to set a new password, good once and for a short time."""

    __tablename__ = "reset_links"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(Id, ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInFailures(Base):
    """Failed sign-ins of one address or one account in one window of time."""

    __tablename__ = "sign_in_failures"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    bucket: Mapped[str]
    window_at: Mapped[datetime] = mapped_column(Moment)
    count: Mapped[int] = mapped_column(default=1)
    __table_args__ = (UniqueConstraint("bucket", "window_at"),)
