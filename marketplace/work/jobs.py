"""What happens to tasks by themselves: a claim whose time is over goes back, a file nobody handed in goes, a long upload is read,
a batch whose payment is disputed stops.
"""

from typing import Final

from marketplace.kernel.text import Text
from marketplace.scheduler.job import Job
from marketplace.work.queries import due_claims, open_disputed
from marketplace.work.queries_files import unused_files
from marketplace.work.service import expire_claim, pause_batch, read_import, remove_unused_file, warn_low_pay
from marketplace.work.service.import_holds import due_imports
from marketplace.work.service.warnings import unwarned_batches

EXPIRE_CLAIMS: Final = Job(
    "expire_claims", Text("시간이 지난 작업을 돌려놓아요", "Takes back claims whose time is over"), 10,
    due=due_claims, act=lambda claim_id, actor: expire_claim(claim_id, actor=actor))

PAUSE_DISPUTED: Final = Job(
    "pause_disputed", Text("카드 분쟁이 있는 묶음을 멈춰요", "Pauses batches whose payment is disputed"), 10,
    due=open_disputed, act=lambda batch_id, actor: pause_batch(batch_id, actor=actor))

REMOVE_UNUSED_FILES: Final = Job(
    "remove_unused_files", Text("제출하지 않은 파일을 지워요", "Removes files that nobody handed in"), 3_600,
    due=unused_files, act=lambda file_id, actor: remove_unused_file(file_id, actor=actor),
    overtaken=frozenset({"not_found"}))

READ_IMPORTS: Final = Job(
    "read_imports", Text("큰 파일을 읽고 확인해요", "Reads and checks large uploads"), 2,
    due=due_imports, act=lambda import_id, actor: read_import(import_id, actor=actor))

WARN_LOW_PAY: Final = Job(
    "warn_low_pay", Text("잰 시간으로 최저 보수에 못 미치는 묶음을 알려요", "Tells businesses whose measured pay is below the minimum"), 600,
    due=unwarned_batches, act=lambda batch_id, actor: warn_low_pay(batch_id, actor=actor), overtaken=frozenset({"pay_passes"}))
