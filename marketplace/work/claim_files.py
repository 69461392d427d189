"""Files as answers: only what was added to the claim, or stands in its input, may be named; a photo used before or another code is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from marketplace.kernel.errors import FieldError
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.rules import Finding
from marketplace.standards.spec import Spec
from marketplace.work.models import StoredFile
from marketplace.work.proof import bare_code, proof_code, wants_proof
from marketplace.work.queries_files import files_of_claim, used_before

PHOTOS: Final = ("photo", "photos")
_NOT_YOURS = FieldError("not_your_file", Text("이 일감에 올린 파일이 아니에요. 여기서 다시 올려 주세요.",
                                              "This file wasn't added to this task. Please upload it here."))
_NOT_A_PHOTO = FieldError("not_a_photo", Text("사진이 아니에요. 사진으로 올려 주세요.", "This is no photo. Please upload a photo."))

_OTHER_CODE = Text("이 일감의 코드와 달라요. 화면의 코드를 쪽지에 다시 적고 사진을 찍어 주세요.",
                   "This isn't this task's code. Please write the one on the screen on your slip and take the photo again.")


@dataclass(frozen=True)
class ClaimFiles:
    """What the answers of a claim may name: its own files by id, by id the earlier file that one of them equals, and the code they must show."""

    own: Mapping[str, StoredFile]
    before: Mapping[str, StoredFile]
    code: str = ""

    def refuse(self, spec: Spec, given: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, FieldError]:
        """What is wrong with each answer that names a file it may not."""
        shown = {file_id for field in spec.inputs if kind_of(field).is_file for file_id in each_file(given.get(field.name))}
        wrong = {}
        for field, file_id in named_files(spec, answers):
            if file_id not in self.own and file_id not in shown:
                wrong[field.name] = _NOT_YOURS
            elif field.kind in PHOTOS and file_id in self.own and not self.own[file_id].width:
                wrong[field.name] = _NOT_A_PHOTO
        return wrong

    def findings(self, spec: Spec, answers: Mapping[str, Any]) -> list[Finding]:
        """A warning for each file that a submission of another claim has used, and for each code that isn't the claim's own."""
        used = [Finding(code="used_before", field=field.name, item="", message=_told(self.own[file_id], self.before[file_id]), blocking=False)
                for field, file_id in named_files(spec, answers) if file_id in self.before]
        coded = [field.name for field in spec.outputs if field.kind == "signature_code" and field.name in answers] if self.code else []
        return used + [Finding(code="code_differs", field=name, item="", message=_OTHER_CODE, blocking=False)
                       for name in coded if answers[name] != bare_code(self.code)]


NO_FILES: Final = ClaimFiles({}, {})


def load_claim_files(session: Session, spec: Spec, claim_id: int) -> ClaimFiles:
    """The files of a claim, for work that has any."""
    if not any(kind_of(field).is_file for field in spec.outputs):
        return NO_FILES
    own = {str(file.id): file for file in files_of_claim(session, claim_id)}
    before = used_before(session, {file.sha256 for file in own.values()}, claim_id=claim_id)
    return ClaimFiles(own, {file_id: before[file.sha256] for file_id, file in own.items() if file.sha256 in before},
                      proof_code(claim_id) if wants_proof(spec) else "")


def named_files(spec: Spec, answers: Mapping[str, Any]) -> Iterator[tuple[Field, str]]:
    """Each file that answers in normal form name, with the field that does."""
    for field in spec.outputs:
        if kind_of(field).is_file:
            for file_id in each_file(answers.get(field.name)):
                yield field, file_id


def each_file(value: Any) -> list[str]:
    """The files of one value: none, one or several."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _told(file: StoredFile, earlier: StoredFile) -> Text:
    if file.company_id == earlier.company_id:
        return Text("제출 #{number}에 낸 것과 같은 파일이에요.", "The same file was handed in with submission #{number}.").format(
            number=earlier.submission_id)
    return Text("다른 일감에 낸 것과 같은 파일이에요.", "The same file was handed in for other work.")
