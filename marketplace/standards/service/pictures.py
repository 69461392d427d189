"""Pictures for a template's working standard."""

from pathlib import Path
from typing import IO, Final

from sqlalchemy import func, select

from marketplace.gateways.files import FileStore, clean_name, take_upload
from marketplace.gateways.photos import StoredPhoto, store_photo
from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.standards.models import TemplatePicture
from marketplace.standards.queries import get_draft
from marketplace.standards.service.drafts import find_expected

PICTURES_MOST: Final = 60


def add_picture(template_id: int, *, file: IO[bytes], filename: str, actor: Actor) -> TemplatePicture:
    """Keep a picture for the standard of a draft, drawn anew without its metadata.

    Raises `NotFound`, `Invalid` not_an_image, `TooLarge`, `UnsupportedType`, `Conflict` too_many_pictures.
    """
    require(actor, Permission.EDIT_DRAFT)
    get_draft(actor, template_id)  # nothing is read for whom it isn't
    with take_upload(file, most_bytes=current_settings().upload_max_bytes) as upload:
        stored = store_photo(picture_store(), upload.read())
    return _keep_picture(template_id, stored, clean_name(filename), actor)


@verb
def _keep_picture(template_id: int, stored: StoredPhoto, name: str, actor: Actor) -> TemplatePicture:
    with transaction() as session:
        draft = find_expected(session, template_id, None, actor)
        if (session.scalar(select(func.count()).where(TemplatePicture.template_id == template_id)) or 0) >= PICTURES_MOST:
            raise Conflict("too_many_pictures", Text("그림은 {most}장까지 올릴 수 있어요.", "There may be up to {most} pictures."),
                           most=PICTURES_MOST)
        picture = TemplatePicture(template_id=template_id, company_id=draft.template.company_id, stored_as=stored.file_id, shown_name=name,
                                  media_type=stored.media_type, size=stored.size, created_at=clock.now())
        session.add(picture)
        session.flush()
        record(session, actor, "add_picture", "template", template_id, company_id=picture.company_id, picture_id=picture.id)
    return picture


def picture_store() -> FileStore:
    """Where pictures lie: among the uploads, by the present settings."""
    return FileStore(Path(current_settings().upload_dir))
