"""Where a template's version can be."""

from marketplace.kernel.machines import Display, machine
from marketplace.kernel.text import Text

VERSION = machine(
    "template_version", start="draft", publish=("draft", "published"),
    shown={
        "draft": Display(Text("작성 중", "Draft"), "waiting", "pencil"),
        "published": Display(Text("공개됨", "Published"), "settled", "check"),
    })
