"""What the tests of tax begin with."""

from dataclasses import replace

import pytest

from marketplace.kernel.settings import current_settings, settings_in_use


@pytest.fixture
def korea(app):
    """Korean income tax is switched on."""
    with settings_in_use(replace(current_settings(), withholding=("KR",))):
        yield


@pytest.fixture
def earned(make, cast, bank):
    """The claims of nine accepted answers at 400 won; Mira's account is connected."""
    batch, claims = make.batch(cast.han, rows=10, price=400), []
    for _ in range(9):
        handed_in = make.submission(cast.mira, batch)
        make.review(cast.rae, handed_in)
        claims.append(handed_in.claim_id)
    bank.connect(cast.mira)
    return claims
