"""Faults on demand: what real providers do on bad days, by rule or by seeded percentage."""

import random
from dataclasses import asdict, dataclass, field
from typing import Any, Final

ERROR_BEFORE, ERROR_AFTER = "error_before", "error_after"
TIMEOUT_BEFORE, TIMEOUT_AFTER = "timeout_before", "timeout_after"
RESET_BEFORE, RESET_AFTER = "reset_before", "reset_after"
RATE_LIMIT = "rate_limit"
FAULTS: Final = (ERROR_BEFORE, ERROR_AFTER, TIMEOUT_BEFORE, TIMEOUT_AFTER, RESET_BEFORE, RESET_AFTER, RATE_LIMIT)
WEBHOOK_FAULTS: Final = ("doubled", "reordered", "late", "forged")


@dataclass(slots=True)
class Fault:
    """One fault for calls of `operation` (`*` is any), so many times; a connection hangs for `seconds` before it ends."""

    operation: str
    fault: str
    times: int = 1
    seconds: float = 20.0


@dataclass(slots=True)
class Plan:
    """Faults by percentage, drawn from a seed: the same calls in the same order meet the same faults."""

    seed: int = 0
    operations: list[str] = field(default_factory=lambda: ["*"])
    percent: dict[str, float] = field(default_factory=dict)
    seconds: float = 20.0
    webhooks: dict[str, float] = field(default_factory=dict)
    late_seconds: int = 72 * 3600
    jitter_seconds: float = 0.3


# Bad days that have a name. `payouts`: the one on which exactly one right transfer each has to come out.
NAMED: Final[dict[str, dict[str, Any]]] = {
    "payouts": {
        "operations": ["transfers.create", "transfers.list", "refunds.create", "refunds.list"],
        "percent": {ERROR_BEFORE: 15.0, ERROR_AFTER: 7.5, TIMEOUT_AFTER: 7.5, RATE_LIMIT: 10.0, RESET_BEFORE: 2.5, RESET_AFTER: 2.5},
        "webhooks": {"doubled": 20.0, "reordered": 100.0, "late": 5.0, "forged": 2.0},
        "late_seconds": 72 * 3600,
    },
}


def plan_from(said: dict[str, Any]) -> Plan:
    """A plan as it was asked for; `named` takes one of the bad days above, and what else is said changes it."""
    changes = dict(said)
    name = changes.pop("named", None)
    if name is not None and name not in NAMED:
        raise ValueError(f"named must be one of {', '.join(NAMED)}")
    return Plan(**((NAMED[name] if name else {}) | changes))


class Faults:
    """The faults that wait for their call. The caller holds the twin's lock."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self.plan = Plan()
        self.random = random.Random(0)  # noqa: S311 - repeatable on purpose

    def clear(self) -> None:
        """Good weather again."""
        self.rules.clear()
        self.use_plan(Plan())

    def add(self, said: dict[str, Any]) -> None:
        """Wait for a call with a fault; raises ValueError when it is none we know."""
        rule = Fault(**said)
        if rule.fault not in FAULTS:
            raise ValueError(f"fault must be one of {', '.join(FAULTS)}")
        self.rules.append(rule)

    def use_plan(self, plan: Plan) -> None:
        """Draw faults by percentage from here on; raises ValueError when one is unknown."""
        if set(plan.percent) - set(FAULTS) or set(plan.webhooks) - set(WEBHOOK_FAULTS):
            raise ValueError(f"percent takes {', '.join(FAULTS)}; webhooks takes {', '.join(WEBHOOK_FAULTS)}")
        self.plan = plan
        self.random = random.Random(plan.seed)  # noqa: S311

    def draw(self, operation: str) -> Fault | None:
        """The fault that a call meets, if any."""
        for rule in self.rules:
            if rule.operation in ("*", operation):
                rule.times -= 1
                if rule.times <= 0:
                    self.rules.remove(rule)
                return rule
        if not self.plan.percent or not {"*", operation} & set(self.plan.operations):
            return None
        roll = self.random.uniform(0, 100)
        for fault, percent in self.plan.percent.items():
            roll -= percent
            if roll < 0:
                return Fault(operation, fault, 1, self.plan.seconds)
        return None

    def draw_webhook(self, fault: str) -> bool:
        """Whether one delivery meets a fault."""
        percent = self.plan.webhooks.get(fault, 0.0)
        return percent > 0 and self.random.uniform(0, 100) < percent

    def shown(self) -> dict[str, Any]:
        """What is waiting."""
        return {"rules": [asdict(rule) for rule in self.rules], "plan": asdict(self.plan)}
