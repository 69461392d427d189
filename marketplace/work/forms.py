"""What a business and a worker send in."""

from typing import Any, Final

from marketplace.kernel.forms import (
    AmountField,
    ChoiceField,
    FlagField,
    JsonTextField,
    MomentField,
    ObjectField,
    TextField,
    UploadField,
    VerbForm,
    WholeField,
)
from marketplace.kernel.money import DECIMALS
from marketplace.kernel.text import Text
from marketplace.work.results import FORMATS

MAPPING: Final[dict[str, Any]] = {
    "type": "object", "description": "What each column of the table is, by its header; columns that aren't named here go by their own names.",
    "additionalProperties": {
        "type": "object", "additionalProperties": False, "properties": {
            "field": {"type": ["string", "null"], "description": "An input field of the template; null leaves the column out."},
            "unit": {"type": "string", "description": "The unit of numbers that come without one."},
            "dates": {"enum": ["", "ymd", "dmy", "mdy"], "description": "The order of day, month and year."}}}}
KEY_LABEL: Final = Text("줄을 구별하는 항목", "Field that tells rows apart")
KEY_HINT: Final = Text("같은 값이 두 번 나오면 알려드려요. 없으면 -", "You are told when a value stands twice; - for none.")
CURRENCIES = {code: Text(code, code) for code in DECIMALS}


class BatchTerms(VerbForm):
    """What can still be changed in a draft."""

    title = TextField(Text("제목", "Title"), most=120, hint=Text("작업자가 목록에서 보는 이름이에요.", "What workers see in the list."))
    note = TextField(Text("작업자에게 알릴 점", "Note to workers"), needed=False, lines=True, most=2000)
    price = AmountField(
        Text("한 건 단가", "Price per task"), hint=Text("통과한 제출 한 건에 작업자가 받는 금액", "What a worker gets for one accepted answer"))
    claim_minutes = WholeField(Text("작업 시간", "Time to finish"), needed=False, least=5, most=1440)
    review_hours = WholeField(Text("검수 시간", "Time to review"), needed=False, least=1, most=336)
    deadline_at = MomentField(Text("마감", "Deadline"), needed=False)


class BatchForm(BatchTerms):
    """A new batch: the template, how many answers a row needs, and the terms."""

    template_version_id = WholeField(Text("작업 기준", "Template"), least=1, most=10**15)
    currency = ChoiceField(Text("통화", "Currency"), choices=CURRENCIES)
    slots_per_task = WholeField(Text("줄마다 답의 수", "Answers per row"), needed=False, least=1, most=20)


class EditBatchForm(BatchTerms):
    """Changes to a draft; the currency stays."""

    currency = ChoiceField(Text("통화", "Currency"), choices=CURRENCIES)


class BatchChangesForm(VerbForm):
    """Some changes to a draft, as the API sends them: what isn't sent stays as it is."""

    title = TextField(BatchTerms.title.args[0], needed=False, most=120)
    note = TextField(BatchTerms.note.args[0], needed=False, lines=True, most=2000)
    currency = ChoiceField(Text("통화", "Currency"), needed=False, choices=CURRENCIES)
    price = AmountField(BatchTerms.price.args[0], needed=False)
    claim_minutes = WholeField(BatchTerms.claim_minutes.args[0], needed=False, least=5, most=1440)
    review_hours = WholeField(BatchTerms.review_hours.args[0], needed=False, least=1, most=336)
    deadline_at = MomentField(BatchTerms.deadline_at.args[0], needed=False)


class EditDraftForm(EditBatchForm):
    """The same from a page: it says which version was on the screen."""

    expected_version = WholeField(Text("고치기 전 버전", "Version before the change"), needed=False, least=1)


class PriceForm(VerbForm):
    """A higher price for what isn't claimed yet."""

    currency = ChoiceField(Text("통화", "Currency"), choices=CURRENCIES)
    price = AmountField(Text("새 단가", "New price"))


