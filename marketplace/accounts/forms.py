"""What people type to sign up, sign in and manage their access."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from stdnum.kr import brn

from marketplace.accounts import passwords
from marketplace.kernel.business_number import is_business_number
from marketplace.kernel.forms import (
    ChoiceField,
    FlagField,
    ManyField,
    SecretField,
    TextField,
    VerbForm,
    wrong,
)
from marketplace.kernel.text import Text

EMAIL_MOST = 254
SCOPES = {
    "work": Text("일감과 작업", "Batches, tasks and claims"), "quality": Text("검수", "Reviews"),
    "money": Text("결제와 정산", "Payments and payouts"), "accounts": Text("내 계정", "Account"),
    "standards": Text("작업 기준", "Templates"), "training": Text("퀴즈", "Quizzes"), "messaging": Text("알림", "Notices"),
    "vetting": Text("심사", "Vetting"), "audit": Text("기록", "Journal"), "web": Text("운영", "Operations"),
}


class EmailField(TextField):
    """An e-mail address in its one normal form (lower case, IDN decoded)."""

    def __init__(self, label: Text, **rest: Any) -> None:
        super().__init__(label, most=EMAIL_MOST, **rest)

    def parse(self, raw: Any) -> str:
        """The normalised address; no look-up is made."""
        text = super().parse(raw)
        try:
            return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
        except EmailNotValidError:
            raise wrong("not_an_email", "이메일 주소를 확인해 주세요. 예: name@example.com",
                        "Please check the e-mail address, for example name@example.com.") from None

    def json_schema(self) -> dict[str, Any]:
        """A string that is an e-mail address."""
        return {"type": "string", "format": "email", "maxLength": EMAIL_MOST}


class BusinessNumberField(TextField):
    """A Korean business registration number, stored as ten digits, its check digit right."""

    def parse(self, raw: Any) -> str:
        """Ten digits."""
        text = super().parse(raw)
        digits = brn.compact(text)
        if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or not is_business_number(digits):
            raise wrong("business_number_wrong", "사업자등록번호 끝자리가 맞지 않아요. 10자리를 다시 확인해 주세요.",
                        "The check digit of this business number is wrong. Please check its ten digits.")
        return digits

    def json_schema(self) -> dict[str, Any]:
        """Ten digits, hyphens allowed."""
        return {"type": "string", "pattern": r"^[0-9]{3}-?[0-9]{2}-?[0-9]{5}$"}


def _password(label: Text) -> SecretField:
    return SecretField(label, least=passwords.LEAST, most=passwords.MOST,
                       hint=Text("{n}자 이상", "At least {n} characters").format(n=passwords.LEAST))


NAME_MOST = 80


class SignUpForm(VerbForm):
    """A new person, as a worker or for a business."""

    name = TextField(Text("이름", "Name"), most=NAME_MOST)
    email = EmailField(Text("이메일", "E-mail"))
    password = _password(Text("비밀번호", "Password"))


def _new_evidence() -> TextField:
    return TextField(Text("새로 확인할 수 있는 것", "What is new since then"), needed=False, lines=True, most=2000,
                     hint=Text("부족했던 것을 어떻게 확인하면 되는지 적어 주세요: 등록증, 홈페이지, 통화할 수 있는 시간.",
                               "How can we check what was missing: a certificate, a site, a time to call?"))


class WorkerForm(VerbForm):
    """A person asks to work."""

    statement = TextField(Text("소개", "About you"), lines=True, most=2000,
                          hint=Text("어떤 일을 해 보셨는지, 언제 일할 수 있는지 적어 주세요.", "What have you done before, and when can you work?"))
    new_evidence = _new_evidence()
    accept_terms = FlagField(Text("데이터 보안과 작업 시간 약관에 동의해요", "I accept the data-security and working-hours terms"))


class CompanyForm(VerbForm):
    """A person asks to post tasks for a business."""

    company_name = TextField(Text("상호", "Business name"), most=120)
    business_number = BusinessNumberField(Text("사업자등록번호", "Business registration number"), most=20,
                                          hint=Text("예: 107-82-09351", "e.g. 107-82-09351"))
    representative = TextField(Text("대표자", "Representative"), most=80)
    statement = TextField(Text("맡기려는 일", "What you want done"), lines=True, most=2000,
                          hint=Text("상품 종류, 한 달 물량, 담당자 연락처를 적어 주세요.", "Kinds of goods, monthly volume, and who to contact."))
    new_evidence = _new_evidence()


class SignInForm(VerbForm):
    """E-mail and password."""

    email = EmailField(Text("이메일", "E-mail"))
    password = SecretField(Text("비밀번호", "Password"), least=1, most=passwords.MOST)


class ForgotForm(VerbForm):
    """Ask for a link to set a new password."""

    email = EmailField(Text("이메일", "E-mail"))


class NewPasswordForm(VerbForm):
    """The new password behind such a link."""

    password = _password(Text("새 비밀번호", "New password"))


class NameForm(VerbForm):
    """The name others see."""

    name = TextField(Text("이름", "Name"), most=NAME_MOST,
                     hint=Text("함께 일하는 사람에게 보이는 이름이에요.", "The name that people you work with see."))


class ChangePasswordForm(VerbForm):
    """The old password and the new one."""

    current = SecretField(Text("지금 비밀번호", "Current password"), least=1, most=passwords.MOST)
    password = _password(Text("새 비밀번호", "New password"))


class KeyForm(VerbForm):
    """A new API key and what it may reach."""

    name = TextField(Text("키 이름", "Key name"), most=60, hint=Text("어디에 쓰는 키인지 적어 주세요.", "Where will this key be used?"))
    scopes = ManyField(Text("권한", "Scopes"), choices=SCOPES)


class SuspendForm(VerbForm):
    """Why an account is suspended or restored."""

    reason = TextField(Text("이유", "Reason"), lines=True, most=1000)


class LanguageForm(VerbForm):
    """The language a person reads."""

    locale = ChoiceField(Text("언어", "Language"), choices={"ko": Text("한국어", "한국어"), "en": Text("English", "English")})
