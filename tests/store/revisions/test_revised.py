"""How many figures behind a page were revised."""

from dataclasses import replace
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core.view import View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.holdings import open_holdings
from mkbviewer.store.pages.page import read_page
from mkbviewer.store.revisions.revised import count_revised, releases_to_compare

SPECIMEN = Path(__file__).resolve().parents[2] / "e2e" / "specimens" / "81589NED.csv"
INDICATOR = View("samenstelling-mkb", source="81589NED")
TABLE = View("81589NED", is_table=True)


@pytest.fixture
def holdings(tmp_path):
    with_specimen = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    assert import_file(with_specimen.own, SPECIMEN).error is None
    yield with_specimen
    with_specimen.close()


@pytest.fixture
def revise(holdings, tmp_path):
    """Import the specimen again with other figures in its first rows; `columns` by place."""

    def take_in(**figures):
        heading, *rows = SPECIMEN.read_text(encoding="utf-8-sig").splitlines()
        names = heading.split(";")
        for row, (column, figure) in enumerate(figures.items()):
            cells = rows[row].split(";")
            cells[names.index(column)] = figure
            rows[row] = ";".join(cells)
        file = tmp_path / "newer" / SPECIMEN.name
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
        assert import_file(holdings.own, file).error is None

    return take_in


def figures(holdings, view):
    found = count_revised(holdings, read_page(holdings, view))
    return found.figures if found else None


def test_with_one_release_there_is_nothing_to_compare(holdings):
    assert releases_to_compare(holdings, read_page(holdings, TABLE)) is None
    assert figures(holdings, TABLE) is None


def test_a_table_page_counts_all_revised_figures_of_its_table(holdings, revise):
    revise(k_1WerkzaamPersoon_2="701", Rechtspersonen_13="399")
    assert figures(holdings, TABLE) == 2


def test_an_indicator_counts_only_what_its_recipe_uses(holdings, revise):
    revise(k_1WerkzaamPersoon_2="701", k_100WerkzamePersonenOfMeer_9="26")
    assert figures(holdings, TABLE) == 2
    assert figures(holdings, INDICATOR) == 1


def test_the_embedded_series_have_no_releases_to_compare(holdings):
    assert releases_to_compare(holdings, read_page(holdings, View("startups"))) is None
    embedded = View("samenstelling-mkb", source="81588NED")
    assert releases_to_compare(holdings, read_page(holdings, embedded)) is None


def test_a_page_as_of_the_older_release_shows_its_own_figures(holdings, revise):
    revise(k_1WerkzaamPersoon_2="701")
    old = holdings.own.table("81589NED").releases[0].name
    view = View("81589NED", is_table=True, measures=("k_1WerkzaamPersoon_2",), frequency="KW")
    newest = read_page(holdings, view).level
    older = read_page(holdings, replace(view, release=old)).level
    assert (older.values[0, 0], newest.values[0, 0]) == (700, 701)
