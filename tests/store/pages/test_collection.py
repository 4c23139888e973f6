"""Comparisons of shipped series and of CBS's tables, by the figures of the starter series."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mkbviewer.core.frame import Frame
from mkbviewer.core.kept.collection import Collection, series_views
from mkbviewer.core.view import View
from mkbviewer.paths import data_dir, resources_dir
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.collection import main_views, read_collection
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page
from tests.two_releases import TABLE, write_releases

BANKRUPT = View("faillissementen", source="82242NED")
VACANCIES = View("vacatures")
WAGES = View("uurloon")


def starter(**wanted: str) -> dict[str, float]:
    """The figures of one series of the starter file by period."""
    with (data_dir() / "starter_series.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if all(row[k] == v for k, v in wanted.items())]
    return {row["period"]: float(row["value"]) for row in rows if row["value"]}


def figures(frame: Frame, column: int) -> dict[str, float]:
    return {
        period.code: float(value)
        for period, value in zip(frame.periods, frame.values[:, column], strict=True)
        if np.isfinite(value)
    }


def both(shipped: Holdings, *subjects: View) -> Collection:
    return Collection().add([one for view in subjects for one in main_views(shipped, view)])


def test_series_of_several_tables_have_the_figures_of_their_own(shipped):
    page = read_collection(shipped, both(shipped, BANKRUPT, VACANCIES))

    vacancies = starter(
        indicator="vacatures",
        table="80472ned",
        frequency="kwartaal",
        size_class="mkb",
        sector="A-U",
        measure="openstaande vacatures",
    )
    assert vacancies
    assert figures(page.frame, 1) == pytest.approx(vacancies)
    assert [one.provenance.table for one in page.items if one.provenance] == [
        "82242NED",
        "80472ned",
    ]
    assert [one.label for one in page.items] == [
        "Bankruptcies, Bedrijven en instellingen, 82242NED",
        "Open vacancies, SMEs (0 to 100 persons)",
    ]


def test_years_and_quarters_stand_side_by_side_and_nothing_is_made_up(shipped):
    page = read_collection(shipped, both(shipped, VACANCIES, WAGES))

    assert page.frequencies == ("quarter", "year")
    by_year = list(figures(page.frame, 1))
    assert by_year
    assert all(code.endswith("JJ00") for code in by_year)
    assert not any(code.endswith("JJ00") for code in figures(page.frame, 0))


def test_a_range_of_periods_holds_for_all_series(shipped):
    whole = both(shipped, VACANCIES, WAGES)

    page = read_collection(shipped, replace(whole, first="2015KW01", last="2019KW04"))

    assert set(figures(page.frame, 1)) == {f"{year}JJ00" for year in range(2015, 2020)}
    assert len(figures(page.frame, 0)) == 20
    assert len(page.level.periods) > len(page.frame.periods)


def test_series_of_several_units_meet_in_an_index(shipped):
    whole = both(shipped, BANKRUPT, VACANCIES)

    page = read_collection(shipped, replace(whole, transformation="index", base="2015KW01"))

    rows = [period.code for period in page.frame.periods]
    assert page.frame.values[rows.index("2015KW01")] == pytest.approx([100, 100])
    level = read_collection(shipped, whole).frame
    codes = [period.code for period in level.periods]
    now, then = level.values[codes.index("2024KW01")], level.values[codes.index("2015KW01")]
    assert page.frame.values[rows.index("2024KW01")] == pytest.approx(100 * now / then)


def test_two_sectors_of_one_page_differ_by_their_names_and_have_the_rest_in_common(shipped):
    view = View("vacatures", by="sector", members=("C", "F"))
    shown = read_page(shipped, view)

    page = read_collection(shipped, Collection().add(series_views(shown)))

    assert [one.label for one in page.items] == [one.label for one in shown.frame.series]
    assert page.common[0] == "Open vacancies"
    for column in range(2):
        assert figures(page.frame, column) == figures(shown.frame, column)


def test_two_releases_of_one_table_are_two_series_named_by_release(tmp_path):
    opened = open_holdings(tmp_path / "own", resources_dir(), data_dir())
    for file in write_releases(tmp_path):
        import_file(opened.own, file)
    names = [one.name for one in opened.own.table(TABLE).releases]
    view = View(TABLE, is_table=True, measures=("banen",), by="sector", members=("T",))

    read = read_collection(opened, Collection(tuple(replace(view, release=n) for n in names)))

    assert figures(read.frame, 0) == {"2022KW01": 100, "2022KW02": 200, "2022KW03": 0}
    assert figures(read.frame, 1) == {
        "2022KW01": 110,
        "2022KW02": 150,
        "2022KW03": 3,
        "2022KW04": 44,
    }
    assert [one.label for one in read.items] == [f"imported {name}" for name in names]
    assert read.items[0].releases == tuple(names)
    opened.close()


def test_what_is_no_longer_there_is_told_and_the_rest_is_shown(shipped):
    gone = View("00000NED", is_table=True, measures=("x",))

    page = read_collection(shipped, both(shipped, VACANCIES).add([gone]))

    assert len(page.frame.series) == 1
    assert page.items[1].problem is not None
    assert page.items[1].label == "00000NED"


def test_a_table_is_added_with_its_total(tmp_path: Path, shared_data: Path):
    opened = open_holdings(tmp_path / "own", resources_dir(), data_dir())
    import_file(opened.own, shared_data / "cbs" / "recipes" / "81588NED.csv")

    views = main_views(opened, View("81588NED", is_table=True))

    assert [one.members for one in views] == [("A-U Alle economische activiteiten",)]
    assert [one.measures for one in views] == [("TotaalBedrijven_1",)]
    opened.close()


def test_an_index_of_years_and_quarters_begins_at_a_year_that_all_have(shipped):
    views = both(shipped, BANKRUPT, VACANCIES)

    page = read_collection(shipped, replace(views, transformation="index"))

    # Bankruptcies begin in 2009, vacancies in 1997: 2009 is the first year of both.
    assert page.bases[0] == "2009JJ00"
    rows = [row for row, one in enumerate(page.frame.periods) if one.year == 2009]
    assert page.frame.values[rows].mean(axis=0) == pytest.approx([100, 100])
