"""The program as the house rules see it: every module parsed once."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Module:
    """One Python file: `room` is its folder in the package, `kind` its file name or its package's."""

    path: Path
    tree: ast.Module
    text: str

    @property
    def place(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def parts(self) -> tuple[str, ...]:
        return self.path.relative_to(ROOT / "marketplace").with_suffix("").parts

    @property
    def room(self) -> str:
        return self.parts[0]

    @property
    def kind(self) -> str:
        return self.parts[1] if len(self.parts) > 1 else self.parts[0]

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and dotted name of everything imported."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def read_module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path, ast.parse(text), text)


@cache
def package() -> tuple[Module, ...]:
    """Every module of the program."""
    paths = sorted((ROOT / "marketplace").rglob("*.py"))
    return tuple(read_module(path) for path in paths if path.relative_to(ROOT).as_posix() != "marketplace/__init__.py")


@cache
def templates() -> tuple[tuple[str, str], ...]:
    """Place and text of every template."""
    paths = sorted((ROOT / "templates").rglob("*.html"))
    return tuple((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths)


@cache
def kept_files() -> tuple[Path, ...]:
    """Everything the repository keeps or is about to."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def callee(call: ast.Call) -> str:
    """The dotted name of what is called, as written: `clock.now`, `session.commit`."""
    return ast.unparse(call.func)


def listed(wrong: list[str]) -> str:
    """What a failing rule prints: one offender a line."""
    return "\n".join(["", *wrong])
