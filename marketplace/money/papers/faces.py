"""The faces of our documents, cut down once to the letters that most of them use: reading all 14,000 takes longer than drawing."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from marketplace.money.papers.letters import FACES, MISSING, composed

KS_X_1001: Final = "".join(bytes((row, cell)).decode("euc-kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF))  # 2,350 of 11,172
USUAL: Final = frozenset(KS_X_1001 + bytes(range(256)).decode("latin-1") + "₩€−·…–—‘’“”→✓✗" + MISSING)
LAYOUT: Final = ("GSUB", "GPOS", "GDEF", "DSIG")  # fpdf2 drops them too, but reads them first


class _Cut(NamedTuple):
    """A face with the usual letters alone, and the letters that it lost."""

    data: bytes
    lost: frozenset[str]


def faces_for(words: str) -> dict[str, BinaryIO]:
    """The faces to draw these words in, by style, to be closed: small ones, or the whole files for a letter that only they have."""
    cuts = {style: _cut(path) for style, path in FACES.items()}
    letters = set(composed(words))
    if any(cut.lost & letters for cut in cuts.values()):
        return {style: path.open("rb") for style, path in FACES.items()}
    return {style: BytesIO(cut.data) for style, cut in cuts.items()}


@cache
def _cut(path: Path) -> _Cut:
    """Nothing else is changed, so that a document comes out the same from either."""
    with TTFont(path, recalcBBoxes=False, recalcTimestamp=False) as font, BytesIO() as cut:
        known = set(map(chr, font.getBestCmap()))
        for table in LAYOUT:
            del font[table]
        subsetter = Subsetter(Options(notdef_outline=True, recommended_glyphs=True))
        subsetter.populate(unicodes=map(ord, USUAL))
        subsetter.subset(font)
        font.save(cut)
        return _Cut(cut.getvalue(), frozenset(known - USUAL))
