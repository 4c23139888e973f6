"""A second dimension side by side, on the business survey of CBS."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mkbviewer.core.errors import InvalidView
from mkbviewer.core.frame import Frame
from mkbviewer.core.view import View, view_from_dict, view_to_dict
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.explanation import explain_figure
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import read_page
from tests.store.composition_page import open_empty

CONDITIONS = "85611NED"
SECTOR, SIZE, MARGIN = "BedrijfstakkenBranchesSBI2008", "Bedrijfsgrootte", "Marges"


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[Holdings]:
    opened = open_empty(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def table(holdings, shared_data) -> View:
    import_file(holdings.own, shared_data / "cbs" / "recipes" / f"{CONDITIONS}.csv")
    return View(
        CONDITIONS,
        is_table=True,
        by=SECTOR,
        members=("C Industrie", "F Bouwnijverheid"),
        where=((MARGIN, "Waarde"),),
        beside=SIZE,
        beside_members=("5 tot 50 werkzame personen", "250 of meer werkzame personen"),
    )


def figures(frame: Frame, key: str) -> dict[str, float]:
    column = frame.column(key)
    return {
        period.code: float(value)
        for period, value in zip(frame.periods, frame.values[:, column], strict=True)
        if value == value  # noqa: PLR0124 - missing figures are not themselves
    }


def test_each_series_stands_beside_itself_for_every_member(holdings, table):
    frame = read_page(holdings, table).frame

    assert [one.label for one in frame.series] == [
        "C Industrie, 5 tot 50 werkzame personen",
        "C Industrie, 250 of meer werkzame personen",
        "F Bouwnijverheid, 5 tot 50 werkzame personen",
        "F Bouwnijverheid, 250 of meer werkzame personen",
    ]
    assert [one.facet for one in frame.series[:2]] == list(table.beside_members)


def test_the_figures_are_those_of_the_member_alone(holdings, table):
    beside = read_page(holdings, table).frame
    for size in table.beside_members:
        held = replace(
            table, beside="", beside_members=(), where=((MARGIN, "Waarde"), (SIZE, size))
        )
        alone = read_page(holdings, held).frame
        assert figures(alone, "C Industrie")
        for sector in table.members:
            assert figures(beside, f"{sector}@{size}") == figures(alone, sector)


def test_a_figure_that_stands_beside_others_is_explained_as_that_of_its_member(holdings, table):
    page = read_page(holdings, table)

    told = explain_figure(holdings, page, 0, 1)

    assert "C Industrie, 250 of meer werkzame personen" in told.title


def test_without_members_the_first_of_a_second_dimension_stand_side_by_side(holdings, table):
    view = read_page(holdings, replace(table, beside_members=())).view

    assert view.beside_members == (
        "5 of meer werkzame personen",
        "5 tot 50 werkzame personen",
        "5 tot 250 werkzame personen",
        "50 tot 250 werkzame personen",
    )
    assert SIZE not in dict(view.where)


def test_the_dimension_that_makes_the_series_cannot_stand_beside_itself(holdings, table):
    assert read_page(holdings, replace(table, beside=SECTOR, beside_members=())).view.beside == ""
    with pytest.raises(InvalidView):
        read_page(holdings, replace(table, beside="Provincie"))


def test_a_view_with_a_second_dimension_is_kept_and_read_back(table):
    assert view_from_dict(view_to_dict(table)) == table


def test_insufficient_demand_in_manufacturing_is_what_the_file_says(holdings, table):
    asked = replace(table, measures=("OnvoldoendeVraag_85",))

    frame = read_page(holdings, asked).frame

    small = figures(frame, "C Industrie@5 tot 50 werkzame personen")
    large = figures(frame, "C Industrie@250 of meer werkzame personen")
    assert (small["2023MM07"], large["2023MM07"]) == (18.3, 17.7)
    assert (small["2023MM10"], large["2023MM10"]) == (21.9, 23.6)
