"""Check a downloaded receipt offline: `python -m marketplace.money.receipt [--en] FILE [HASHES …]`.

It needs Python's standard library and these files only. Every number is worked out again from the ones before it, every hash
from what it covers, and both hashes are looked up in the published lists that are given. Ends with 0 when all is right, 1 when
anything isn't, 2 when a file can't be read.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from marketplace.kernel.money import Money, part_of, split
from marketplace.kernel.text import Text
from marketplace.money.withholding import RULES, payment_day, rule_on

# By how many parts there are: an appeal adds what was ruled and the payout that took it.
FORMATS: Final = {2: "ilgam-receipt-1", 4: "ilgam-receipt-2"}
PARTS: Final = {"ilgam-receipt-1": ("decided", "payout"), "ilgam-receipt-2": ("decided", "payout", "appeal", "appeal_payout")}
Checked = tuple[bool, Text]


def canonical(value: Any) -> bytes:
    """JSON with sorted names, no blanks and UTF-8: the same value always gives the same bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def chain(*hashes: str | None) -> str:
    """The hash of the whole receipt, made of the hashes of its parts."""
    return digest(list(hashes))


def root(hashes: list[str]) -> str:
    """One hash over a day's list."""
    return digest(sorted(hashes))


def check(file: Any, published: list[Any]) -> Iterator[Checked]:
    """Whether each statement of a receipt holds, one after the other, in words."""
    decided, parts = file["decided"], PARTS.get(file["format"], ())
    yield bool(parts) and set(file) == {"format", "sha256", *parts, *(f"{part}_sha256" for part in parts)}, \
        Text("영수증 형식이 맞아요.", "It is a receipt of the known format.")
    yield from _check_hashes(file, parts)
    yield from _check_pay(decided)
    yield from _check_entry(decided)
    yield from _check_left_with(decided, file["payout"])
    if "appeal" in parts:
        yield from _check_appeal(file["appeal"], decided)
        yield from _check_left_with(file["appeal"], file["appeal_payout"])
    if published:
        yield from _check_published(file, published)


def _check_hashes(file: Any, parts: tuple[str, ...]) -> Iterator[Checked]:
    for part in parts:
        whole = None if file[part] is None and part in _MAY_MISS else digest(file[part])
        yield file[f"{part}_sha256"] == whole, _HASH_FITS[part]
    yield file["sha256"] == chain(*(file[f"{part}_sha256"] for part in parts)), \
        Text("부분의 해시가 영수증 해시로 이어져요.", "The hashes of the parts chain into the receipt's.")


_MAY_MISS: Final = ("payout", "appeal_payout")
_HASH_FITS: Final = {
    "decided": Text("판정 부분의 해시가 맞아요.", "The hash of the decision fits it."),
    "payout": Text("정산 부분의 해시가 맞아요.", "The hash of the payout fits it."),
    "appeal": Text("이의 신청 부분의 해시가 맞아요.", "The hash of the appeal fits it."),
    "appeal_payout": Text("더 받은 금액의 정산 해시가 맞아요.", "The hash of the payout of what was added fits it."),
}


def _check_left_with(part: Any, payout: Any) -> Iterator[Checked]:
    if payout is not None:
        yield from _check_payout(payout)
        yield part["entry"] is not None and _moment(part["entry"]) <= _moment(payout) and payout["currency"] == part["currency"], \
            Text("번 뒤에 같은 통화로 정산했어요.", "The payout came after the earning, in its currency.")


def _score(items: list[Any]) -> int:
    return sum(item["weight"] for item in items if item["passed"]) * 100 // sum(item["weight"] for item in items)


