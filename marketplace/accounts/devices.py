"""What a sign-in tells about itself, in words: with which device, and roughly from where."""

from contextlib import suppress
from ipaddress import IPv6Address, ip_address
from typing import Final

from marketplace.kernel.text import t

# The first that fits, the more particular before the more general: nearly all also call themselves Chrome or Safari.
_BROWSERS: Final = (
    ("KAKAOTALK", "KakaoTalk"), ("NAVER(", "NAVER"), ("Whale", "Whale"), ("SamsungBrowser", "Samsung Internet"), ("Edg", "Edge"),
    ("OPR/", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"))
_SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"))
_NAME_MOST: Final = 40


def device_words(browser: str) -> str:
    """`Chrome · Android`; the first word of what the browser says of itself when it is none that we know."""
    found = [next((name for mark, name in known if mark in browser), "") for known in (_BROWSERS, _SYSTEMS)]
    named = " · ".join(name for name in found if name)
    return named or browser.partition(" ")[0][:_NAME_MOST] or t("알 수 없는 기기", "Unknown device")


def mask_address(address: str) -> str:
    """`203.0.113.*`, `2001:db8:1:*`: enough to know one's own network again, not enough to find a home; "" for no address."""
    with suppress(ValueError):
        found = ip_address(address)
        if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
            return ":".join(f"{int(part, 16):x}" for part in found.exploded.split(":")[:3]) + ":*"
        plain = found.ipv4_mapped if isinstance(found, IPv6Address) else found
        return f"{str(plain).rpartition('.')[0]}.*"
    return ""
