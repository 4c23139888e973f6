"""Revisions as rows: what they say, and how they are sorted."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from mkbviewer.core.model import Dimension, Measure, Member, Release, Structure
from mkbviewer.store.library.report import Revisions
from mkbviewer.store.revisions.comparison import Kind
from mkbviewer.store.revisions.revisions import Diff, Revision
from mkbviewer.viewmodels.releases.revision_table import Column, RevisionTable
from mkbviewer.viewmodels.table.text_table import AS_GIVEN

STRUCTURE = Structure(
    (Measure("banen", "Banen van werknemers", "aantal", 0), Measure("index", "Index", "2015=100")),
    (Dimension("sector", "Bedrijfstak", (Member("T", "Alle"), Member("F", "Bouw"))),),
)
REVISIONS = (
    Revision(Kind.VALUE, "banen", ("T",), "2022KW03", 0.0, 3.0, "", ""),
    Revision(Kind.VALUE, "banen", ("F",), "2022KW02", 1234.0, 1000.0, "*", ""),
    Revision(Kind.PRESENCE, "banen", ("T",), "2022KW04", None, 44.0, ".", "*"),
    Revision(Kind.STATUS, "banen", ("F",), "2022KW01", None, None, "x", "blank"),
    Revision(Kind.ADDED, "index", ("F",), "2023KW01", None, 8.25, "absent", ""),
)


@pytest.fixture
def table(qapp, watch_model, dutch):
    one = watch_model(RevisionTable())
    one.show(diff_of(*REVISIONS))
    return one


def diff_of(*revisions):
    old, new = (Release("99901NED", name, "") for name in ("2023-01-01", "2024-01-01"))
    return Diff("99901NED", "Banen", old, new, STRUCTURE, Revisions(), revisions)


def column(table, which):
    return [table.index(row, which).data() for row in range(table.rowCount())]


def test_rows_stand_in_the_order_in_which_they_were_read(table):
    assert table.sorted_by[0] == AS_GIVEN
    assert column(table, Column.PERIOD) == [
        "2022 3e kwartaal",
        "2022 2e kwartaal",
        "2022 4e kwartaal",
        "2022 1e kwartaal",
        "2023 1e kwartaal",
    ]


def test_measures_and_members_are_named_by_their_titles_and_labels(table):
    assert column(table, Column.MEASURE)[0] == "Banen van werknemers"
    assert column(table, Column.MEMBERS) == ["Alle", "Bouw", "Alle", "Bouw", "Bouw"]
    assert table.describe(table.revision(1)) == "Banen van werknemers, Bouw"


def test_figures_carry_their_stars_and_missing_ones_their_symbol(table):
    assert column(table, Column.OLD) == ["0", "1.234*", ".", "x", "–"]
    assert column(table, Column.NEW) == ["3", "1.000", "44*", "empty", "8,25"]


def test_differences_are_signed_and_percentages_are_of_the_old_figure(table):
    assert column(table, Column.DIFFERENCE) == ["+3", "−234", "", "", ""]
    # 234 / 1234 = 0,18963
    assert column(table, Column.RELATIVE) == ["", "−19,0%", "", "", ""]


def test_two_figures_that_would_look_alike_get_more_decimals(table):
    table.show(diff_of(Revision(Kind.VALUE, "banen", ("T",), "2022KW01", 10.2, 10.4, "", "")))
    assert (column(table, Column.OLD), column(table, Column.NEW)) == (["10,2"], ["10,4"])
    assert column(table, Column.DIFFERENCE) == ["+0,2"]


def test_the_tooltip_says_the_status_in_words(table):
    role = Qt.ItemDataRole.ToolTipRole
    assert table.index(1, Column.OLD).data(role) == "1.234* number\nprovisional"
    assert table.index(3, Column.OLD).data(role) == "secret"


def test_sorting_by_a_figure_puts_what_has_none_last(table):
    table.sort(Column.NEW, Qt.SortOrder.DescendingOrder)
    assert column(table, Column.NEW) == ["1.000", "44*", "8,25", "3", "empty"]
    table.sort(Column.NEW, Qt.SortOrder.AscendingOrder)
    assert column(table, Column.NEW) == ["3", "8,25", "44*", "1.000", "empty"]


def test_sorting_by_words_keeps_the_order_of_equals(table):
    table.sort(Column.MEMBERS)
    assert column(table, Column.PERIOD) == [
        "2022 3e kwartaal",
        "2022 4e kwartaal",
        "2022 2e kwartaal",
        "2022 1e kwartaal",
        "2023 1e kwartaal",
    ]


def test_an_index_that_is_kept_follows_its_row(table):
    kept = QPersistentModelIndex(table.index(1, Column.OLD))
    table.sort(Column.NEW, Qt.SortOrder.DescendingOrder)
    assert kept.row() == 0
    assert table.revision(kept.row()).old == 1234.0


def test_every_column_can_be_sorted(table):
    for one in Column:
        table.sort(one, Qt.SortOrder.DescendingOrder)
        assert table.rowCount() == 5


def test_nothing_is_shown_of_no_comparison(table):
    table.show(None)
    assert table.rowCount() == 0
    with pytest.raises(IndexError):
        table.revision(0)
