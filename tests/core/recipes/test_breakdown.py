"""The order of members: size classes from small to large."""

from mkbviewer.core.model import Dimension, Member
from mkbviewer.core.recipes.breakdown import SIZE_CLASS, order_members


def ordered(*codes: str) -> list[str]:
    dimension = Dimension(SIZE_CLASS, "", tuple(Member(code, code) for code in codes))
    return [member.code for member in order_members(dimension).members]


def test_classes_of_a_survey_stand_among_those_of_the_report_by_their_bounds() -> None:
    codes = ("midden", "groot", "mkb", "totaal", "0-50")
    assert ordered(*codes) == ["0-50", "midden", "groot", "mkb", "totaal"]
    assert ordered("100+", "10-100", "0-10") == ["0-10", "10-100", "100+"]
    assert ordered("groot", "klein", "micro", "zzp", "0-10") == [
        *("0-10", "zzp", "micro", "klein", "groot")
    ]


def test_several_classes_together_stand_behind_the_classes() -> None:
    codes = ("totaal", "5+", "mkb", "groot", "onbekend")
    assert ordered(*codes) == ["groot", "mkb", "totaal", "5+", "onbekend"]
