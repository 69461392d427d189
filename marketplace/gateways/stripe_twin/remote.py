"""The switches of a running local Stripe, for whoever plays the people and the banks: the demo."""

import http.client
import json
from typing import Any, Final
from urllib.parse import urlsplit

from marketplace.gateways.money_provider import ProviderUnavailable
from marketplace.gateways.stripe_twin.delivery import LOOPBACK

TIMEOUT_SECONDS: Final = 10


class TwinRemote:
    """One line to the twin at `base_url`, with its secret key."""

    def __init__(self, base_url: str, secret_key: str) -> None:
        parts = urlsplit(base_url)
        if parts.hostname not in LOOPBACK:
            raise ProviderUnavailable("not_a_twin", f"{base_url} is not the local Stripe")
        self.base_url, self.secret_key = base_url, secret_key
        self.line = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=TIMEOUT_SECONDS)

    def turn(self, switch: str, **said: Any) -> Any:
        """Turn a switch, such as `/clock`, and give its answer; raises `ProviderUnavailable`."""
        try:
            self.line.request("POST", f"/_twin{switch}", json.dumps(said), {
                "Authorization": f"Bearer {self.secret_key}", "Content-Type": "application/json"})
            answer = self.line.getresponse()
            body = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.line.close()
            raise ProviderUnavailable("twin_silent", f"no local Stripe answers at {self.base_url}") from error
        if answer.status != 200:
            raise ProviderUnavailable("twin_refuses", str(body.get("error", {}).get("message", answer.status)))
        return body

    def close(self) -> None:
        """Let the line go."""
        self.line.close()
