"""Ready templates, posted."""

import io

import pytest
from sqlalchemy import func, select

from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.samples import has_sample_photos, sample_bundle, sample_rows, sample_table
from marketplace.work import service as work
from marketplace.work.models import Task
from tests.cast import sign_in
from tests.journeys.posted import Job


@pytest.fixture
def start_job(app, db, make, cast):
    """`start_job("stock-count")`: its sample table uploaded as it is downloaded, paid for and open."""

    def start(key: str) -> Job:
        version, spec = make.version(key), CATALOGUE[key]
        batch = work.post_batch(template_version_id=version.id, title=spec.title.ko, price=spec.price("KRW"), actor=cast.han)
        table, name = (sample_bundle(key, spec), "sample.zip") if has_sample_photos(key, spec) else (sample_table(key, spec), "sample.csv")
        found = work.check_import(batch.id, table=io.BytesIO(table), filename=name, actor=cast.han)
        assert (found.rows_good, found.errors) == (len(sample_rows(key, spec)), [])
        work.store_import(found.id, actor=cast.han)
        slots = db.session.scalar(select(func.sum(Task.slots)).where(Task.batch_id == batch.id))
        make.pay_in(cast.han.company_id, (batch.unit * slots).minor)
        if key != "same-product":  # they have passed that one
            make.qualify(cast.mira, cast.noah, key=key)
        browsers = {name: app.test_client() for name in ("han", "mira", "noah", "rae")}
        for name, browser in browsers.items():
            sign_in(browser, getattr(cast, name))
        return Job(key, spec, work.publish_batch(batch.id, actor=cast.han), browsers)

    return start
