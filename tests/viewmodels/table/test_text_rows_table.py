"""Texts as rows: what they say, how they are sorted, and how they are searched."""

import pytest
from PySide6.QtCore import Qt

from mkbviewer.store.pages.texts import TextRows
from mkbviewer.viewmodels.table.text_rows_table import TextRowsTable

ROWS = (("GM2", "Ceedrecht"), ("GM1", "aa en Bee"), ("GM3", ""))


@pytest.fixture
def table(qapp, watch_model):
    one = watch_model(TextRowsTable())
    one.show(TextRows("99908NED", "", "2024-01-01", ("Regio", "Naam"), ROWS, 3, has_figures=False))
    return one


def shown(table: TextRowsTable) -> list[str]:
    return [table.text(row, 0) for row in range(table.rowCount())]


def test_rows_stand_as_in_the_file_under_their_headings(table):
    assert shown(table) == ["GM2", "GM1", "GM3"]
    assert [table.headerData(one, Qt.Orientation.Horizontal) for one in range(2)] == [
        "Regio",
        "Naam",
    ]


def test_rows_are_sorted_without_regard_to_capitals_and_the_empty_ones_come_last(table):
    table.sort(1, Qt.SortOrder.AscendingOrder)
    assert shown(table) == ["GM1", "GM2", "GM3"]
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert shown(table) == ["GM2", "GM1", "GM3"]


def test_searching_leaves_the_rows_that_hold_the_words(table):
    table.search(" BEE ")
    assert shown(table) == ["GM1"]
    table.search("")
    assert shown(table) == ["GM2", "GM1", "GM3"]


def test_nothing_is_shown_before_anything_was_read(qapp, watch_model):
    table = watch_model(TextRowsTable())
    table.show(None)
    assert (table.rowCount(), table.columnCount()) == (0, 0)
