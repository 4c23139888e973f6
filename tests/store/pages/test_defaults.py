"""What a page shows of a dimension before anybody has chosen."""

from mkbviewer.core.model import Dimension, Measure, Member, Structure
from mkbviewer.core.period import Frequency
from mkbviewer.core.report.catalogue import Selection
from mkbviewer.core.view import WHOLE_YEAR, View
from mkbviewer.store.pages.defaults import SERIES_AT_FIRST, resolve

SECTORS = (
    "A-U Alle economische activiteiten",
    "A Landbouw, bosbouw en visserij",
    "01 Landbouw",
    "011 Teelt van eenjarige gewassen",
    "012 Teelt van meerjarige gewassen",
    "B Delfstoffenwinning",
    "06 Winning van aardolie en aardgas",
    "C Industrie",
    "D Energievoorziening",
)


def first_members(*labels: str) -> tuple[str, ...]:
    members = tuple(Member(label.split(" ")[0], label) for label in labels)
    structure = Structure(
        (Measure("m", "Maat", "aantal"),),
        (Dimension("sector", "Bedrijfstak", members),),
        (Frequency.YEAR,),
    )
    return resolve(View("T", is_table=True), structure, Selection(), {}).members


def test_of_sectors_that_hold_others_the_highest_level_is_shown_first() -> None:
    assert first_members(*SECTORS) == ("A-U", "A", "B", "C", "D")


def test_of_a_few_members_all_are_shown() -> None:
    assert first_members(*SECTORS[:6]) == ("A-U", "A", "01", "011", "012", "B")


def test_of_members_that_hold_no_others_the_first_ones_are_shown() -> None:
    provinces = [f"P{number} Provincie" for number in range(12)]

    assert first_members(*provinces) == tuple(f"P{one}" for one in range(SERIES_AT_FIRST))


def season_of(view: View, selection: Selection, *frequencies: Frequency) -> str:
    structure = Structure((Measure("m", "Maat", "aantal"),), (), frequencies)
    return resolve(view, structure, selection, {}).season


def test_a_page_whose_figure_is_of_one_quarter_opens_with_that_quarter_of_each_year() -> None:
    of_second = Selection(frequency="KW", season="KW02")
    both = (Frequency.QUARTER, Frequency.YEAR)
    assert season_of(View("i"), of_second, *both) == "KW02"
    assert season_of(View("i", season="KW03"), of_second, *both) == "KW03"
    assert season_of(View("i", season=WHOLE_YEAR), of_second, *both) == WHOLE_YEAR
    assert season_of(View("i", frequency="JJ"), of_second, *both) == ""
    assert season_of(View("i"), of_second) == ""
