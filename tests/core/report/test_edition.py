"""Another edition of the report, from made-up files."""

from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core.report.catalogue import Catalogue, load_catalogue
from mkbviewer.core.report.edition import Edition, InvalidEdition, read_edition
from mkbviewer.core.report.edition_barometer import NO_BAROMETER
from tests.barometer_of_edition import KEYS, PUBLISHED, series_text

MADE_UP = Path(__file__).resolve().parents[2] / "specimens" / "editions" / "2031"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue(paths.resources_dir() / "catalogue")


@pytest.fixture
def texts() -> dict[str, str]:
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in MADE_UP.rglob("*")
        if path.suffix in (".csv", ".toml")
    }


def problems(texts: dict[str, str], shipped: Catalogue) -> list[tuple[str, int, str]]:
    with pytest.raises(InvalidEdition) as caught:
        read_edition("2031", texts, shipped)
    return [(one.file, one.line, one.what) for one in caught.value.problems]


def test_its_pages_are_those_of_its_catalogue(texts: dict[str, str], shipped: Catalogue) -> None:
    edition = read_edition("2031", texts, shipped)

    assert edition.name == "2031"
    assert [(one.id, one.theme) for one in edition.catalogue.indicators] == [
        ("samenstelling-mkb", "dynamiek"),
        ("verzonnen-cijfer", "ruimte"),
        ("verzonnen-reeks", "ruimte"),
    ]
    figure = edition.catalogue.indicators[1]
    assert figure.figures == ("2a", "2b")
    assert figure.breakdowns == ("size_class", "group")


def test_a_page_that_the_program_knows_keeps_its_fillings_under_its_new_title(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    page = read_edition("2031", texts, shipped).catalogue.indicator("samenstelling-mkb")
    known = shipped.indicator("samenstelling-mkb")

    assert page is not None
    assert known is not None
    assert page.fillings == known.fillings
    assert page.checks == known.checks
    assert page.titles["nl"] == "Verzonnen samenstelling van het mkb"


def test_a_page_of_its_own_is_filled_as_its_own_file_says(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    catalogue = read_edition("2031", texts, shipped).catalogue

    assert [one.id for one in catalogue.filled_by("99931NED")] == ["verzonnen-reeks"]


def test_its_facts_are_of_its_own_year(texts: dict[str, str], shipped: Catalogue) -> None:
    edition: Edition = read_edition("2031", texts, shipped)

    assert [fact.value for fact in edition.facts] == [83, 41.5, 42.5]
    assert {fact.edition for fact in edition.facts} == {"2031"}


def test_cards_of_pages_that_it_does_not_have_are_not_put_first(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    themes = {
        theme.id: theme.cards for theme in read_edition("2031", texts, shipped).catalogue.themes
    }

    assert themes["dynamiek"] == ("samenstelling-mkb",)
    assert themes["ruimte"] == ()


def test_everything_that_is_wrong_is_named_with_its_line(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    facts = texts["facts_2031.csv"]
    texts["facts_2031.csv"] = (
        facts.replace("83,,zzp", "83,?,zzp").replace("2029,41.5", "2029,veel").replace("\n", "\r\n")
        + "onbekend,uren,uur,2030,1,,,,,,,1,yes,\r\n"
        + facts.splitlines()[3]
        + "\r\n"
    )
    texts["catalogue_2031.csv"] = texts["catalogue_2031.csv"].replace("dynamiek,", "elders,")

    assert [(file, line) for file, line, _what in problems(texts, shipped)] == [
        ("catalogue_2031.csv", 2),
        ("facts_2031.csv", 2),
        ("facts_2031.csv", 3),
        ("facts_2031.csv", 5),
        ("facts_2031.csv", 6),
    ]
    assert "line 4" in problems(texts, shipped)[-1][2]


def test_a_code_that_is_no_period_is_named_and_a_span_of_years_is_not(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    facts = texts["facts_2031.csv"]
    last = facts.splitlines()[3]
    added = [last.replace(",2030,", f",{period},") for period in ("2020/2030", "2030KW05")]
    texts["facts_2031.csv"] = facts + "\n".join(added) + "\n"

    assert problems(texts, shipped) == [
        ("facts_2031.csv", 6, "“2030KW05” is no period of CBS."),
    ]


def test_a_missing_file_and_a_missing_column_are_named(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    del texts["catalogue_2031.csv"]
    texts["facts_2031.csv"] = texts["facts_2031.csv"].replace("qualifier", "teken", 1)

    found = problems(texts, shipped)
    assert ("catalogue_2031.csv", 0, "This file is missing.") in found
    assert ("facts_2031.csv", 1, "Column qualifier is missing.") in found


def test_a_broken_toml_file_is_named_with_its_line(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    name = "verzonnen-reeks.toml"
    texts[name] = texts[name].replace('unit = "aantal"\nfreq', "unit = \nfreq", 1)

    (problem,) = problems(texts, shipped)
    # The unit stands in the fifth line.
    assert problem[:2] == (name, 5)


def test_a_recipe_that_does_not_parse_is_named(texts: dict[str, str], shipped: Catalogue) -> None:
    name = "verzonnen-reeks.toml"
    texts[name] = texts[name].replace('"Bedrijven_1"', '"Bedrijven_1 +"')

    (problem,) = problems(texts, shipped)
    assert problem[0] == name


def test_a_page_that_its_catalogue_does_not_have_is_named(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    rows = texts["catalogue_2031.csv"].splitlines()
    texts["catalogue_2031.csv"] = "\n".join(rows[:-1]) + "\n"

    (problem,) = problems(texts, shipped)
    assert problem[0] == "verzonnen-reeks.toml"


def test_its_barometer_is_its_own_where_it_has_one(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    assert read_edition("2031", texts, shipped).barometer == NO_BAROMETER
    texts["barometer_series_2031.csv"] = series_text()
    texts["barometer_published_2031.csv"] = PUBLISHED

    told = read_edition("2031", texts, shipped).barometer
    assert {row["indicator_key"] for row in told.series} == set(KEYS)
    assert [row["period"] for row in told.published] == ["2030KW04"]


def test_everything_that_is_wrong_in_its_barometer_is_named_with_its_line(
    texts: dict[str, str], shipped: Catalogue
) -> None:
    lines = series_text().splitlines()
    lines[1] = lines[1].replace(",up,", ",sideways,")
    lines[2] = lines[2].replace("2012KW02", "2012")
    lines[4] = lines[3]
    lines[5] = lines[5].replace(",main,", ",other,")
    others = [line.replace(",main,", ",other,") for line in lines[77:153]]
    texts["barometer_series_2031.csv"] = "\n".join([*lines[:77], *others]) + "\n"
    texts["barometer_published_2031.csv"] = PUBLISHED.replace(",3,8,", ",9,8,")

    found = problems(texts, shipped)
    assert [one[:2] for one in found] == [
        ("barometer_series_2031.csv", 2),
        ("barometer_series_2031.csv", 3),
        ("barometer_series_2031.csv", 5),
        ("barometer_series_2031.csv", 78),
        ("barometer_published_2031.csv", 2),
    ]
    assert found[2][2] == "This is there already, in line 4."


def test_its_findings_are_its_own(texts: dict[str, str], shipped: Catalogue) -> None:
    heading, first = texts["facts_2031.csv"].splitlines()[:2]
    texts["fact_check_2031.csv"] = (
        f"{heading},verdict,explanation,nearest\n{first},revised,Made up,82\n"
    )
    edition = read_edition("2031", texts, shipped)

    assert edition.findings is not None
    assert edition.findings[edition.facts[0].key].nearest == 82
