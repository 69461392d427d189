"""Where an appeal can be."""

from marketplace.kernel.machines import Display, machine
from marketplace.kernel.text import Text

APPEAL = machine(
    "appeal", start="filed", uphold=("filed", "upheld"), overturn=("filed", "overturned"), concede=("filed", "conceded"),
    shown={
        "filed": Display(Text("다시 보는 중", "Second look"), "progress", "eye"),
        "upheld": Display(Text("판정 유지", "Upheld"), "closed", "scale"),
        "overturned": Display(Text("판정 바뀜", "Overturned"), "settled", "check"),
        "conceded": Display(Text("Ilgam이 지급", "Paid by Ilgam"), "settled", "check"),
    })
