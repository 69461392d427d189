"""Mail leaves here: by SMTP in production, into a folder in the local twin."""

import re
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from marketplace.kernel.settings import Settings

TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class Letter:
    """One letter; `key` names it, so that the sink never holds it twice."""

    key: str
    to: str
    subject: str
    body: str


class MailError(Exception):
    """The letter did not leave; it may be tried again."""


class Mailer(Protocol):
    """Somewhere letters can be handed to."""

    def send(self, letter: Letter) -> None:
        """Hand it over; raises `MailError`."""


class FolderMailer:
    """The local twin: a letter is a file that a person or a test can open."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder, self.sender = folder, sender

    def send(self, letter: Letter) -> None:
        """Write the letter as an .eml file under its key."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{re.sub(r'[^A-Za-z0-9-]', '_', letter.key)}.eml").write_bytes(_message(letter, self.sender).as_bytes())
        except OSError as error:
            raise MailError(str(error)) from error


class SmtpMailer:
    """`smtp://user:password@host:587` (STARTTLS) or `smtps://…`."""

    def __init__(self, url: str, sender: str) -> None:
        self.address, self.sender = urlsplit(url), sender

    def send(self, letter: Letter) -> None:
        """Talk to the mail server."""
        where = self.address
        connect = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
        try:
            with connect(where.hostname or "", where.port or 587, timeout=TIMEOUT_SECONDS) as server:
                if where.scheme == "smtp" and where.username:
                    server.starttls()
                if where.username:
                    server.login(unquote(where.username), unquote(where.password or ""))
                server.send_message(_message(letter, self.sender))
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(str(error)) from error


def mailer_from(settings: Settings) -> Mailer:
    """The mailer the settings choose: SMTP when there is an address for it, else the folder."""
    if settings.mail_smtp_url:
        return SmtpMailer(settings.mail_smtp_url, settings.mail_from)
    return FolderMailer(Path(settings.mail_sink_dir), settings.mail_from)


def _message(letter: Letter, sender: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Message-ID"] = f"<{letter.key}@ilgam>"
    message.set_content(letter.body)
    return message
