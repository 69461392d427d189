"""A worker has another name for each company, and nobody can compute it without our key."""

import hashlib
import re
from dataclasses import replace

from marketplace.kernel.pseudonyms import pseudonym
from marketplace.kernel.settings import current_settings, settings_in_use


def test_the_name_is_the_same_within_a_company_and_another_in_the_next():
    first, second = [{pseudonym(worker, company_id=company) for worker in range(2_000)} for company in (1, 2)]

    assert (len(first), len(second), len(first & second)) == (2_000, 2_000, 0)
    assert pseudonym(7, company_id=1) == pseudonym(7, company_id=1)


def test_the_name_says_nothing_about_the_person():
    name = pseudonym(123456, company_id=9)

    assert re.fullmatch(r"w-[a-z2-7]{12}", name)
    assert "123456" not in name
    assert hashlib.sha256(b"9:123456").hexdigest()[:6] not in name


def test_another_secret_is_another_name():
    before = pseudonym(7, company_id=1)

    with settings_in_use(replace(current_settings(), secret_key="another secret key of enough letters")):
        assert pseudonym(7, company_id=1) != before
