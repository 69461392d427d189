"""Behind a reverse proxy: its `X-Forwarded-*` headers count, anybody else's don't."""

from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address, ip_network
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def behind_proxies(app: Wsgi, trusted: Sequence[str]) -> Wsgi:
    """Believe one hop of forwarded headers when the peer is one of `trusted` (addresses or networks)."""
    if not trusted:
        return app
    networks = [ip_network(one, strict=False) for one in trusted]
    forwarded = ProxyFix(app, x_for=1, x_proto=1, x_host=1)

    def choose(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            peer = ip_address(environ.get("REMOTE_ADDR", ""))
        except ValueError:
            return app(environ, start_response)
        believed = any(peer in network for network in networks)
        return (forwarded if believed else app)(environ, start_response)

    return choose
