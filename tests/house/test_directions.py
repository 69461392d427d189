"""One direction: a room imports only rooms above it, and only doors know Flask."""

from marketplace.house import DOOR_FILES, DOOR_ROOMS, ROOMS
from tests.house.source import Module, listed, package

WEB_LIBRARIES = ("flask", "werkzeug", "flask_login", "flask_wtf", "flask_babel", "flask_migrate", "flask_sqlalchemy")
# The database's own extension needs no request; everything else of Flask stays in the doors.
KNOWS_FLASK = {
    "marketplace/kernel/database.py": ("flask_migrate", "flask_sqlalchemy"),
}


def test_every_room_has_its_place_in_the_list():
    assert {module.room for module in package()} <= {*ROOMS, "house"}


def test_a_room_imports_only_rooms_above_it():
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in package()
        for line, name in module.imports()
        if name.startswith("marketplace.") and not _may_import(module, name.split(".")[1])
    ]
    assert not wrong, listed(wrong)


def test_only_door_files_know_flask():
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in package()
        for line, name in module.imports()
        if name.split(".")[0] in WEB_LIBRARIES and not _may_know_flask(module, name.split(".")[0])
    ]
    assert not wrong, listed(wrong)


def test_money_does_not_know_submissions():
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in package() if module.room == "money"
        for line, name in module.imports() if name.startswith(("marketplace.work", "marketplace.quality"))
    ]
    assert not wrong, listed(wrong)


def _may_import(module: Module, target: str) -> bool:
    if target not in ROOMS:
        return target == "house"
    if module.kind in DOOR_FILES and target in DOOR_ROOMS:
        return True
    # A room's jobs and commands are its doors to the scheduler and the command line.
    return ROOMS.index(target) <= ROOMS.index(module.room)


def _may_know_flask(module: Module, library: str) -> bool:
    if module.place in KNOWS_FLASK:
        return library in KNOWS_FLASK[module.place]
    return module.kind in DOOR_FILES or ROOMS.index(module.room) >= ROOMS.index("web")
