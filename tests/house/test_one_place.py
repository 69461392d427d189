"""What may be done in one place only."""

import ast

from tests.house.source import callee, listed, package

CLOCK = "marketplace/kernel/clock.py"
DATABASE = "marketplace/kernel/database.py"
MACHINES = "marketplace/kernel/machines.py"
PRESENT = (
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now", "datetime.date.today",
    "datetime.datetime.utcnow",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "func.now", "func.current_timestamp",
)
OUTBOUND = {
    "httpx": ("marketplace/gateways/outbound.py",),
    "requests": (),
    "urllib.request": (),
    "urllib3": (),
    "aiohttp": (),
    "http.client": ("marketplace/local/ports.py",),
    "socket": ("marketplace/gateways/outbound.py", "marketplace/local/ports.py"),
    "smtplib": ("marketplace/gateways/mail.py",),
    "stripe": ("marketplace/gateways/",),
}


def test_nothing_else_commits():
    wrong = [
        f"{module.place}:{node.lineno}"
        for module in package() if module.place != DATABASE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and callee(node).endswith((".commit", ".begin", ".begin_nested"))
        and not _is_twin(module.place)
    ]
    assert not wrong, listed(wrong)


def test_the_present_moment_comes_from_the_clock():
    wrong = [
        f"{module.place}:{node.lineno} {callee(node)}"
        for module in package() if module.place != CLOCK and not _is_twin(module.place)
        for node in ast.walk(module.tree) if isinstance(node, ast.Call) and callee(node) in PRESENT
    ]
    assert not wrong, listed(wrong)


def test_nothing_else_writes_a_state():
    wrong = [
        f"{module.place}:{line}"
        for module in package() if module.place != MACHINES and not _is_twin(module.place)
        for line in _state_writes(module.tree)
    ]
    assert not wrong, listed(wrong)


def test_connections_leave_through_one_module():
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in package()
        for line, name in module.imports()
        for library, places in OUTBOUND.items()
        if f"{name}.".startswith(f"{library}.") and not module.place.startswith((*places, *TWIN))
    ]
    assert not wrong, listed(wrong)


def test_what_draws_documents_comes_with_the_first_of_them():
    drawing = "marketplace.money.papers.drawing", "marketplace.money.papers.faces"
    allowed = {f"{name.replace('.', '/')}.py" for name in drawing}
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in package()
        for line, name in module.imports()
        if (name.startswith(drawing) or name.split(".")[0] in ("fpdf", "fontTools")) and module.place not in allowed
    ]
    assert not wrong, listed(wrong)


def test_the_rules_use_no_signals():
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in package()
        for line, name in module.imports()
        if name.startswith(("blinker", "flask.signals"))
    ]
    assert not wrong, listed(wrong)


# The local Stripe is another house: a process of its own with its own file, clock and callbacks.
TWIN = ("marketplace/gateways/stripe_twin",)


def _is_twin(place: str) -> bool:
    return place.startswith(TWIN)


def _state_writes(tree: ast.Module) -> list[int]:
    """Lines that set a state: by assignment, or by an UPDATE that does not say from which states."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = [part for target in targets for part in ast.walk(target)]
            # `self.state` in a class of its own is no row's column.
            lines += [
                node.lineno for part in parts
                if isinstance(part, ast.Attribute) and part.attr == "state" and ast.unparse(part.value) != "self"
            ]
        if isinstance(node, ast.Call) and any(word.arg == "state" for word in node.keywords):
            statement = callee(node)
            is_update = statement.endswith(".values") and "update(" in statement
            is_guarded = ".state ==" in statement or ".state.in_(" in statement
            # A state counted from the row's own columns in the same statement is its own guard.
            is_counted = any(word.arg == "state" and isinstance(word.value, ast.Call) for word in node.keywords)
            lines += [node.lineno] if is_update and not is_guarded and not is_counted else []
    return lines


def test_this_reader_finds_a_planted_fault():
    guarded = "update(C).where(C.id == 1, C.state == 'active').values(state='expired')"

    assert _state_writes(ast.parse(guarded)) == []
    assert _state_writes(ast.parse("update(C).where(C.id == 1).values(state='expired')")) == [1]
    assert _state_writes(ast.parse("claim.state = 'expired'")) == [1]
