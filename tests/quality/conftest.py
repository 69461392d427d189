"""What the tests of appeals begin with."""

import pytest

PRICE = 200


@pytest.fixture
def ruth(make):
    """A second reviewer of the platform."""
    return make.person("Ruth", reviewer=True)


@pytest.fixture
def critical(make):
    return next(item.key for item in make.version().spec.checklist if item.critical)


@pytest.fixture
def light(make):
    """An item that isn't critical; failing it alone leaves a part to pay."""
    return next(item for item in make.version().spec.checklist if not item.critical)


@pytest.fixture
def rejected(make, cast, critical):
    """Mira's answer to the only task of Han's batch, rejected by Rae of the platform."""
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1, price=PRICE))
    make.review(cast.rae, submission, "reject", critical)
    return submission


@pytest.fixture
def in_part(make, cast, light):
    """The same, paid in part."""
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1, price=PRICE))
    make.review(cast.rae, submission, "partial", light.key)
    return submission
