"""Plausible answers to the demo's tasks: right ones from the truth beside the data, and the mistakes people really make."""

import csv
import random
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from marketplace.standards.catalogue import CATALOGUE

DATA: Final = Path(__file__).parent / "data"
_VERSIONS = frozenset("0123456789")
_PLATFORMS = frozenset({"mac", "macintosh", "win", "windows"})
_EDITIONS = frozenset(["standard", "pro", "professional", "premium", "deluxe", "platinum",
                       "home", "premier", "enterprise", "student"])
_LICENCES = frozenset(["upgrade", "upgrd", "upg", "cal", "license", "licence", "lic", "subscription", "pbupgrd"])


def answers_for(template_key: str, input_row: Mapping[str, Any], rng: random.Random, quality: float) -> dict[str, Any]:
    """Raw answers to one parsed input; with `quality` 1.0 all right, below that each may carry one mistake with that chance.

    A photo is known by its original name under `photo_name`, or by `photo` itself. What comes back always parses and submits.
    """
    answer, spoil = _MAKERS[template_key]
    right = answer(input_row)
    if rng.random() < quality:
        return right
    spoiled = {**right, **spoil(right, rng)}
    return {name: value for name, value in spoiled.items() if value not in (None, "", [])}


def is_right(template_key: str, input_row: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Whether parsed answers equal the right ones: what an attentive reviewer would find."""
    spec = CATALOGUE[template_key]
    return spec.parse_answers(_MAKERS[template_key][0](input_row))[0] == dict(answers)


def _photo_answer(row: Mapping[str, Any]) -> dict[str, Any]:
    name = str(row.get("photo_name") or row["photo"]).rpartition("/")[2]
    return _without_blanks(_truth("grocery_photos", "photo")[name], "photo")


def _spoil_photo(right: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    return rng.choice([
        {"tags": right["tags"] + "; organic" if "organic" not in right["tags"] else right["tags"].replace("; organic", "")},
        {"count_visible": str(_miscounted(int(right["count_visible"]), rng))},
        {"description": "맛있고 건강해 보이는 신선한 상품"},
        {"packaging": "bottle" if right["packaging"] == "carton" else "bag"},
        {"department": "dairy" if right["department"] == "plant_dairy" else "other"},
    ])


def _miscounted(count: int, rng: random.Random) -> int:
    return count + rng.randint(2, 6) if count < 8 else count - rng.randint(3, 6)


def _pair_answer(row: Mapping[str, Any]) -> dict[str, Any]:
    left, right = str(row["left_title"]), str(row["right_title"])
    if _labels().get((left, right)) == "1":
        common = [word for word in left.split() if word in right.split() and len(word) > 1]
        return {"verdict": "same", "note": " ".join(common[:6])} if common else {"verdict": "same"}
    mine, theirs = _differing_words(left, right)
    note = f"{' '.join(mine[:3])} ↔ {' '.join(theirs[:3])}".strip(" ↔")
    return {"verdict": "different", "differences": _differences(mine, theirs), "note": note[:200]}


def _spoil_pair(right: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    if right["verdict"] == "same":
        return {"verdict": "different", "differences": ["title"], "note": "이름 표기가 달라요"}
    if len(right["differences"]) > 1 and rng.random() < 0.5:
        return {"differences": right["differences"][:1]}
    return rng.choice([{"verdict": "same", "differences": None}, {"differences": [*right["differences"], "manufacturer"]},
                       {"note": "가격 차이가 커요"}])


def _listing_answer(row: Mapping[str, Any]) -> dict[str, Any]:
    known = _truth("open_food_facts_kr", "barcode")[str(row["barcode"])]
    return {"gtin": str(row["barcode"]), **_without_blanks(known, "barcode")}


def _spoil_listing(right: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    allergens = right["allergens"].split("; ")
    return rng.choice([
        {"allergens": "; ".join(allergens[:-1]) or "none"} if len(allergens) > 1 else {"allergens": "none"},
        {"product_name": "맛있는 " + right["product_name"]},
        {"listing_text": right["listing_text"] + " 면역력에 좋은 최고의 상품이에요."},
        {"net_quantity": "500 g" if "net_quantity" not in right else None},
        {"category": "other"},
    ])


def _without_blanks(row: Mapping[str, str], key: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key and value}


def _differing_words(left: str, right: str) -> tuple[list[str], list[str]]:
    one, other = left.split(), right.split()
    return ([word for word in one if word not in other and len(word) > 1],
            [word for word in other if word not in one and len(word) > 1])


def _differences(mine: list[str], theirs: list[str]) -> list[str]:
    words = {*mine, *theirs}
    found = {
        "title": len(mine) > 2 or not words & (_EDITIONS | _LICENCES | _PLATFORMS),
        "version": any(set(word) & _VERSIONS and len(word) <= 4 for word in words),
        "edition": bool(words & _EDITIONS), "platform": bool(words & _PLATFORMS) and len(words & _PLATFORMS) > 1,
        "licence": bool(words & _LICENCES), "bundle": bool(words & {"pack", "users", "bundle", "suite"}),
    }
    return [name for name, differs in found.items() if differs] or ["title"]


@cache
def _truth(folder: str, key: str) -> dict[str, dict[str, str]]:
    with (DATA / folder / "answers.csv").open(encoding="utf-8", newline="") as lines:
        return {row[key]: row for row in csv.DictReader(lines)}


@cache
def _labels() -> dict[tuple[str, str], str]:
    with (DATA / "amazon_google_pairs" / "pairs.csv").open(encoding="utf-8", newline="") as lines:
        return {(_title(row["left_title"]), _title(row["right_title"])): row["label"] for row in csv.DictReader(lines)}


def _title(written: str) -> str:
    """A title as the import cleans it."""
    return " ".join(written.split())


Answer = Callable[[Mapping[str, Any]], dict[str, Any]]
Spoil = Callable[[dict[str, Any], random.Random], dict[str, Any]]
_MAKERS: Final[dict[str, tuple[Answer, Spoil]]] = {
    "grocery-photo-tags": (_photo_answer, _spoil_photo),
    "same-product": (_pair_answer, _spoil_pair),
    "kr-product-listing": (_listing_answer, _spoil_listing),
}
