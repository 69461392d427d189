"""Statements say what the ledger says: a worker's year, the month for the tax office, a company's month."""

from marketplace.kernel import clock
from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.periods import read_month, read_year
from marketplace.money.queries.company import flows_of, wallets
from marketplace.money.queries.statement import company_month
from marketplace.money.queries.tax import Paid, monthly_filing, my_year
from marketplace.money.service.adjustments import approve_adjustment, propose_adjustment
from tests.cast import SYSTEM, sign_in
from tests.speaker import Speaker, new_key
from tests.statements import count_statements


def _won(minor):
    return Money(minor, "KRW")


def _pay_out(cast):
    return money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)


def test_the_year_and_the_filing_equal_the_tax_account(db, cast, korea, earned):
    _pay_out(cast)

    (_, paid), = my_year(cast.mira, read_year(None))
    filed, = monthly_filing(cast.ada, read_month(None))

    assert (paid.count, paid.gross, paid.income_tax, paid.local_tax, paid.net) == (1, _won(3600), _won(100), _won(10), _won(3490))
    assert (filed.worker_id, filed.paid) == (cast.mira.person_id, paid)
    assert balance(db.session(), "tax", 0, "KRW") == paid.income_tax + paid.local_tax


def test_a_returned_payout_is_on_neither(cast, bank, korea, earned):
    payout = _pay_out(cast)
    bank.twin.add_balance(payout.amount_minor)
    bank.twin.restrict(payout.destination)
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)

    assert (my_year(cast.mira, read_year(None)), monthly_filing(cast.ada, read_month(None))) == ([], [])


def test_a_payout_that_comes_back_in_a_later_month_leaves_the_filed_month_as_it_was(cast, bank, korea, earned, clock):
    payout = _pay_out(cast)
    month = read_month(None)
    filed = monthly_filing(cast.ada, month)
    clock.forward(days=40)
    bank.twin.add_balance(payout.amount_minor)
    bank.twin.restrict(payout.destination)
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)

    back, = monthly_filing(cast.ada, read_month(None))

    assert monthly_filing(cast.ada, month) == filed
    assert back.paid == Paid(-1, _won(-3600), _won(-100), _won(-10), _won(-3490))
    years = {read_year(f"{one.start:%Y}") for one in (month, read_month(None))}
    assert sum(paid.net.minor for year in years for _, paid in my_year(cast.mira, year)) == 0


def test_a_month_with_as_much_sent_as_came_back_is_filed_for_its_tax(cast, make, bank, korea, earned, clock):
    def correct(source, target, won):
        legs = {"from_kind": source[0], "from_owner": source[1], "to_kind": target[0], "to_owner": target[1]}
        proposed = propose_adjustment(purpose="mend", **legs, amount=_won(won), reason="맞춰요", actor=cast.ada)
        approve_adjustment(proposed.id, actor=bo)

    bo, mira, fee = make.person("Bo", admin=True), ("worker", cast.mira.person_id), ("fee", 0)
    correct(mira, fee, 267)
    payout = _pay_out(cast)
    clock.forward(days=40)
    bank.twin.add_balance(payout.amount_minor)
    bank.twin.restrict(payout.destination)
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    correct(fee, mira, 20)
    assert _pay_out(cast).amount == payout.amount

    filed, = monthly_filing(cast.ada, read_month(None))

    assert filed.paid == Paid(0, _won(20), _won(10), _won(10), _won(0))


def test_a_companys_month_adds_up_to_what_the_ledger_has(cast, make, bank):
    batch = make.batch(cast.han, rows=3, price=400)
    make.review(cast.rae, make.submission(cast.mira, batch))

    with count_statements() as sent:
        one, = company_month(cast.han, read_month(None))

    assert len(sent) == 1
    assert (one.opening, one.workers, one.fees, one.other) == (_won(0), _won(-400), _won(-40), _won(0))
    assert one.opening + one.payments + one.refunds + one.workers + one.fees + one.other == one.closing
    assert one.closing == wallets(cast.han)[0] + _won(flows_of([batch.id])[batch.id].left)


def test_last_months_close_is_this_months_opening(cast, make, bank, clock):
    make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=3, price=400)))
    before, = company_month(cast.han, read_month(None))
    clock.forward(days=40)

    after, = company_month(cast.han, read_month(None))

    assert (after.opening, after.closing, after.workers) == (before.closing, before.closing, _won(0))


def test_nobody_sees_another_companys(cast, make, bank):
    make.review(cast.rae, make.submission(cast.mira, make.batch(cast.han, rows=3, price=400)))

    assert company_month(cast.gil, read_month(None)) == []


def test_pages_and_files(client, cast, korea, earned):
    _pay_out(cast)
    month = f"{clock.now():%Y-%m}"
    for who, address, shown, cell in (
            (cast.mira, "/earnings/statement?year=", "₩3,490", ",100,10,3490"),
            (cast.ada, "/admin/ledger/filing?month=", "₩3,600", ",,1,3600,100,10,3490"),
            (cast.han, "/money/statement?month=", "−₩360", ",-360")):
        sign_in(client, who)
        assert shown in client.get(address + ("" if "year" in address else month)).text
        file = client.get(f"{address}&format=csv")
        assert (file.content_type, cell in file.text) == ("text/csv; charset=utf-8", True)
        assert client.get(f"{address}never").status_code == 422


def test_the_api_says_the_same(app, cast, korea, earned):
    _pay_out(cast)
    worker, admin, owner = (Speaker(app, new_key(one)) for one in (cast.mira, cast.ada, cast.han))

    assert worker.get("/earnings/statement").json["months"][0]["paid"]["net"] == {"minor": 3490, "currency": "KRW"}
    assert admin.get("/ledger/filing").json["workers"][0]["paid"]["income_tax"]["minor"] == 100
    assert owner.get("/wallet/statement").json["statements"][0]["fees"]["minor"] == -360
    assert owner.get("/wallet/statement?month=never").status_code == 422
