"""A downloaded receipt is checked without us: every changed leaf is noticed, and a forger who mends the hashes isn't in the published list."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from marketplace.kernel.errors import Invalid
from marketplace.kernel.policy import Actor
from marketplace.money import service as money
from marketplace.money.receipt import check, main
from marketplace.money.receipt_file import receipt_file
from marketplace.quality.queries_hashes import published_hashes
from marketplace.quality.queries_worker import get_receipt
from tests.cast import sign_in
from tests.money.tax.forging import changed, is_arithmetic, unnoticed
from tests.statements import count_statements

ROOT = Path(__file__).resolve().parents[3]
# The verifier by itself: no site packages, so that it can't lean on any.
ISOLATED = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module('marketplace.money.receipt', run_name='__main__')"


@pytest.fixture
def paid(korea, earned, cast, clock):
    """A receipt's file whose money left with tax withheld, and the published list of its day."""
    money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
    file, today = _file(cast, earned[0]), clock.now() + timedelta(hours=9)
    clock.forward(days=2)
    return file, json.loads(json.dumps(vars(published_hashes(Actor.nobody(), today.date().isoformat()))))


def _file(cast, claim_id):
    return json.loads(receipt_file(get_receipt(cast.mira, claim_id).receipt))


def test_a_true_one_passes_with_its_list(paid):
    file, published = paid

    assert [str(words) for holds, words in check(file, [published]) if not holds] == []
    assert file["payout"]["rule"] == "kr-business-2024-07"


def test_each_changed_leaf_is_noticed_without_any_list(paid):
    assert unnoticed(paid[0], []) == []


def test_a_forger_who_mends_the_hashes_is_not_in_the_list(paid):
    file, published = paid

    assert unnoticed(file, [published], mend=True) == []


def test_the_arithmetic_alone_notices_a_forger_who_mends_every_hash(paid):
    assert unnoticed(paid[0], [], which=is_arithmetic, mend=True) == []


@pytest.mark.parametrize(("change", "status"), [(None, 0), (("decided", "pay_minor"), 1), (("payout", "local_tax_minor"), 1)])
def test_it_runs_on_the_standard_library_alone(paid, tmp_path, change, status):
    file, published = paid
    (tmp_path / "receipt.json").write_text(json.dumps(changed(file, change) if change else file), encoding="utf-8")
    (tmp_path / "hashes.json").write_text(json.dumps(published), encoding="utf-8")

    ran = subprocess.run([sys.executable, "-I", "-S", "-c", ISOLATED, str(ROOT), str(tmp_path / "receipt.json"), str(tmp_path / "hashes.json")],
                         capture_output=True, encoding="utf-8", check=False, timeout=60)

    assert (ran.returncode, ran.stderr) == (status, "")
    assert ("✗" in ran.stdout) == bool(status)


def test_it_speaks_both_languages_and_says_what_it_cannot_read(paid, tmp_path, capfdbinary):
    (tmp_path / "receipt.json").write_text(json.dumps(paid[0]), encoding="utf-8")

    assert main(["--en", str(tmp_path / "receipt.json")]) == 0
    assert "The pay follows the rule: ₩400" in capfdbinary.readouterr().out.decode()
    assert main([str(tmp_path / "none.json")]) == 2
    assert "파일을 읽을 수 없어요" in capfdbinary.readouterr().out.decode()


def test_the_file_and_the_list_come_by_page_and_by_api(client, cast, paid, earned, speak):
    address = f"/receipts/hashes?date={paid[1]['date']}"
    assert client.get(address).json == speak(cast.mira).get(address).json == paid[1]
    sign_in(client, cast.mira)

    assert client.get(f"/receipts/{earned[0]}/file").json == paid[0]
    assert "소득세" in client.get(f"/receipts/{earned[0]}").text


def test_a_day_that_still_grows_is_not_published(clock):
    with pytest.raises(Invalid, match="day_not_over"):
        published_hashes(Actor.nobody(), (clock.now() + timedelta(hours=9)).date().isoformat())
    with pytest.raises(Invalid, match="day_unknown"):
        published_hashes(Actor.nobody(), "yesterday")


def test_the_list_costs_the_same_for_any_number_of_receipts(paid):
    with count_statements() as sent:
        published_hashes(Actor.nobody(), paid[1]["date"])

    assert len(paid[1]["receipts"]) == 9
    assert len(sent) == 5
