"""A real server on loopback for one test."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server


class QuietHandler(WSGIRequestHandler):
    """Our own access log is enough."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's own name
        """Say nothing."""


class LiveServer:
    """Where the test's server answers: `live_server.url`, `live_server.address("/tasks")`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def address(self, path: str) -> str:
        return f"{self.url}{path}"


@contextlib.contextmanager
def serve(application: Callable[..., Any]) -> Iterator[LiveServer]:
    """Answer on a free port with a thread for each connection until the block ends."""
    server = make_server("127.0.0.1", 0, _closing(application), threaded=True, request_handler=QuietHandler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield LiveServer(server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _closing(application: Callable[..., Any]) -> Callable[..., Any]:
    """The same, whose answers are closed even when the client hung up and the server didn't: a file must not stay open."""

    def answer(environ: Any, start_response: Any) -> Iterator[bytes]:
        chunks = application(environ, start_response)
        try:
            yield from chunks
        finally:
            getattr(chunks, "close", bool)()

    return answer
