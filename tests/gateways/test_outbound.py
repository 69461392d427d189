"""Rows 38–40: addresses that a tenant may not have us call, and a connection to exactly the address that was judged."""

import ipaddress
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from marketplace.gateways.outbound import NotDelivered, is_public, judge, send
from marketplace.kernel.errors import Invalid

PUBLIC = "93.184.215.14"


def _judge(url, *addresses):
    return judge(url, resolve=lambda host, port: list(addresses or [PUBLIC]))


@pytest.mark.parametrize("url", [
    "http://127.1/", "http://0177.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://①②⑦.0.0.1/", "http://0x7f000001/",
    "file:///etc/passwd", "gopher://example.com/", "ftp://example.com/", "https://user:pw@example.com/", "https://@example.com/",
    "https://example.com:22/", "https://example.com:0/", "https://example.com:99999/", "https://example.com#@127.0.0.1/", "https:///x",
    "https://example.com\\@127.0.0.1/", "https://exa mple.com/", "https://exam\nple.com/", "javascript:alert(1)", "", "//example.com/x",
    "https://" + "a" * 2_000 + ".example.com/", "https://[::1/", "http://127.0.0.1%00.example.com/",
])
def test_an_address_that_is_no_public_one_by_its_spelling_is_refused(url):
    with pytest.raises(Invalid) as refused:
        _judge(url)

    assert refused.value.fields["url"].code == "address_not_allowed"


@pytest.mark.parametrize("address", [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fd00::1", "fe80::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::", "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
])
def test_a_name_that_leads_to_such_an_address_is_refused(address):
    with pytest.raises(Invalid) as refused:
        _judge("https://hooks.example.com/x", address)

    assert refused.value.facts == {"why": "address_not_public"}
    assert not is_public(ipaddress.ip_address(address))


def test_one_bad_address_among_good_ones_refuses_the_name():
    with pytest.raises(Invalid):
        _judge("https://hooks.example.com/x", PUBLIC, "10.0.0.1")


def test_a_name_that_nobody_knows_is_refused():
    def unknown(host, port):
        raise OSError("unknown")

    with pytest.raises(Invalid):
        judge("https://hooks.example.com/x", resolve=unknown)


@pytest.mark.parametrize(("url", "port"), [
    ("https://hooks.example.com/x?y=1", 443), ("http://hooks.example.com/", 80), ("https://hooks.example.com:8443/", 8443),
    (f"https://{PUBLIC}/", 443),
])
def test_a_public_address_is_taken(url, port):
    found = _judge(url)

    assert (found.address, found.port) == (PUBLIC, port)


@pytest.fixture
def listener():
    """A server on this machine that answers with the status in its path and remembers what it was sent."""
    class Listener(BaseHTTPRequestHandler):
        heard = []

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.heard.append((self.path, self.headers["Host"], self.headers["X-Signature"], body))
            self.send_response(int(self.path.strip("/")))
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"secret")

        def log_message(self, *words):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def deliver(listener, monkeypatch):
    """Send to the listener under a public name, as if its address were public and its port one of those we take."""
    port = listener.server_address[1]
    monkeypatch.setattr("marketplace.gateways.outbound.PORTS_ALLOWED", frozenset({port}))
    return lambda status: send(f"http://hooks.example.com:{port}/{status}", b"body", {"X-Signature": "s"},
                               resolve=lambda host, port: ["127.0.0.1"], is_allowed=lambda address: True)


def test_the_judged_address_is_called_under_its_own_name(deliver, listener):
    status = deliver(200)

    assert status == 200
    assert listener.RequestHandlerClass.heard == [("/200", f"hooks.example.com:{listener.server_address[1]}", "s", b"body")]


@pytest.mark.parametrize(("status", "said"), [(302, "redirect not followed"), (307, "redirect not followed"), (500, "HTTP 500"), (404, "HTTP 404")])
def test_a_redirect_is_not_followed_and_no_answer_body_is_told(deliver, listener, status, said):
    with pytest.raises(NotDelivered) as failed:
        deliver(status)

    assert str(failed.value) == said
    assert len(listener.RequestHandlerClass.heard) == 1


def test_a_silent_address_is_told_as_not_delivered(listener, monkeypatch):
    monkeypatch.setattr("marketplace.gateways.outbound.PORTS_ALLOWED", frozenset({9}))

    with pytest.raises(NotDelivered):
        send("http://hooks.example.com:9/", b"", {}, resolve=lambda host, port: ["127.0.0.1"], is_allowed=lambda address: True)
