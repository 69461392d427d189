"""The mail of one test, read from the folder it was written into."""

import email
import email.policy
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ReceivedLetter:
    """A letter as its reader sees it."""

    to: str
    subject: str
    body: str


class Postbox:
    """Everything that was sent in this test: `mail.to("kim@example.com")` gives that person's letters."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def letters(self) -> list[ReceivedLetter]:
        paths = sorted(self.folder.glob("*.eml"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        return [_read(path) for path in paths]

    def to(self, address: str) -> list[ReceivedLetter]:
        return [letter for letter in self.letters if address in letter.to]


def _read(path: Path) -> ReceivedLetter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    return ReceivedLetter(str(message["To"]), str(message["Subject"]), body.get_content() if body else "")
