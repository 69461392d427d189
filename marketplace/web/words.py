"""Words that several pages share: what people are called by their role."""

from typing import Final

from marketplace.kernel.policy import Role
from marketplace.kernel.text import Text

ROLES: Final = {
    Role.ADMIN: Text("관리자", "Admin"), Role.REVIEWER: Text("검수자", "Reviewer"), Role.WORKER: Text("작업자", "Worker"),
    Role.OWNER: Text("기업 대표 계정", "Business owner"), Role.MANAGER: Text("기업 담당자", "Business manager"),
    Role.COMPANY_REVIEWER: Text("기업 검수자", "Business reviewer"), Role.FINANCE: Text("기업 정산 담당", "Business finance"),
    Role.VIEWER: Text("기업 열람", "Business viewer"),
}
