"""Files other than photos, such as documents and tables."""

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import Field
from marketplace.standards.kinds.photo import Photo


class File(Photo):
    """A file name until the file is stored, its file id from then on; two are the same or not, without tolerance."""

    name, title = "file", Text("파일", "File")

    def attributes(self, field: Field) -> dict[str, str | int]:
        """Any file may be chosen, one."""
        return {"data-most": 1}


KIND = File()
