"""What the businesses of the demo do: post, import, pay, publish, close."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select

from marketplace.demo.answers import DATA
from marketplace.demo.people import Shop
from marketplace.demo.stage import SYSTEM, Stage
from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.money.provider_models import Payment
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.samples import has_sample_photos, sample_bundle, sample_table
from marketplace.work import service as work
from marketplace.work.models import Batch, Import
from marketplace.work.queries import count_slots

PAIR_COLUMNS: Final = ("left_title", "left_manufacturer", "left_price", "right_title", "right_manufacturer", "right_price")


@dataclass
class Posting:
    """One batch of the demo: whose, of what, at which price; `most` limits how much of it gets done."""

    shop: Shop
    template: str
    title: str
    note: str
    price: int
    table: bytes
    filename: str
    photos: bytes | None = None
    claim_minutes: int | None = None
    deadline_days: int | None = None
    most: int = 10_000
    batch_id: int = 0
    claimed: int = 0
    names: dict[str, str] = field(default_factory=dict)  # photo file ids and the names they were uploaded under


def post(stage: Stage, posting: Posting) -> None:
    """A draft with its rows, checked and stored."""
    actor = stage.actor(posting.shop.owner)
    deadline = clock.now() + timedelta(days=posting.deadline_days) if posting.deadline_days else None
    batch = work.post_batch(template_version_id=stage.templates[posting.template].id, title=posting.title, note=posting.note,
                            price=Money(posting.price, "KRW"), claim_minutes=posting.claim_minutes, deadline_at=deadline, actor=actor)
    posting.batch_id = batch.id
    found = work.check_import(batch.id, table=io.BytesIO(posting.table), filename=posting.filename,
                              photos=io.BytesIO(posting.photos) if posting.photos else None, actor=actor)
    work.read_import(found.id, actor=SYSTEM)  # a long one waits for its job
    with transaction() as session:
        is_clean = not session.get_one(Import, found.id).rows_bad
    if is_clean:
        work.store_import(found.id, actor=actor)


def pay(stage: Stage, posting: Posting) -> None:
    """Pay for the batch on the local Stripe's page."""
    actor = stage.actor(posting.shop.owner)
    with transaction() as session:
        batch = session.get_one(Batch, posting.batch_id)
        slots = count_slots(session, batch.id)
    payment = money.fund_batch(batch_id=batch.id, company_id=batch.company_id, total=batch.unit * slots, actor=actor)
    if payment is None:
        return
    stage.move_stripe()
    opened = money.open_checkout(payment.id, title=posting.title, return_url=stage.webhook, provider=stage.provider, actor=actor)
    stage.stripe.turn(f"/checkout/{opened.checkout_id}/pay")
    stage.hear_stripe()


def publish(stage: Stage, posting: Posting) -> None:
    """Open the batch to workers."""
    work.publish_batch(posting.batch_id, actor=stage.actor(posting.shop.owner))


def post_and_publish(stage: Stage, posting: Posting) -> None:
    """All of it in one go."""
    post(stage, posting)
    pay(stage, posting)
    publish(stage, posting)


def close_and_refund(stage: Stage, posting: Posting) -> None:
    """Close the batch and have the rest sent back to the card."""
    actor = stage.actor(posting.shop.owner)
    work.close_batch(posting.batch_id, actor=actor)
    money.request_refund(company_id=actor.company_id or 0, currency="KRW", actor=actor)
    stage.round()


def open_payments() -> list[int]:
    """Payments nobody has paid yet."""
    with transaction() as session:
        return list(session.scalars(select(Payment.id).where(Payment.state == "opened")))


def read(name: str) -> bytes:
    """A file of the demo's data."""
    return (DATA / name).read_bytes()


def samples(template: str) -> bytes:
    """The sample rows of a ready template, in a zip with their photos where they have any."""
    spec = CATALOGUE[template]
    return sample_bundle(template, spec) if has_sample_photos(template, spec) else sample_table(template, spec)


def photo_archive() -> bytes:
    """The grocery photos as the zip a business would upload."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(Path(DATA / "grocery_photos" / "images").iterdir()):
            archive.write(path, path.name)
    return packed.getvalue()


def pairs(start: int, count: int) -> bytes:
    """Other product pairs of the same source, without their labels."""
    source = csv.DictReader(io.StringIO(read("amazon_google_pairs/pairs.csv").decode("utf-8")))
    rows = [row for number, row in enumerate(source) if start <= number < start + count]
    written = io.StringIO()
    writer = csv.DictWriter(written, PAIR_COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def listings_with_mistakes() -> bytes:
    """Rows as they come out of a shop's spreadsheet: most are right, four are not, and Korean Excel wrote them."""
    lines = read("open_food_facts_kr/batch.csv").decode("utf-8").splitlines()[:16]
    lines += ["8801045125120,오뚜기 초고추장,고추장", "88010451,동원 참치,참치", ",농심 새우깡,밀가루", "8801062636785,,설탕"]
    return "\r\n".join(lines).encode("cp949", "replace")
