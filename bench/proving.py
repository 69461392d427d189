"""`python -m bench.proving LINES`: proves a ledger of so many lines on the database of DATABASE_URL. Prints JSON."""

import json
import sys
import time
from typing import Any

from sqlalchemy import text

from bench.bulk import peak_megabytes, raw_transaction, write_raw
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.money.proof import prove_ledger
from wsgi import app

PIECE, PROVIDER, WALLETS = 50_000, 1_000_000, 100


def fill(lines: int) -> None:
    """Payments of one won each into a hundred wallets: two lines an entry."""
    moment = clock.now().replace(tzinfo=None) if db.engine.dialect.name == "sqlite" else clock.now()
    with db.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        with raw_transaction(raw):
            write_raw(raw, "ledger_accounts", "id, kind, owner_id, currency", [
                (PROVIDER, "provider", 0, "KRW"), *((PROVIDER + n, "wallet", n, "KRW") for n in range(1, WALLETS + 1))])
        for first in range(0, lines // 2, PIECE):
            numbers = range(first, min(first + PIECE, lines // 2))
            with raw_transaction(raw):  # an entry seals its lines, so they come first
                write_raw(raw, "lines", "entry_key, number, entry_kind, account_id, account_kind, currency, amount_minor", [
                    line for n in numbers for line in (
                        (f"funding:bench:{n}", 1, "funding", PROVIDER, "provider", "KRW", -1),
                        (f"funding:bench:{n}", 2, "funding", PROVIDER + 1 + n % WALLETS, "wallet", "KRW", 1))])
                write_raw(raw, "entries", "key, kind, currency, actor_name, posted_at",
                          [(f"funding:bench:{n}", "funding", "KRW", "bench", str(moment)) for n in numbers])
        connection.execute(text("ANALYZE"))


def main(lines: int) -> None:
    """Fill, forget what was read, prove."""
    with app.app_context():
        fill(lines)
        begin_megabytes, begin = peak_megabytes(afresh=True), time.perf_counter()
        faults = prove_ledger()
        print(json.dumps({"lines": lines, "seconds": time.perf_counter() - begin, "megabytes": peak_megabytes() - begin_megabytes, "faults": faults}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