def _owed(outcome: str, price: Money, score: int) -> Money:
    by_rule = {"accepted": price.minor, "partial": price.minor * score // 100, "rejected": 0}
    return Money(by_rule[outcome], price.currency)


def _check_pay(decided: Any) -> Iterator[Checked]:
    items, price = decided["items"], Money(decided["price_minor"], decided["currency"])
    weights, score = [item["weight"] for item in items], _score(items)
    yield decided["score"] == score, Text("점수는 통과한 항목의 비중이에요: {n}점", "The score is the weights passed: {n}").format(n=score)
    yield [item["share_minor"] for item in items] == [share.minor for share in split(price, weights)], \
        Text("항목의 몫을 더하면 단가예요.", "The items' shares add up to the price.")
    pay = _owed(decided["outcome"], price, score)
    yield decided["pay_minor"] == pay.minor, Text("지급액이 규칙대로예요: {pay}", "The pay follows the rule: {pay}").format(pay=pay.words())
    fee = part_of(pay, decided["fee_bps"])
    yield decided["fee_minor"] == fee.minor, Text("수수료가 맞아요: {fee}", "The fee is right: {fee}").format(fee=fee.words())


def _check_entry(decided: Any) -> Iterator[Checked]:
    entry = decided["entry"]
    yield (entry is not None) == (decided["outcome"] != "rejected"), \
        Text("지급하는 판정에만 장부 항목이 있어요.", "There is a ledger entry just where the verdict pays.")
    if entry is not None:
        yield _sums_to_zero(entry["lines"]), Text("장부 항목의 합이 0이에요.", "The ledger entry sums to zero.")
        yield (_credit(entry["lines"], "worker"), _credit(entry["lines"], "fee")) == (decided["pay_minor"], decided["fee_minor"]), \
            Text("장부가 지급액과 수수료를 그대로 옮겨요.", "The entry moves exactly the pay and the fee.")


def _check_appeal(appeal: Any, decided: Any) -> Iterator[Checked]:
    price = Money(decided["price_minor"], decided["currency"])
    yield (appeal["claim_id"], appeal["currency"], appeal["paid_minor"]) == (decided["claim_id"], price.currency, decided["pay_minor"]), \
        Text("이의 신청이 이 판정에 대한 것이에요.", "The appeal is about this decision.")
    yield [_sort_of(item) for item in appeal["items"]] == [_sort_of(item) for item in decided["items"]] or not appeal["items"], \
        Text("같은 점검표로 다시 채점했어요.", "It was scored again by the same checklist.")
    score = _score(appeal["items"]) if appeal["items"] else None
    yield appeal["score"] == score and bool(appeal["items"]) == bool(appeal["decision"]), \
        Text("다시 매긴 점수는 통과한 항목의 비중이에요.", "The second score is the weights passed.")
    ruled = _owed(appeal["decision"], price, score or 0).minor if appeal["decision"] else price.minor
    pay = Money(max(ruled, decided["pay_minor"]), price.currency)
    more, outcome = pay.minor - decided["pay_minor"], _OUTCOMES[bool(appeal["decision"]), pay.minor > decided["pay_minor"]]
    yield (appeal["pay_minor"], appeal["outcome"]) == (pay.minor, outcome), \
        Text("다시 정한 금액이 규칙대로고, 처음보다 줄지 않았어요: {pay}",
             "The pay follows the rule and is no less than before: {pay}").format(pay=pay.words())
    yield 0 <= appeal["fee_minor"] <= part_of(pay, decided["fee_bps"]).minor - decided["fee_minor"], \
        Text("더 받은 금액의 수수료가 맞아요.", "The fee on what was added is right.")
    entry = appeal["entry"]
    yield (entry is not None) == (more > 0), Text("더 지급할 때만 장부 항목이 있어요.", "There is a ledger entry just where something was added.")
    lines = entry["lines"] if entry is not None else []
    yield entry is None or _sums_to_zero(lines), Text("장부 항목의 합이 0이에요.", "The ledger entry sums to zero.")
    yield (_credit(lines, "worker"), _credit(lines, "fee"), _credit(lines, "loss")) == (more, appeal["fee_minor"], -appeal["lost_minor"]), \
        Text("장부가 더 지급한 금액과 수수료를 그대로 옮겨요.", "The entry moves exactly what was added and the fee.")


_OUTCOMES: Final = {(True, True): "overturned", (True, False): "upheld", (False, True): "conceded"}  # by whether somebody looked, and it added


def _sort_of(item: Any) -> Any:
    return item["label"], item["weight"], item["critical"]


def _check_payout(payout: Any) -> Iterator[Checked]:
    gross = Money(payout["gross_minor"], payout["currency"])
    income, local, net = payout["income_tax_minor"], payout["local_tax_minor"], payout["net_minor"]
    country = next((rule.country for rule in RULES if rule.name == payout["rule"]), "")
    rule = rule_on(country, gross.currency, payment_day(datetime.fromisoformat(payout["at"]), country))
    made = rule.apply(gross) if rule else None
    owed = (made.income_tax.minor, made.local_tax.minor, made.rule) if made else (0, 0, "")
    yield (income, local, payout["rule"]) == owed, \
        Text("세금이 그날의 규칙대로예요: {n}", "The taxes follow the rule of the day: {n}").format(n=Money(income + local, gross.currency).words())
    yield net == gross.minor - income - local, Text("보낸 금액은 세금을 뺀 금액이에요.", "What was sent is what is left after tax.")
    lines = payout["lines"]
    yield _sums_to_zero(lines), Text("정산 항목의 합이 0이에요.", "The payout's entry sums to zero.")
    yield (_credit(lines, "worker"), _credit(lines, "transit"), _credit(lines, "tax")) == (-gross.minor, net, income + local), \
        Text("정산 항목이 이 금액들을 옮겨요.", "The payout's entry moves these amounts.")


def _check_published(file: Any, published: list[Any]) -> Iterator[Checked]:
    for one in published:
        yield one["root"] == root(one["receipts"] + one["payouts"] + one.get("appeals", [])), \
            Text("{day} 목록의 해시가 맞아요.", "The hash of the list of {day} fits it.").format(day=one["date"])
    yield any(file["decided_sha256"] in one["receipts"] for one in published), \
        Text("판정이 공개된 목록에 있어요.", "The decision is in the published lists.")
    for name in ("payout_sha256", "appeal_payout_sha256"):
        if file.get(name) is not None:
            yield any(file[name] in one["payouts"] for one in published), \
                Text("정산이 공개된 목록에 있어요.", "The payout is in the published lists.")
    if "appeal_sha256" in file:
        yield any(file["appeal_sha256"] in one.get("appeals", []) for one in published), \
            Text("이의 신청의 결과가 공개된 목록에 있어요.", "The ruling is in the published lists.")


def _moment(part: Any) -> datetime:
    return datetime.fromisoformat(part["at"])


def _sums_to_zero(lines: list[Any]) -> bool:
    return len(lines) >= 2 and all(type(line["minor"]) is int for line in lines) and sum(line["minor"] for line in lines) == 0


def _credit(lines: list[Any], account: str) -> int:
    return sum(line["minor"] for line in lines if line["account"] == account)


def main(arguments: list[str]) -> int:
    """Print a line for each statement, in Korean or with `--en` in English, and say by the exit status whether all hold."""
    language = "en" if "--en" in arguments else "ko"
    try:
        file, *published = [json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments if name != "--en"]
    except (OSError, ValueError) as error:
        _say("! ", Text("파일을 읽을 수 없어요: {error}", "The files can't be read: {error}").format(error=error), language)
        return 2
    try:
        found = list(check(file, published))
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError, OverflowError):
        found = [(False, Text("영수증 형식이 맞아요.", "It is a receipt of the known format."))]
    for holds, words in found:
        _say("✓ " if holds else "✗ ", words, language)
    if not published:
        _say("! ", Text("공개된 해시와는 비교하지 않았어요. /receipts/hashes?date= 에서 받은 파일을 함께 주세요.",
                        "Not compared with the published hashes: also give the files of /receipts/hashes?date="), language)
    return 0 if all(holds for holds, _ in found) else 1


def _say(mark: str, words: Text, language: str) -> None:
    sys.stdout.buffer.write(f"{mark}{words.in_locale(language)}\n".encode())
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
