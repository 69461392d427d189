"""How the journal's actors and facts read on pages, in the reader's language."""

import re
from collections.abc import Iterator
from typing import Any, Final

from marketplace.kernel.money import DECIMALS, Money
from marketplace.kernel.text import Text, t

_ACTORS: Final = {"webhook": Text("결제 회사", "Payment provider"), "visitor": Text("방문자", "Visitor"),
                   "command line": Text("명령줄", "Command line"), "demo": Text("데모", "Demo"), "seed": Text("데모", "Demo")}
# The ledger keeps only names; those of jobs and commands are joined by underscores.
_JOB: Final = re.compile(r"[a-z]+(_[a-z]+)+", re.ASCII)
_AMOUNT: Final = re.compile(r"(-?[0-9]+)(?:\.([0-9]+))? ([A-Z]{3})", re.ASCII)

FACTS: Final[dict[str, Text]] = {
    "admin": Text("관리자", "admin"), "again": Text("다시 신청", "again"),
    "amount": Text("금액", "amount"), "appeal_id": Text("이의 신청", "appeal"), "attempt_id": Text("퀴즈 응시", "attempt"),
    "bad": Text("고칠 줄", "to mend"), "batch_id": Text("묶음", "batch"), "claim_id": Text("작업", "claim"), "code": Text("종류", "code"),
    "decision": Text("결정", "decision"), "file_format": Text("형식", "format"), "first_reviewer_id": Text("처음 검수자", "first reviewer"),
    "given_back": Text("돌려준 돈", "given back"),
    "good": Text("맞는 줄", "right"), "held": Text("보관한 돈", "held"), "kind": Text("종류", "kind"), "locale": Text("언어", "language"),
    "lost": Text("Ilgam이 낸 몫", "borne by Ilgam"), "number": Text("번호", "number"), "outcome": Text("결과", "outcome"),
    "passed": Text("합격", "passed"), "payouts_enabled": Text("정산 가능", "payouts enabled"),
    "person_id": Text("사람", "person"), "price": Text("단가", "price"), "provenance": Text("누가 언제 포함", "with who and when"),
    "reason": Text("이유", "reason"), "review_id": Text("검수", "review"), "reviewer": Text("검수자", "reviewer"),
    "right": Text("맞힌 문제", "right"), "round": Text("제출 차례", "round"), "rows": Text("줄", "rows"), "scopes": Text("권한", "scopes"),
    "score": Text("점수", "score"), "session_id": Text("로그인", "sign-in"), "sessions": Text("로그인", "sign-ins"),
    "slots": Text("답", "answers"), "task_id": Text("일감", "task"), "terms_version": Text("약관", "terms"),
    "version": Text("버전", "version"), "worker_id": Text("작업자", "worker"),
}
_VALUES: Final = {
    True: Text("예", "yes"), False: Text("아니요", "no"), "accept": Text("승인", "accept"), "partial": Text("부분 승인", "accept in part"),
    "rework": Text("재작업", "rework"), "reject": Text("반려", "reject"), "approve": Text("승인", "approve"),
    "upheld": Text("판정 유지", "upheld"), "overturned": Text("판정 바뀜", "overturned"),
    "ko": Text("한국어", "Korean"), "en": Text("영어", "English"),
}


def shown_actor(name: str) -> str:
    """Who did it: a person by name, the provider and our own jobs by what they are."""
    if name in _ACTORS:
        return str(_ACTORS[name])
    return t("자동 처리", "Automatic") if _JOB.fullmatch(name) else name


def shown_facts(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a journal row knows, each by its label; what is empty is left out."""
    for name, fact in facts.items():
        if fact is not None and fact != "":
            yield str(FACTS.get(name, name)), _shown(fact)


def _shown(fact: Any) -> str:
    if isinstance(fact, bool | str) and fact in _VALUES:
        return str(_VALUES[fact])
    found = _AMOUNT.fullmatch(fact) if isinstance(fact, str) else None
    if found and found[3] in DECIMALS:
        return str(Money(int(found[1] + (found[2] or "")), found[3]).words())
    return str(fact)
