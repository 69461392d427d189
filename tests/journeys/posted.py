"""A batch of a ready template with its sample rows, and those who handle it."""

import io
from dataclasses import dataclass

from flask.testing import FlaskClient
from PIL import Image, ImageDraw

from marketplace.kernel.policy import Actor
from marketplace.standards.kinds import kind_of
from marketplace.standards.parts import Example
from marketplace.standards.samples import sample_rows
from marketplace.standards.spec import Spec
from marketplace.work import service as work
from marketplace.work.models import Batch, Claim
from marketplace.work.proof import proof_code
from tests.cast import send


@dataclass
class Job:
    """The batch, its template, and everybody's browser by name."""

    key: str
    spec: Spec
    batch: Batch
    browsers: dict[str, FlaskClient]

    @property
    def rows(self) -> tuple[Example, ...]:
        """The sample rows, in the order of the tasks."""
        return sample_rows(self.key, self.spec)

    def add_files(self, claim: Claim, worker: Actor) -> dict[str, list[str]]:
        """Photos taken for a claim, for every needed answer that wants some: their ids."""
        wanted = [field.name for field in self.spec.outputs if kind_of(field).is_file and field.required]
        return {name: [_add(claim, name, shot, worker) for shot in range(2)] for name in wanted}

    def read(self, who: str, path: str, *, locale: str = "ko") -> str:
        """A page as somebody reads it."""
        send(self.browsers[who], "/language", locale=locale, next="/")
        answer = self.browsers[who].get(path)
        assert (path, answer.status_code) == (path, 200)
        return str(answer.text)


def draw_slip(claim_id: int, shot: int) -> bytes:
    """A picture of the claim's code, as its worker writes it on a slip."""
    drawn, picture = io.BytesIO(), Image.new("RGB", (320, 240), (230, 90 * shot, 120))
    ImageDraw.Draw(picture).text((40, 40), proof_code(claim_id), fill="black")
    picture.save(drawn, "JPEG")
    return drawn.getvalue()


def _add(claim: Claim, field: str, shot: int, worker: Actor) -> str:
    file = io.BytesIO(draw_slip(claim.id, shot))
    return str(work.add_claim_file(claim.id, field=field, file=file, filename=f"{shot}.jpg", actor=worker).id)
