"""The papers agree with the code: settings, changelog, licence, sources, and no machine of ours."""

import re
from dataclasses import fields

from marketplace.kernel.settings import Settings, settings_table
from tests.house.source import ROOT, kept_files, listed, package

# Written in pieces, so that this file does not hold what it looks for.
PLACES = ("/" + r"work/(?:main|shared|\.)", "/" + "root/", "/" + r"home/\w", "/" + r"Users/\w", "/" + "opt/pypi", "/tmp/" + "ilgam")
MACHINE = re.compile("|".join(PLACES))
TEXT = (".py", ".md", ".html", ".css", ".js", ".toml", ".txt", ".in", ".lock", ".cfg", ".ini", ".json", ".yml", ".sh", "")


def test_the_readme_shows_the_settings_as_they_are():
    assert settings_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_used():
    code = "\n".join(module.text for module in package() if module.place != "marketplace/kernel/settings.py")
    unused = [one.name for one in fields(Settings) if not re.search(rf"\.{one.name}\b", code)]
    assert not unused, listed(unused)


def test_the_environment_is_read_in_the_settings_only():
    allowed = ("marketplace/local/", "marketplace/gateways/stripe_twin/")
    wrong = [
        module.place for module in package()
        if re.search(r"os\.environ|os\.getenv|\bgetenv\(", module.text) and not module.place.startswith(allowed)
    ]
    assert not wrong, listed(wrong)


def test_the_changelog_says_what_is_coming():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    section = re.search(r"^## Unreleased\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)

    assert section is not None
    assert "- " in section.group(1)


def test_the_licence_is_apache():
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")[:400]


def test_no_file_knows_our_machines():
    paths = [path for path in kept_files() if path.suffix in TEXT and "vendor" not in path.parts]
    wrong = [
        path.relative_to(ROOT).as_posix() for path in paths
        if MACHINE.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert not wrong, listed(wrong)


def test_what_others_made_says_where_it_is_from():
    folders = {path.parent for path in kept_files() if "vendor" in path.parts}
    wrong = [
        folder.relative_to(ROOT).as_posix() for folder in folders
        if not any((above / "SOURCE.md").exists() for above in (folder, *folder.parents))
    ]
    assert not wrong, listed(wrong)


def test_the_locks_name_hashes_and_no_addresses():
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (ROOT / name).read_text(encoding="utf-8")
        assert re.search(r"https?://", lock) is None, name
        pinned = re.findall(r"^\S+==", lock, re.MULTILINE)
        hashed = re.findall(r"^\S+==.*\\\n    --hash=sha256:", lock, re.MULTILINE)
        assert len(pinned) == len(hashed) > 40, name
