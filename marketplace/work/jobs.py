"""What happens to tasks by themselves: a claim whose time is over goes back."""

from typing import Final

from marketplace.kernel.text import Text
from marketplace.scheduler.job import Job
from marketplace.work.queries import due_claims
from marketplace.work.service import expire_claim

EXPIRE_CLAIMS: Final = Job(
    "expire_claims", Text("시간이 지난 작업을 돌려놓아요", "Takes back claims whose time is over"), 10,
    due=due_claims, act=lambda claim_id, actor: expire_claim(claim_id, actor=actor))
