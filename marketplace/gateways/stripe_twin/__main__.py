"""`python -m marketplace.gateways.stripe_twin`: the local Stripe, until it is told to stop."""

import argparse
import logging
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Mapping
from types import FrameType

from marketplace.gateways.stripe_twin.server import HOST, TwinServer
from marketplace.gateways.stripe_twin.store import Store
from marketplace.gateways.stripe_twin.twin import Twin

WEBHOOK_PATH = "/webhooks/stripe"


def main(words: list[str], environ: Mapping[str, str]) -> int:
    """Serve until a signal; 1 when it could not start, with one plain line."""
    chosen = _parser(environ).parse_args(words)
    logging.basicConfig(level="DEBUG" if chosen.verbose else "WARNING", format="%(message)s")
    try:
        twin = Twin(
            Store(chosen.data), chosen.secret_key, chosen.webhook_url, chosen.webhook_secret,
            pending_seconds=chosen.pending_seconds, payout_seconds=chosen.payout_seconds)
        server = TwinServer(twin, chosen.port)
    except (OSError, sqlite3.Error) as error:
        print(f"local Stripe: cannot start with port {chosen.port} and {chosen.data}: {error}", file=sys.stderr)  # noqa: T201
        return 1
    _stop_on_signals(server)
    server.courier.start()
    print(f"local Stripe: http://{HOST}:{server.server_address[1]}", flush=True)  # noqa: T201
    server.serve_forever(poll_interval=0.2)
    server.server_close()
    return 0


def _parser(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    base_url = environ.get("BASE_URL", "")
    secrets = environ.get("STRIPE_WEBHOOK_SECRET", "") or "whsec_local"
    parser = argparse.ArgumentParser(prog="stripe_twin", description="A local Stripe for development and tests.")
    parser.add_argument("--port", type=int, default=8420, help="0 takes any free one and prints it")
    parser.add_argument("--data", default=":memory:", help="the SQLite file that keeps it all")
    parser.add_argument("--secret-key", default=environ.get("STRIPE_SECRET_KEY") or "sk_test_local")
    parser.add_argument("--webhook-url", default=base_url + WEBHOOK_PATH if base_url else "")
    parser.add_argument("--webhook-secret", default=secrets.split(",")[0].strip())
    parser.add_argument("--pending-seconds", type=int, default=0, help="how long a payment stays pending")
    parser.add_argument("--payout-seconds", type=int, default=2 * 86_400, help="how long money waits before it leaves for a bank")
    parser.add_argument("--verbose", action="store_true", help="print each request")
    return parser


def _stop_on_signals(server: TwinServer) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        # shutdown() waits for the loop that this very thread runs.
        threading.Thread(target=server.shutdown, daemon=True).start()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
