"""What every answer carries, and how refusals look: on every page that a person can walk to."""

import re

import pytest

from tests.cast import csrf_token, sign_in

LINK = re.compile(r'<a\b[^>]*?\shref="(/[^"#]*)', re.DOTALL)
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")


def walk(client, most=120):
    """Every page that links lead to from home, with its answer."""
    waiting, seen = ["/"], {}
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen:
            continue
        answer = seen[path] = client.get(path)
        found = [answer.location] if answer.location else LINK.findall(answer.text) if "html" in answer.content_type else []
        waiting += [one.replace("&amp;", "&") for one in found if one.startswith("/") and "/exports" not in one]
    return seen


@pytest.mark.parametrize("who", ["visitor", "mira", "rae", "han", "ada"])
def test_every_page_one_can_walk_to_answers_under_the_strict_policy(make, cast, client, who):
    batch = make.batch(cast.han, rows=3)
    make.review(cast.rae, make.submission(cast.mira, batch))
    make.submission(cast.noah, batch)
    if who != "visitor":
        sign_in(client, getattr(cast, who))

    seen = walk(client)

    assert len(seen) > 3
    assert {path: answer.status_code for path, answer in seen.items() if answer.status_code not in (200, 303)} == {}
    for path, answer in seen.items():
        policy = answer.headers["Content-Security-Policy"]
        assert all(part in policy for part in POLICY), path
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Request-Id"]


@pytest.mark.parametrize("locale", ["ko", "en"])
@pytest.mark.parametrize("who", ["mira", "rae", "han", "ada"])
def test_every_page_one_can_walk_to_is_in_the_language_chosen(make, cast, client, who, locale):
    sign_in(client, getattr(cast, who))
    client.post("/language", data={"locale": locale, "csrf_token": csrf_token(client)})

    for path, answer in walk(client, most=40).items():
        if answer.status_code == 200 and "html" in answer.content_type:
            assert f'<html lang="{locale}"' in answer.text, path


def test_a_refusal_says_what_to_do_and_leads_back(cast, client):
    sign_in(client, cast.mira)

    answer = client.get("/admin/people", headers={"Referer": "http://localhost/me"})

    assert answer.status_code == 403
    assert 'href="http://localhost/me"' in answer.text
    assert answer.headers["X-Request-Id"] in answer.text


@pytest.mark.parametrize("referrer", ["https://evil.test/", "javascript:alert(1)", "http://localhost.evil.test/"])
def test_a_refusal_never_leads_back_elsewhere(client, referrer):
    answer = client.get("/no-such-page", headers={"Referer": referrer})

    assert answer.status_code == 404
    assert "evil" not in answer.text
    assert "alert(1)" not in answer.text


@pytest.mark.parametrize("host", ["evil.test", "x:80@y", "localhost@evil.test", ""])
def test_an_unknown_host_is_refused(client, host):
    answer = client.get("/sign-in", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_a_method_that_an_address_does_not_take_is_refused(client):
    answers = [client.open("/sign-in", method=method) for method in ("PUT", "DELETE", "TRACE", "OPTIONS")]

    assert [answer.status_code for answer in answers] == [405] * 4


def test_a_refusal_is_json_for_whoever_asks_for_json(client):
    answer = client.get("/no-such-page", headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "not_found"
    assert answer.json["error"]["request_id"] == answer.headers["X-Request-Id"]


def test_a_visitor_is_sent_to_sign_in_and_back(cast, client):
    answer = client.get("/reviews?x=1")

    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/reviews?x%3D1"
