"""A worker's year and a company's month on paper: the same rows as on the page and in the file."""

from marketplace.accounts.models import Company
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.money.papers.document import Cell, Document, Party, Table, business_number, issuer
from marketplace.money.sheets import SUMS, Sheet


def year_paper(sheet: Sheet, worker: Actor) -> Document:
    """The acting worker's yearly statement of payments and withholding."""
    notes = (sheet.note, Text("지급한 금액과 원천징수한 세금을 확인하는 문서예요. 국세청 서식의 원천징수영수증은 아니에요.",
                              "It confirms what was paid and withheld. It is not the tax office's form of a withholding receipt."))
    return _paper(sheet, f"YEAR-{sheet.period.name}-{worker.person_id}", Party(Text("받은 분", "Paid to"), worker.name), notes,
                  Text("연간지급명세서-{period}", "ilgam-yearly-statement-{period}"))


def month_paper(sheet: Sheet, company: Company) -> Document:
    """The monthly statement of a company."""
    return _paper(sheet, f"MONTH-{sheet.period.name}-{company.id}", company_party(company), (sheet.note,),
                  Text("월별명세서-{period}", "ilgam-monthly-statement-{period}"))


def company_party(company: Company) -> Party:
    """A company as the other side of a document."""
    number = (business_number(company.business_number),) if company.country == "KR" else ()
    return Party(Text("받는 곳", "To"), company.name, (*number, Text("대표 {name}", "Represented by {name}").format(name=company.representative)))


def _paper(sheet: Sheet, number: str, party: Party, notes: tuple[Text, ...], filename: Text) -> Document:
    state = Text("마감", "Closed") if sheet.period.is_over else Text("집계 중: 아직 바뀔 수 있어요.", "Still running: it may change.")
    facts: list[tuple[Text, Cell]] = [(Text("기간", "Period"), sheet.period.name), (Text("상태", "State"), state)]
    strong = {number for number, row in enumerate(sheet.rows) if row[0] in SUMS}
    table = Table(Text("내역", "Details"), sheet.header, sheet.rows, strong)
    return Document(title=sheet.title, number=number, at=sheet.period.last_day, filename=filename.format(period=sheet.period.name),
                    parties=(issuer(), party), facts=facts, tables=[table], notes=notes)
