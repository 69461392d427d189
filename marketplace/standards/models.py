"""Task templates and their versions; a published version never changes."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel.database import Base, Id, Moment
from marketplace.kernel.text import Text
from marketplace.standards.spec import Spec
from marketplace.standards.states import VERSION

SPECS_KEPT: Final = 500
_specs: dict[tuple[int, datetime], Spec] = {}


class Template(Base):
    """A kind of task in the catalogue: the platform's, or one company's own."""

    __tablename__ = "templates"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    company_id: Mapped[int | None] = mapped_column(Id, ForeignKey("companies.id"))
    title_json: Mapped[dict[str, Any]] = mapped_column(JSON)
    summary_json: Mapped[dict[str, Any]] = mapped_column(JSON)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    shown_number: Mapped[int] = mapped_column(default=0, server_default="0")  # a company's own: the newest version that workers have met

    @property
    def title(self) -> Text:
        """Its name in both languages."""
        return Text.from_json(self.title_json)

    @property
    def summary(self) -> Text:
        """What the job is, in a sentence."""
        return Text.from_json(self.summary_json)


class TemplateVersion(Base):
    """One version of a template; batches and claims are pinned to it."""

    __tablename__ = "template_versions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    template_id: Mapped[int] = mapped_column(Id, ForeignKey("templates.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default=VERSION.start)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")  # counts a draft's edits, for If-Match
    quiz_needed: Mapped[bool] = mapped_column(default=True, server_default=true())

    template: Mapped[Template] = relationship(lazy="raise")
    __table_args__ = (
        UniqueConstraint("template_id", "number"),
        CheckConstraint(VERSION.check(), name="state"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published"),
        Index("uq_template_versions_draft", "template_id", unique=True,
              sqlite_where=text("state = 'draft'"), postgresql_where=text("state = 'draft'")),
    )

    @cached_property
    def spec(self) -> Spec:
        """What is asked, how it is answered, checked and scored; a draft's may still be unsound."""
        return Spec.read(self.content) if self.published_at is None else published_spec(self.id, self.published_at, lambda: self.content)


class TemplatePicture(Base):
    """A picture in a template's working standard, kept by a company; its Markdown names it by its id."""

    __tablename__ = "template_pictures"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    template_id: Mapped[int] = mapped_column(Id, ForeignKey("templates.id"), index=True)
    company_id: Mapped[int] = mapped_column(Id, ForeignKey("companies.id"))
    stored_as: Mapped[str]
    shown_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def address(self) -> str:
        """Where it is served, as the standard names it."""
        return f"/template-pictures/{self.id}"

    @property
    def markdown(self) -> str:
        """What stands for it in the standard."""
        return f"![{self.shown_name.rpartition('.')[0] or self.shown_name}]({self.address})"


def published_spec(version_id: int, published_at: datetime, content: Callable[[], Any]) -> Spec:
    """The spec of a published version, read once in a process: it never changes, and reading it costs more than a claim."""
    known = _specs.get((version_id, published_at))
    if known is None:
        known = Spec.read(content())
        if len(_specs) >= SPECS_KEPT:
            _specs.clear()
        _specs[version_id, published_at] = known
    return known
