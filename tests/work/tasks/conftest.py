"""Claims of every way of working, made by the real verbs."""

import io

import pytest

from marketplace.kernel.money import Money
from marketplace.standards.service import publish_template
from marketplace.training import service as training
from marketplace.work import service as work
from tests.cast import SYSTEM, sign_in
from tests.work.tasks.specs import ALL, ROWS, jpeg, zipped


@pytest.fixture
def open_batch(make, cast):
    """`open_batch("packing", rows=2)`: an open batch of that way of working, for which both workers are qualified."""
    ready = set()

    def post(layout, rows=1, owner=None):
        owner, spec = owner or cast.han, ALL[layout]
        version = publish_template(key=f"tests-{layout}", spec=spec, actor=SYSTEM)
        if layout not in ready:
            for worker in (cast.mira, cast.noah):
                training.take_quiz(version.template_id, answers=[0], actor=worker)
            ready.add(layout)
        batch = work.post_batch(template_version_id=version.id, title=spec.title.ko, price=Money(200, "KRW"), actor=owner)
        header, row = ROWS[layout].splitlines()
        lines = [row.replace("shelf.jpg", f"shelf{number}.jpg") for number in range(rows)]
        table = io.BytesIO("\n".join([header, *lines]).encode())
        shelves = {f"shelf{number}": jpeg(f"hsl({number * 40 % 360}, 60%, 80%)", (1000, 500)) for number in range(rows)}
        photos = zipped(**shelves) if "shelf.jpg" in row else None
        work.store_import(work.check_import(batch.id, table=table, filename="rows.csv", photos=photos, actor=owner).id, actor=owner)
        make.pay_in(owner.company_id, (batch.unit * rows).minor)
        return work.publish_batch(batch.id, actor=owner)
    return post


@pytest.fixture
def claim(make, cast, open_batch):
    """A packing task Mira holds."""
    return make.claim(cast.mira, open_batch("packing"))


@pytest.fixture
def add(cast):
    """`add(claim, jpeg("red"))`: a photo for the proof, from whoever holds the claim."""
    def add_one(claim, data, field="proof", filename="사진.jpg", actor=None):
        return work.add_claim_file(claim.id, field=field, file=io.BytesIO(data), filename=filename, actor=actor or cast.mira)
    return add_one


@pytest.fixture
def mira(client, cast):
    """Mira's browser."""
    sign_in(client, cast.mira)
    return client
