"""Web addresses."""

from hypothesis import strategies as st

from tests.standards.cases import Case, field, not_nfc

_HOSTS = st.text("abcXYZ가-", min_size=1, max_size=8)

CASE = Case(
    field("url"),
    typed=st.builds("https://{}.{}/{}".format, _HOSTS, st.sampled_from(["com", "KR", "한국"]), st.text(max_size=9)),
    reads=(("HTTPS://Example.COM:443", "https://example.com/"),),
    refuses=(("javascript:alert(1)", "not_a_url"), ("https://user:pw@example.com", "not_a_url"), ("http://127.1", "not_a_url")),
    beyond=frozenset({"not_a_url"}),  # a name of more than 253 letters, a port above 65535
    # The usual port and the signs of empty parts are left out.
    rewrites=lambda value: not_nfc(value) or ":" in value[8:] or value.endswith(("?", "#")) or "?#" in value,
)
