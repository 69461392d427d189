"""Forging a receipt's file: one leaf changed, with the hashes as they were or mended."""

from copy import deepcopy

from marketplace.money.receipt import PARTS, chain, check, digest


def leaves(part, path=()):
    if isinstance(part, dict | list):
        for key in part if isinstance(part, dict) else range(len(part)):
            yield from leaves(part[key], (*path, key))
    else:
        yield path


def changed(file, path):
    forged = deepcopy(file)
    part = forged
    for key in path[:-1]:
        part = part[key]
    value = part[path[-1]]
    part[path[-1]] = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}x" if value else "1"
    return forged


def notices(file, published):
    try:
        return not all(holds for holds, _ in check(file, published))
    except (KeyError, TypeError, ValueError):
        return True


def mended(forged):
    """Every hash made again over what it covers."""
    parts = PARTS[forged["format"]]
    for part in parts:
        forged[f"{part}_sha256"] = None if forged[part] is None else digest(forged[part])
    forged["sha256"] = chain(*(forged[f"{part}_sha256"] for part in parts))
    return forged


def unnoticed(file, published, *, which=lambda path: True, mend=False):
    """Every leaf of the parts that can be changed, alone or with all hashes mended, without the check noticing."""
    found = []
    for path in filter(which, leaves(file)):
        forged = changed(file, path)
        if mend and forged["format"] in PARTS:
            forged = mended(forged)
        if forged != file and not notices(forged, published):
            found.append(path)
    return found


def is_arithmetic(path):
    """Whether a leaf is a number or a word that the arithmetic rests on."""
    return str(path[-1]).endswith("minor") or path[-1] in ("weight", "passed", "score", "rule", "outcome", "decision")
