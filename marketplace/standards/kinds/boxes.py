"""Boxes against boxes: how much two share, and whether two sets pair off."""

from collections.abc import Sequence

Box = dict[str, str | int]


def overlap(a: Box, b: Box) -> float:
    """Intersection over union of two boxes, 0.0 to 1.0."""
    width = min(_end(a, "x", "w"), _end(b, "x", "w")) - max(int(a["x"]), int(b["x"]))
    height = min(_end(a, "y", "h"), _end(b, "y", "h")) - max(int(a["y"]), int(b["y"]))
    shared = max(width, 0) * max(height, 0)
    return shared / (int(a["w"]) * int(a["h"]) + int(b["w"]) * int(b["h"]) - shared)


def match_boxes(a: Sequence[Box], b: Sequence[Box], least: float) -> bool:
    """Whether the boxes pair off one to one, each pair of one label and with an overlap of at least `least`.

    Pairs are changed along augmenting paths (Kuhn 1955), so the outcome doesn't depend on the order.
    """
    if len(a) != len(b):
        return False
    fits = [[place for place, other in enumerate(b) if box["label"] == other["label"] and overlap(box, other) >= least] for box in a]
    taken: dict[int, int] = {}
    return all(_find_partner(box, fits, taken, set()) for box in range(len(a)))


def _find_partner(box: int, fits: list[list[int]], taken: dict[int, int], seen: set[int]) -> bool:
    for place in fits[box]:
        if place not in seen:
            seen.add(place)
            if place not in taken or _find_partner(taken[place], fits, taken, seen):
                taken[place] = box
                return True
    return False


def _end(box: Box, start: str, size: str) -> int:
    return int(box[start]) + int(box[size])
