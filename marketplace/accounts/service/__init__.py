"""The verbs about people: signing up and in, companies and workers, keys, suspension."""

from marketplace.accounts.service.access import (
    change_password,
    request_reset,
    reset_password,
    sign_in,
    sign_out,
)
from marketplace.accounts.service.keys import create_key, revoke_key, use_key
from marketplace.accounts.service.people import (
    add_staff,
    apply_as_worker,
    change_language,
    change_name,
    register_company,
    restore_person,
    sign_up,
    suspend_person,
)
from marketplace.accounts.service.sessions import end_other_sessions, end_session

__all__ = [
    "add_staff", "apply_as_worker", "change_language", "change_name", "change_password", "create_key", "end_other_sessions", "end_session",
    "register_company", "request_reset", "reset_password", "restore_person", "revoke_key", "sign_in", "sign_out", "sign_up", "suspend_person",
    "use_key",
]
