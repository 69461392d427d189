"""Photo names as tables write them, found whatever their case, folder or Unicode form."""

from collections.abc import Mapping
from unicodedata import normalize


class PhotoNames:
    """Which photo a table's file name means: by whole path first, then by the bare name where only one has it."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """`known`: each name in the archive and what it stands for (the name itself, or a stored file's id)."""
        self._by_path = {_key(name): meant for name, meant in known.items()}
        self._by_name: dict[str, str | None] = {}
        for path, meant in self._by_path.items():
            bare = path.rpartition("/")[2]
            self._by_name[bare] = None if bare in self._by_name else meant

    def __len__(self) -> int:
        return len(self._by_path)

    def find(self, name: str) -> str | None:
        """What `name` stands for, or None when no photo, or more than one, is called so."""
        key = _key(name)
        return self._by_path.get(key) or self._by_name.get(key.rpartition("/")[2])


def _key(name: str) -> str:
    return normalize("NFC", name.replace("\\", "/").strip("/")).casefold().removeprefix("./")
