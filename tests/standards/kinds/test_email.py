"""E-mail addresses."""

from hypothesis import strategies as st

from marketplace.standards.kinds import kind_of
from tests.standards.cases import Case, field

_NAMES = st.text("abcXYZ09.+_-", min_size=1, max_size=12)
_HOSTS = st.text("abcXY가-", min_size=1, max_size=8)

CASE = Case(
    field("email", personal=True),
    typed=st.builds("{}@{}.{}".format, _NAMES, _HOSTS, st.sampled_from(["com", "co.kr", "한국"])),
    reads=((" Hong.Gildong@Example.COM ", "hong.gildong@example.com"), ("a@xn--3e0b707e.kr", "a@한국.kr"), ("a@한국.kr", "a@한국.kr")),
    refuses=(("a@b", "not_an_email"), ("a@b.com\nBcc:x", "not_an_email"), ("a@b.com\r\nBcc: x@y.com", "not_an_email"),
             ("a" * 250 + "@b.com", "not_an_email"), ('"a b"@b.com', "not_an_email"), ("a@localhost", "not_an_email"),
             ("a@[127.0.0.1]", "not_an_email"), ("x <a@b.com>", "not_an_email"), (7, "not_text")),
    beyond=frozenset({"not_an_email", "bad_character"}),
    rewrites=lambda value: True,  # a domain in punycode or another width
)


def test_the_mask_keeps_the_first_letter_and_the_ending():
    assert kind_of(CASE.field).mask("hong@example.com", CASE.field) == "h•••@•••.com"
