"""What a table lacks or leaves open, and what its recipe says about that."""

import textwrap
import tomllib
from pathlib import Path

import pytest

from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.recipes.recipe import Recipe, parse_recipe
from mkbviewer.core.status import Status
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.recipe_supply import RecipeSupply
from mkbviewer.store.pages.supply import Choice

# Made-up figures: a survey of one year that the table does not name.
SURVEY = """\
ID;Bedrijfsgrootte;GebruiktAI_1;GebruiktCloud_2
0;10 tot 50 werkzame personen;12;40
1;50 tot 250 werkzame personen;25;60
"""

# One column that holds sizes and sectors both, as in the table on vacancies.
VACANCIES = """\
ID;Bedrijfskenmerken;Perioden;OpenstaandeVacatures_1
0;A-U Alle economische activiteiten;2023 1e kwartaal;100
1;C Industrie;2023 1e kwartaal;30
2;Bedrijfsgrootte: 0 tot 10 werkzame personen;2023 1e kwartaal;60
"""


def recipe(text: str) -> Recipe:
    return parse_recipe(tomllib.loads(textwrap.dedent(text)))


def supply(library: Library, place: Path, figures: str, how: Recipe) -> RecipeSupply:
    path = place / "99903NED.csv"
    path.write_text(figures, encoding="utf-8")
    assert import_file(library, path).error is None
    return RecipeSupply(library, library.table("99903NED"), how, {})


BY_SIZE = """
    period = "2022JJ00"
    [[output]]
    title = "AI"
    unit = "%"
    formula = "GebruiktAI_1"
    [[breakdown]]
    name = "size_class"
    dimension = "Bedrijfsgrootte"
    passes = true
"""


def test_a_recipe_says_of_which_year_a_table_without_periods_is(
    library: Library, tmp_path: Path
) -> None:
    found = supply(library, tmp_path, SURVEY, recipe(BY_SIZE))
    assert [one.value for one in found.structure.frequencies] == ["JJ"]
    assert (found.structure.first, found.structure.last) == ("2022JJ00", "2022JJ00")
    frame = found.read(Choice(("AI",), "size_class", (), (), "JJ"))
    assert [period.code for period in frame.periods] == ["2022JJ00"]
    assert frame.values.tolist() == [[12, 25]]


def test_a_table_with_periods_keeps_its_own(library: Library, tmp_path: Path) -> None:
    with_years = SURVEY.replace("grootte;", "grootte;Perioden;").replace(
        "personen;", "personen;2019;"
    )
    found = supply(library, tmp_path, with_years, recipe(BY_SIZE))
    frame = found.read(Choice(("AI",), "size_class", (), (), "JJ"))
    assert [period.code for period in frame.periods] == ["2019JJ00"]


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidRecipe):
        recipe(BY_SIZE.replace("2022JJ00", "2022"))


def test_an_output_can_be_made_of_other_measures_than_its_neighbour(
    library: Library, tmp_path: Path
) -> None:
    how = recipe("""
        period = "2022JJ00"
        [[output]]
        title = "bedrijven"
        unit = "%"
        formula = "x"
        [[output]]
        title = "plannen"
        unit = "%"
        formula = "x"
        members = { AI = "GebruiktCloud_2" }
        [[output]]
        title = "nooit"
        unit = "%"
        formula = "x"
        members = { AI = "GebruiktRobots_3" }
        [[breakdown]]
        name = "group"
        members = { AI = "GebruiktAI_1" }
        [[breakdown]]
        name = "size_class"
        dimension = "Bedrijfsgrootte"
        passes = true
    """)
    found = supply(library, tmp_path, SURVEY, how)
    assert [one.key for one in found.structure.measures] == ["bedrijven", "plannen"]

    def read(measure: str) -> list[float]:
        frame = found.read(Choice((measure,), "size_class", (), (("group", "AI"),), "JJ"))
        return [float(value) for value in frame.values[0]]

    assert read("bedrijven") == [12, 25]
    assert read("plannen") == [40, 60]
    assert found.measures_used() == ("GebruiktAI_1", "GebruiktCloud_2")


def test_a_share_is_not_offered_without_the_total_that_it_is_a_share_of(
    library: Library, tmp_path: Path
) -> None:
    how = recipe("""
        period = "2022JJ00"
        [[output]]
        title = "aandeel"
        unit = "%"
        formula = "100 * x / total"
        [[output]]
        title = "aantal"
        unit = "aantal"
        formula = "x"
        [[breakdown]]
        name = "group"
        total = "totaal"
        members = { AI = "GebruiktAI_1", totaal = "Totaal_9" }
        [[breakdown]]
        name = "legal_form"
        members = { bv = "BeslotenVennootschapBV_27" }
        [[breakdown]]
        name = "size_class"
        dimension = "Bedrijfsgrootte"
        passes = true
    """)
    found = supply(library, tmp_path, SURVEY, how)
    assert [one.key for one in found.structure.measures] == ["aantal"]
    assert [one.key for one in found.structure.dimensions] == ["group", "size_class"]


def test_a_sector_and_a_size_of_one_dimension_are_never_taken_for_each_other(
    library: Library, tmp_path: Path
) -> None:
    how = recipe("""
        [[output]]
        title = "vacatures"
        unit = "1 000"
        formula = "OpenstaandeVacatures_1"
        [[breakdown]]
        name = "size_class"
        dimension = "Bedrijfskenmerken"
        total = "totaal"
        [breakdown.members]
        0-10 = "'Bedrijfsgrootte: 0 tot 10 werk*'"
        totaal = "'A-U Alle economische activiteiten'"
        [[breakdown]]
        name = "sector"
        dimension = "Bedrijfskenmerken"
        total = "A-U"
        members = { A-U = "'A-U Alle economische activiteiten'", C = "'C Industrie'" }
    """)
    found = supply(library, tmp_path, VACANCIES, how)

    def read(by: str, member: str, **where: str) -> tuple[float | None, Status]:
        frame = found.read(Choice(("vacatures",), by, (member,), tuple(where.items()), "KW"))
        status = frame.status(0, 0)
        return (None if status.is_missing else float(frame.values[0, 0])), status

    assert read("sector", "C", size_class="totaal") == (30, Status.FINAL)
    assert read("size_class", "0-10", sector="A-U") == (60, Status.FINAL)
    # Industry of all sizes together, also when it is the size that splits.
    assert read("size_class", "totaal", sector="C") == (30, Status.FINAL)
    assert read("sector", "A-U", size_class="0-10") == (60, Status.FINAL)
    # Small businesses in industry are not in the table.
    assert read("size_class", "0-10", sector="C") == (None, Status.ABSENT)
    assert read("sector", "C", size_class="0-10") == (None, Status.ABSENT)
