"""The habits of the house that a program can check."""

import ast
import re

from tests.house.source import ROOT, kept_files, listed, package, read_module

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
BAD_FILES = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"}
BAD_STARTS = ("process_", "handle_", "do_")
# Names that a library calls by, not ours to choose.
FRAMEWORK_NAMES = re.compile(
    r"^(process_(bind_param|result_value|formdata|data)|handle_(starttag|endtag|data|error|timeout)|do_[A-Z]+)$"
)
LEFT_OVERS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SKIPS = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail)\b|unittest\.mock|from mock ")


def test_no_file_is_longer_than_300_lines():
    wrong = [f"{place}: {lines}" for place, lines in _lengths() if lines > LONGEST_FILE]
    assert not wrong, listed(wrong)


def test_no_function_is_longer_than_50_lines():
    wrong = [
        f"{module.place}:{function.lineno} {function.name}: {length}"
        for module in package()
        for function in module.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not wrong, listed(wrong)


def test_names_say_what_is_done():
    wrong = [module.place for module in package() if module.path.stem in BAD_FILES]
    wrong += [
        f"{module.place}:{node.lineno} {node.name}"
        for module in package()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and _is_bad(node.name)
    ]
    assert not wrong, listed(wrong)


def test_nothing_is_imported_inside_a_function():
    wrong = [
        f"{module.place}:{node.lineno}"
        for module in package()
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not wrong, listed(wrong)


def test_every_module_says_what_it_is_for():
    wrong = [module.place for module in package() if not ast.get_docstring(module.tree)]
    assert not wrong, listed(wrong)


def test_every_verb_and_query_says_what_it_promises():
    wrong = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in package() if module.kind in ("service", "queries", "jobs")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not wrong, listed(wrong)


def test_every_function_is_annotated():
    wrong = [
        f"{module.place}:{function.lineno} {function.name}"
        for module in package() for function in module.functions()
        if function.returns is None or any(word.annotation is None for word in _words(function))
    ]
    assert not wrong, listed(wrong)


def test_nothing_is_left_for_later():
    mine = ROOT / "tests" / "house" / "test_style.py"
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in kept_files()
        if path.suffix in (".py", ".html", ".js", ".css", ".md") and "vendor" not in path.parts and path != mine
        and LEFT_OVERS.search(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, listed(wrong)


def test_no_test_is_skipped_and_none_of_our_code_is_mocked():
    mine = ROOT / "tests" / "house" / "test_style.py"
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != mine and SKIPS.search(path.read_text(encoding="utf-8"))
    ]
    assert not wrong, listed(wrong)


def _lengths() -> list[tuple[str, int]]:
    suffixes = (".py", ".html", ".js", ".css")
    left_out = {"vendor", "versions"}  # others' files, and migrations, which nobody edits again
    paths = [path for path in kept_files() if path.suffix in suffixes and not left_out.intersection(path.parts)]
    return [(path.relative_to(ROOT).as_posix(), len(path.read_text(encoding="utf-8").splitlines())) for path in paths]


def _is_bad(name: str) -> bool:
    plain = name.lstrip("_")
    is_class_of_that_kind = plain.endswith(("Manager", "Helper", "Util", "Utils")) and plain[0].isupper()
    return (plain.startswith(BAD_STARTS) and not FRAMEWORK_NAMES.match(plain)) or is_class_of_that_kind


def _words(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    words = function.args
    listed = [*words.posonlyargs, *words.args, *words.kwonlyargs, *filter(None, (words.vararg, words.kwarg))]
    return [word for word in listed if word.arg not in ("self", "cls")]


def test_this_reader_finds_a_planted_fault(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("def handle_it(x):\n    import os\n    return os\n", encoding="utf-8")

    module = read_module(planted)

    assert [function.name for function in module.functions() if _is_bad(function.name)] == ["handle_it"]
    assert [word.arg for function in module.functions() for word in _words(function) if not word.annotation] == ["x"]
