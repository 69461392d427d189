"""Orders to pack under a template whose rules suggest and route."""

import io

import pytest

from marketplace.kernel.money import Money
from marketplace.standards.service import publish_template
from marketplace.work import service as work
from tests.cast import SYSTEM
from tests.standards.regular.packing import packing

HEADER = "sku,quantity,weight,wish"


def as_table(*rows):
    """The rows as the CSV that a seller uploads."""
    return io.BytesIO("\n".join([HEADER, *rows]).encode())


@pytest.fixture
def packing_version(make, cast):
    """The published template; Mira and Noah have passed its quiz."""
    make.version()
    make.versions["packing"] = publish_template(key="packing", spec=packing(), actor=SYSTEM)
    make.qualify(cast.mira, cast.noah, key="packing")
    return make.versions["packing"]


@pytest.fixture
def draft_of(packing_version, cast):
    """`draft_of("MUG-1,3,,", slots=1)`: a draft with these rows."""
    def draft(*rows, slots=1, **how):
        batch = work.post_batch(template_version_id=packing_version.id, title="포장", price=Money(200, "KRW"), slots_per_task=slots, actor=cast.han)
        found = work.check_import(batch.id, table=as_table(*rows), filename="orders.csv", actor=cast.han)
        work.store_import(found.id, actor=cast.han, **how)
        return batch

    return draft


@pytest.fixture
def batch_of(draft_of, make, cast):
    """`batch_of("MUG-1,3,,")`: the same, open to workers."""
    def batch(*rows, wallet=1_000_000, **how):
        found = draft_of(*rows, **how)
        make.pay_in(cast.han.company_id, wallet)
        return work.publish_batch(found.id, actor=cast.han)

    return batch
