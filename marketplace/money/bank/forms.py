"""What people send about bank accounts and bank runs."""

from marketplace.kernel.forms import ChoiceField, TextField, UploadField, VerbForm
from marketplace.kernel.text import Text
from marketplace.money.bank.codes import BANKS


class BankAccountForm(VerbForm):
    """Where a worker in Korea wants to be paid."""

    bank_code = ChoiceField(Text("은행", "Bank"), choices=BANKS)
    number = TextField(Text("계좌 번호", "Account number"), most=30, hint=Text("숫자만 또는 ‘-’를 넣어서", "Digits, with or without dashes"))
    holder = TextField(Text("예금주", "Account holder"), most=40, hint=Text("통장에 적힌 이름 그대로", "The name as the bank has it"))


class ConfirmationForm(VerbForm):
    """The bank's answer to a run."""

    file = UploadField(Text("확인 파일", "Confirmation file"), hint=Text(
        "CSV: 번호(reference), 금액(amount), 결과(result: done, returned), 사유(reason). 마지막 줄은 total과 금액 합계",
        "CSV: reference, amount, result (done or returned), reason; the last row is total and the sum of the amounts"))
