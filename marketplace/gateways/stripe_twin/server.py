"""The socket side: a thread for each connection, kept alive, on loopback only.

The standard library's server is enough, starts at once, and lets a fault end a connection in the ways that a network does.
"""

import logging
import socket
import struct
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import urlsplit

from marketplace.gateways.stripe_twin.api import answer_call
from marketplace.gateways.stripe_twin.delivery import LOOPBACK, Courier
from marketplace.gateways.stripe_twin.pages import answer_page
from marketplace.gateways.stripe_twin.switches import answer_switch
from marketplace.gateways.stripe_twin.twin import Twin
from marketplace.gateways.stripe_twin.wire import MAX_BODY, Answer, Asked, HungUp, json_answer

HOST: Final = "127.0.0.1"
IDLE_SECONDS: Final = 60
log = logging.getLogger("stripe_twin")


class TwinServer(ThreadingHTTPServer):
    """Answers for one twin until it is shut down."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, twin: Twin, port: int) -> None:
        super().__init__((HOST, port), Connection)
        self.twin, self.courier = twin, Courier(twin)
        twin.base_url = f"http://{HOST}:{self.server_address[1]}"

    def answer(self, asked: Asked) -> Answer:
        """The answer to one request, wherever it goes."""
        if asked.path.startswith(("/v1/", "/v2/")):
            return answer_call(self.twin, asked)
        if asked.path.startswith("/_twin/"):
            return answer_switch(self.twin, self.courier, asked)
        return answer_page(self.twin, asked)

    def shutdown_request(self, request: Any) -> None:
        """End a connection; one that lingers for no time is reset instead of closed."""
        lingers = request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8) if request.fileno() >= 0 else b""
        if lingers and struct.unpack("ii", lingers) == (1, 0):
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is nothing to talk about."""
        log.debug("connection of %s ended early", client_address)


class Connection(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    # Header and body leave in one write, and never wait for the other side to acknowledge.
    disable_nagle_algorithm = True
    wbufsize = -1
    server: TwinServer

    def answer(self) -> None:
        """Answer one request on this connection."""
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host", "")
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY or self.headers.get("Transfer-Encoding"):
            self.close_connection = True
            self._send(json_answer(413, {"error": {"message": "The body is too long.", "type": "invalid_request_error"}}))
            return
        parts = urlsplit(self.path)
        body = self.rfile.read(int(length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        if host not in LOOPBACK:
            # A page elsewhere must not reach the twin through a name that it points at this machine.
            self._send(json_answer(421, {"error": {"message": "The twin answers to 127.0.0.1.", "type": "invalid_request_error"}}))
            return
        self._answer(Asked(self.command, parts.path, parts.query, headers, body))

    do_GET = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815 - the names that http.server looks for

    def _answer(self, asked: Asked) -> None:
        try:
            answer = self.server.answer(asked)
        except HungUp as fault:
            self.close_connection = True
            if fault.reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        except Exception:
            log.exception("%s %s failed", asked.method, asked.path)
            answer = json_answer(500, {"error": {"message": "The twin itself is broken.", "type": "api_error"}})
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        self.wfile.flush()

    def version_string(self) -> str:
        """Who answers."""
        return "stripe-twin"

    def log_message(self, format: str, *words: Any) -> None:  # noqa: A002 - http.server's own name
        """One line for each request, only when asked for."""
        log.debug(format, *words)
