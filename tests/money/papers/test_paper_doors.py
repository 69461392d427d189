"""Receipts, statements and invoices as PDF, by page and by API: for whom, under which name, and with what the page says."""

from urllib.parse import quote

import pytest

from marketplace.kernel.paging import Cut
from marketplace.money import service as money
from marketplace.quality.queries_worker import my_earnings
from tests.cast import sign_in
from tests.money.papers.reading import words_of
from tests.statements import count_statements

MONTH = "month=2026-10&currency=KRW"


@pytest.fixture
def receipt(cast, bank, october):
    """The claim of Mira's newest accepted answer, paid out."""
    bank.connect(cast.mira)
    money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
    return my_earnings(cast.mira, Cut(9)).items[-1].verdict.claim_id


def _downloaded(client, path, english, korean, statements):
    with count_statements() as sent:
        answer = client.get(path)
    assert (answer.status_code, answer.content_type, answer.data[:5], len(answer.data) < 100_000) == (200, "application/pdf", b"%PDF-", True)
    assert answer.headers["Content-Disposition"] == f"attachment; filename=\"{english}.pdf\"; filename*=UTF-8''{quote(korean)}.pdf"
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == ("nosniff", "private, no-store")
    assert "default-src" in answer.headers["Content-Security-Policy"]
    assert len(sent) == statements
    return words_of(answer.data)


def _lacks(words, *pieces):
    return [one for one in pieces if one not in words]


def test_a_company_gets_its_invoice_and_its_month(client, cast, october, change_settings):
    change_settings(issuer_name="주식회사 일감", issuer_number="1078209351", issuer_address="서울특별시 중구 세종대로 110")
    sign_in(client, cast.han)

    invoice = _downloaded(client, f"/money/invoice/pdf?{MONTH}", "ilgam-invoice-2026-10-KRW", "수수료청구서-2026-10-KRW", 3)
    month = _downloaded(client, "/money/statement/pdf?month=2026-10", "ilgam-monthly-statement-2026-10", "월별명세서-2026-10", 2)

    number = f"INV-2026-10-{cast.han.company_id}-KRW · 2026년 10월 31일"
    assert _lacks(invoice, "주식회사 일감", "서울특별시 중구 세종대로 110", "Han 상점", "107-82-09351", number, "₩40", "₩2,200") == []
    assert _lacks(month, "주식회사 일감", "Han 상점", "마감", "기말 잔액", "−₩400") == []


def test_a_worker_gets_their_year_and_their_receipt(client, cast, receipt):
    sign_in(client, cast.mira)
    sha256 = client.get(f"/receipts/{receipt}/file").json["sha256"]

    year = _downloaded(client, "/earnings/statement/pdf?year=2026", "ilgam-yearly-statement-2026", "연간지급명세서-2026", 2)
    paper = _downloaded(client, f"/receipts/{receipt}/pdf", f"ilgam-receipt-{receipt}", f"영수증-{receipt}", 5)

    assert _lacks(year, "Mira", "2026-11", "₩1,200", "집계 중") == []
    assert _lacks(paper, "Mira", "Han 상점", "₩400", "승인", f"SHA-256 {sha256}") == []


def test_a_receipt_of_partial_pay_shows_the_evidence_and_where_the_money_is(speak, make, cast, bank):
    answer = make.submission(cast.mira, make.batch(cast.han, rows=1, price=400))
    failed = next(item for item in make.version().spec.checklist if not item.critical)
    make.review(cast.rae, answer, "partial", failed.key)

    words = words_of(speak(cast.mira).get(f"/receipts/{answer.claim_id}/pdf", Accept_Language="ko").data)

    assert _lacks(words, str(failed.label), "미달", "사진과 달라요", f"₩{400 - 4 * failed.weight}", "아직 잔액에 있어요") == []


def test_the_api_gives_the_same_bytes_in_the_language_asked_for(client, speak, cast, receipt):
    sign_in(client, cast.mira)

    assert speak(cast.mira).get(f"/receipts/{receipt}/pdf", Accept_Language="ko").data == client.get(f"/receipts/{receipt}/pdf").data
    assert "Fee invoice" in words_of(speak(cast.han).get(f"/wallet/invoice/pdf?{MONTH}", Accept_Language="en").data)


def test_nobody_gets_anothers(client, speak, cast, receipt):
    for actor, status in ((cast.ada, 200), (cast.noah, 404), (cast.han, 403)):
        assert speak(actor).get(f"/receipts/{receipt}/pdf").status_code == status
    other, worker = speak(cast.gil), speak(cast.mira)
    assert other.get(f"/wallet/invoice/pdf?{MONTH}").json["error"]["code"] == "invoice_empty"
    assert "Han" not in words_of(other.get("/wallet/statement/pdf?month=2026-10").data)
    assert [worker.get(path).status_code for path in ("/wallet/invoice", "/wallet/invoice/pdf", "/wallet/statement/pdf")] == [403] * 3
    assert client.get(f"/receipts/{receipt}/pdf").status_code == 303


def test_the_page_the_file_and_the_api_say_the_same(client, speak, cast, dollars):
    sign_in(client, cast.han)
    asked = "month=2026-11&currency=USD"

    with count_statements() as sent:
        page = client.get(f"/money/invoice?{asked}").text
    file = client.get(f"/money/invoice?{asked}&format=csv")
    said = speak(cast.han).get(f"/wallet/invoice?{asked}").json

    assert _lacks(page, "$0.20", "$0.33", "$50.00", "집계 중", "/money/invoice/pdf?month=2026-11&amp;currency=USD") == []
    assert len(sent) == 5
    assert (file.content_type, file.text.splitlines()[1].endswith(",1,0.20,0.02")) == ("text/csv; charset=utf-8", True)
    assert (said["number"], said["total"], said["moved"]) == ("", {"minor": 33, "currency": "USD"}, {"minor": 5000, "currency": "USD"})
    assert [line["batch_id"] for line in said["fees"]] == [dollars.id, None]


def test_a_month_without_a_fee_says_so_and_offers_no_paper(client, cast, october):
    sign_in(client, cast.han)
    page = client.get("/money/invoice?month=2026-09").text

    assert ("이 달에는 청구할 수수료가 없어요" in page, "/money/invoice/pdf" in page) == (True, False)
    assert client.get("/money/invoice/pdf?month=2026-09").status_code == 404
    for wrong in ("month=never", "month=2026-13", "currency=GBP", "currency=%00"):
        assert [client.get(f"/money/invoice{path}?{wrong}").status_code for path in ("", "/pdf")] == [422, 422]
