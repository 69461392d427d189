"""The one-time code of a claim: written on a slip and photographed, it shows that the picture was taken for this very task."""

import hmac
from typing import Final

from marketplace.kernel.settings import current_settings
from marketplace.standards.kinds import kind_of
from marketplace.standards.kinds.signature_code import ALPHABET
from marketplace.standards.spec import Spec
from marketplace.work.models import Claim

PROVEN: Final = ("packing", "count")  # the layouts whose photos must show the code
LENGTH: Final = 6


def wants_proof(spec: Spec) -> bool:
    """Whether the photos of this work must show the claim's code."""
    return spec.layout in PROVEN and any(kind_of(field).is_file for field in spec.outputs)


def claims_proof(claim: Claim) -> str | None:
    """The code that the photos of this claim must show, if they must show one."""
    return proof_code(claim.id) if wants_proof(claim.template_version.spec) else None


def bare_code(code: str) -> str:
    """A code as an answer holds it."""
    return code.replace("-", "")


def proof_code(claim_id: int) -> str:
    """The claim's code, such as `K7Q-2MX`: derived from the program's own key, so that nobody can know the next one."""
    key = current_settings().secret_key.encode()
    number = int.from_bytes(hmac.digest(key, f"photo proof of claim {claim_id}".encode(), "sha256")[:8])
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))
    return f"{letters[:3]}-{letters[3:]}"