class AdoptionForm(VerbForm):
    """The newer version that a batch goes over to."""

    template_version_id = WholeField(Text("새 버전", "New version"), least=1, most=10**15)


class TemplateTableForm(VerbForm):
    """A table whose columns are the inputs of a new template: a file, or pasted."""

    title = TextField(Text("제목", "Title"), needed=False, most=120)
    summary = TextField(Text("한 줄 소개", "Summary"), needed=False, most=300)
    file = UploadField(Text("표 파일", "Table"), needed=False)
    pasted = TextField(Text("붙여 넣은 표", "Pasted table"), needed=False, lines=True, most=100_000)


class OfferForm(VerbForm):
    """Which held row workers may have after all; all of them where none is named."""

    number = WholeField(Text("줄 번호", "Row number"), needed=False, least=1)


class ImportForm(VerbForm):
    """A table of rows and, where the template has photos, a zip of them."""

    table = UploadField(
        Text("표 파일", "Table"), hint=Text("엑셀(.xlsx), CSV, TSV, JSONL. 표와 사진을 한 ZIP에 넣어도 돼요.",
                                          "Excel (.xlsx), CSV, TSV or JSONL; or one ZIP with the table and its photos."))
    photos = UploadField(
        Text("사진 묶음", "Photos"), needed=False, hint=Text("표에 적은 이름과 같은 사진을 ZIP으로", "A ZIP of photos named as in the table"))
    sheet = TextField(Text("시트 이름", "Sheet"), needed=False, most=60, hint=Text(
        "엑셀 파일에서 읽을 시트예요. 적지 않으면 첫 시트를 읽어요.", "Of a workbook; the first one unless you name it."))
    mapping = JsonTextField(Text("열 맞추기", "Mapping"), needed=False, shape=MAPPING)
    key_field = TextField(KEY_LABEL, needed=False, most=60, hint=KEY_HINT)
    wait = FlagField(Text("열이 다르면 올려 두고 고르기", "Keep it and choose when its columns differ"), needed=False)


class MappingForm(VerbForm):
    """Which field each column of an upload is, and which field tells rows apart."""

    mapping = ObjectField(Text("열 맞추기", "Mapping"), shape=MAPPING)
    key_field = TextField(KEY_LABEL, needed=False, most=60, hint=KEY_HINT)


class StoreImportForm(VerbForm):
    """Whether rows that need mending, and rows that repeat an earlier one, are left out."""

    skip_bad = FlagField(Text("고쳐야 할 줄은 빼고 가져오기", "Leave out the rows that need mending"), needed=False)
    skip_repeats = FlagField(Text("되풀이되는 줄은 빼고 가져오기", "Leave out the rows that repeat an earlier one"), needed=False)


class ExportForm(VerbForm):
    """Which file of the accepted results."""

    file_format = ChoiceField(Text("파일 형식", "File format"), choices={
        name: one.label for name, one in FORMATS.items()})
    provenance = FlagField(Text("누가 언제 했는지도 넣기", "Add who did it and when"), needed=False)
    personal = FlagField(Text("개인정보도 넣기", "Add personal data"), needed=False)


class PaymentForm(VerbForm):
    """What to pay for: the batch as it is or, with a price, the raise to it."""

    currency = ChoiceField(Text("통화", "Currency"), choices=CURRENCIES, needed=False)
    price = AmountField(Text("새 단가", "New price"), needed=False)


class ClaimFileForm(VerbForm):
    """A file for one field of the answers."""

    field = TextField(Text("칸", "Field"), most=40)
    file = UploadField(Text("파일", "File"))


class AnswersForm(VerbForm):
    """The answers to a task, as the API sends them."""

    answers = ObjectField(
        Text("답", "Answers"), shape={"type": "object", "description": "One value for each output field of the claim's template version."})


class HandInForm(AnswersForm):
    """Complete answers, and which round they are for: a late copy then can't count for the next one."""

    expected_round = WholeField(Text("회차", "Round"), needed=False, least=1, most=100)
