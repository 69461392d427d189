"""Commands that fail in one plain line and an honest exit code: 1 something is wrong, 2 asked wrongly, 3 it can't be done now."""

import logging
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final, NoReturn

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from marketplace.gateways.money_provider import ProviderError
from marketplace.kernel.errors import Refusal
from marketplace.kernel.text import use_locale

FAULTY, ASKED_WRONGLY, IMPOSSIBLE = 1, 2, 3
WORDS_MOST: Final = 400


class CommandError(Exception):
    """A command can't do what it was asked for; the message is one plain line."""

    def __init__(self, words: str, code: int = IMPOSSIBLE) -> None:
        super().__init__(words)
        self.code = code


def give_up(words: str, code: int = IMPOSSIBLE) -> NoReturn:
    """End with one plain line."""
    raise CommandError(words, code)


@contextmanager
def plain_errors() -> Any:
    """Turn everything that can go wrong inside into one line on stderr and an exit code."""
    try:
        with use_locale("en"):
            yield
    except (SystemExit, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except click.UsageError as error:
        _end(f"{error.format_message().rstrip('.')}. See: {_spelled(error.ctx)} --help", ASKED_WRONGLY)
    except click.ClickException as error:
        _end(error.format_message(), error.exit_code)
    except CommandError as error:
        _end(str(error), error.code)
    except Exception as error:  # a trace is no answer to whoever typed a command
        logging.getLogger("ilgam.cli").debug("command_failed", exc_info=True)
        _end(_words_for(error), IMPOSSIBLE)


def _spelled(ctx: click.Context | None) -> str:
    """How a command is typed, however the program itself was started."""
    words = "" if ctx is None else ctx.command_path.removeprefix(ctx.find_root().command_path)
    return f"flask --app wsgi{words}"


def _words_for(error: Exception) -> str:
    if isinstance(error, Refusal):
        return error.message.en
    if isinstance(error, ProviderError):
        return f"The payment provider doesn't help now: {error}"
    if isinstance(error, DBAPIError):
        return f"The database refuses: {str(error.orig).strip() or type(error.orig).__name__}"
    if isinstance(error, OSError):
        return f"{error.filename or 'The system'}: {error.strerror or error}"
    return f"{type(error).__name__}: {error}"


def _end(words: str, code: int) -> NoReturn:
    click.echo(" ".join(words.split())[:WORDS_MOST], err=True)
    sys.exit(code)


class PlainCommand(click.Command):
    """A command whose mistakes in typing and in doing are told in one line."""

    def make_context(self, *words: Any, **named: Any) -> click.Context:
        """Read the words typed after the command."""
        with plain_errors():
            return super().make_context(*words, **named)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry it out."""
        with plain_errors():
            return super().invoke(ctx)


class PlainGroup(click.Group):
    """Commands under one word, such as `jobs list`."""

    command_class = PlainCommand

    def make_context(self, *words: Any, **named: Any) -> click.Context:
        """Read the words typed after the group."""
        with plain_errors():
            return super().make_context(*words, **named)

    def invoke(self, ctx: click.Context) -> Any:
        """Find the command and carry it out."""
        with plain_errors():
            return super().invoke(ctx)


class PlainCommands(AppGroup):
    """All the application's commands; an unknown one is told in one line."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`."""
        found = super().get_command(ctx, cmd_name)
        if found is None:
            _end(f"No such command: {cmd_name}. See: flask --app wsgi --help", ASKED_WRONGLY)
        return found


Declared = Callable[[Callable[..., Any]], Any]
Block = AbstractContextManager[None]


def command(name: str, **more: Any) -> Declared:
    """Declare a command that stands alone."""
    return click.command(name, cls=PlainCommand, **more)


def group(name: str, **more: Any) -> Declared:
    """Declare a word under which commands stand."""
    return click.group(name, cls=PlainGroup, **more)


as_json = click.option("--json", "is_json", is_flag=True, help="Answer in JSON.")
