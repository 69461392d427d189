"""What appeals moved is on invoice, statement and receipt, wherever the money came from."""

import pytest

from marketplace.kernel import clock
from marketplace.kernel.money import Money
from marketplace.money.periods import read_month
from marketplace.money.queries.company import flows_of
from marketplace.money.queries.invoice import company_invoice
from marketplace.money.queries.statement import company_month
from marketplace.quality.appeals import file_appeal, rule_on_appeal
from marketplace.web.queries import company_home
from tests.cast import send, sign_in
from tests.money.papers.reading import words_of

PRICE, FEE = 200, 20


def _won(minor):
    return Money(minor, "KRW")


@pytest.fixture
def granted(make, cast):
    """Three answers rejected and granted: from the held money, from Han's wallet with one won of the fee missing, and at our loss."""
    ruth, batch = make.person("Ruth", reviewer=True), make.batch(cast.han, rows=3, price=PRICE)
    critical = next(item.key for item in make.version().spec.checklist if item.critical)
    first, second, third = (make.submission(cast.mira, batch) for _ in range(3))
    make.review(cast.rae, first, "reject", critical)
    _grant(make, first, cast.mira, ruth)
    for submission, reviewer in ((second, cast.han), (third, cast.rae)):
        make.review(reviewer, submission, "reject", critical)
    for _ in range(2):
        make.review(cast.rae, make.submission(cast.noah, batch))
    make.pay_in(cast.han.company_id, PRICE + FEE - 1)
    for submission in (second, third):
        _grant(make, submission, cast.mira, ruth)
    return first, second, third


def _grant(make, submission, worker, reviewer):
    rule_on_appeal(file_appeal(submission.id, reason="맞아요", actor=worker).id, decision="accept", items=make.items(), actor=reviewer)


def test_the_invoice_has_their_fees_and_the_statement_adds_up(cast, granted, prove):
    month = read_month(f"{clock.today():%Y-%m}")

    invoice, (statement,) = company_invoice(cast.han, month, "KRW"), company_month(cast.han, month)

    assert [(line.kind, line.count, line.pay, line.fee) for line in invoice.fees] == [
        ("release", 2, _won(2 * PRICE), _won(2 * FEE)), ("appeal", 2, _won(2 * PRICE), _won(2 * FEE - 1))]
    assert statement.fees == -invoice.total
    assert (statement.workers, statement.closing, statement.other) == (_won(-4 * PRICE), _won(0), _won(0))
    assert statement.opening + statement.payments + statement.workers + statement.fees == statement.closing
    prove()


def test_the_batch_and_the_home_page_count_what_the_company_paid(cast, granted):
    flow = flows_of([granted[0].batch_id])[granted[0].batch_id]
    (cost,) = company_home(cast.han).costs

    assert (flow.workers, flow.fees, flow.left) == (4 * PRICE, 4 * FEE - 1, 0)
    assert (cost.accepted, cost.spent) == (5, _won(4 * (PRICE + FEE) - 1))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_page_and_paper_say_what_was_added_and_by_whom(client, cast, granted, language):
    sign_in(client, cast.mira)
    send(client, "/language", locale=language, next="/me")
    lost = granted[2].claim_id

    page, paper = client.get(f"/receipts/{lost}").text, words_of(client.get(f"/receipts/{lost}/pdf").data)

    added = {"ko": "더 받은 금액", "en": "Added"}[language]
    assert added in page
    assert {"ko": "Ilgam이 부담", "en": "borne by Ilgam"}[language] in page
    assert added in paper
