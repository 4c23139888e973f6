"""The table of observations: cells, order, sorting, copying."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from mkbviewer.core.frame import Frame, Series
from mkbviewer.core.period import Frequency, make_period
from mkbviewer.core.status import Status
from mkbviewer.viewmodels.table.observation_table import ObservationTable

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
CODES = ("2022KW03", "2022KW04", "2023KW01", "2023KW02")


@pytest.fixture
def table(watch_model):
    return watch_model(ObservationTable())


@pytest.fixture
def frame(make_frame):
    return make_frame(
        values=[
            (1234, 30.5),
            (np.nan, 12.2),
            (900, np.nan),
            (-1500, 30.5),
        ],
        statuses={
            (1, 0): Status.SUPPRESSED,
            (2, 1): Status.UNKNOWN,
            (3, 0): Status.PROVISIONAL,
        },
    )


def column(table, at, role=Qt.ItemDataRole.DisplayRole):
    return [table.index(row, at).data(role) for row in range(table.rowCount())]


def test_before_a_frame_is_shown_there_is_nothing(table):
    assert (table.rowCount(), table.columnCount()) == (0, 0)
    assert table.copy_text([]) == ""
    table.sort(1)
    assert table.headerData(0, Qt.Orientation.Horizontal) is None


def test_the_newest_period_stands_on_top(table, frame):
    table.show(frame)
    assert column(table, 0) == [
        "2023 2nd quarter",
        "2023 1st quarter",
        "2022 4th quarter",
        "2022 3rd quarter",
    ]


def test_figures_have_their_decimals_stars_and_the_symbols_of_what_is_missing(table, frame):
    table.show(frame)
    assert column(table, 1) == ["\u22121,500*", "900", "x", "1,234"]
    assert column(table, 2) == ["30.5", ".", "12.2", "30.5"]


def test_headings_are_the_labels_of_the_series(table, frame):
    table.show(frame)
    horizontal = Qt.Orientation.Horizontal
    assert [table.headerData(at, horizontal) for at in range(3)] == ["Period", "Zzp", "Micro"]
    tip = table.headerData(2, horizontal, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Micro (% van het totaal)"
    assert table.headerData(3, horizontal) is None
    assert table.headerData(0, Qt.Orientation.Vertical) is None


def test_a_cell_says_in_words_what_it_is(table, frame):
    table.show(frame)
    tips = column(table, 1, Qt.ItemDataRole.ToolTipRole)
    assert tips[0] == "Zzp\n2023 2nd quarter\n\u22121,500\nprovisional"
    assert tips[2] == "Zzp\n2022 4th quarter\nsecret"
    spoken = column(table, 2, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken[0] == "Micro, 2023 2nd quarter, 30.5% van het totaal, final"


def test_a_cell_has_the_figure_of_its_place_in_the_frame(table, frame):
    table.show(frame)
    cell, place = table.arranged.cell(0, 1), table.place(0, 1)
    assert (cell.value, cell.status) == (-1500, Status.PROVISIONAL)
    assert frame.series[place.column].key == "zzp"
    assert frame.periods[place.row].code == "2023KW02"
    name = table.place(0, 0)
    assert frame.periods[name.row].code == "2023KW02"
    assert name.column is None


def test_figures_stand_right_and_periods_left(table, frame):
    table.show(frame)
    role = Qt.ItemDataRole.TextAlignmentRole
    assert table.index(0, 0).data(role) & Qt.AlignmentFlag.AlignLeft
    assert table.index(0, 1).data(role) & Qt.AlignmentFlag.AlignRight
    assert table.headerData(1, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize(
    ("at", "order", "rows"),
    [
        (0, ASCENDING, [0, 1, 2, 3]),
        (0, DESCENDING, [3, 2, 1, 0]),
        (1, ASCENDING, [3, 2, 0, 1]),
        (1, DESCENDING, [0, 2, 3, 1]),
        # Equal figures stand newest first, whichever the direction.
        (2, ASCENDING, [1, 3, 0, 2]),
        (2, DESCENDING, [3, 0, 1, 2]),
    ],
)
def test_sorting_puts_missing_figures_last_either_way(table, frame, at, order, rows):
    table.show(frame)
    table.sort(at, order)
    assert [table.frame_row(row) for row in range(4)] == rows
    assert [table.model_row(row) for row in rows] == [0, 1, 2, 3]
    assert table.sorted_by == (at, order)


def test_sorting_keeps_what_is_selected(table, frame):
    table.show(frame)
    held = QPersistentModelIndex(table.index(0, 2))
    table.sort(1, ASCENDING)
    assert table.frame_row(held.row()) == 3
    table.sort(1, DESCENDING)
    assert (table.frame_row(held.row()), held.column()) == (3, 2)


def test_a_frame_of_the_same_series_keeps_the_order(table, frame, make_frame):
    table.show(frame)
    table.sort(1, ASCENDING)
    table.show(make_frame(codes=CODES[:2], values=[(5, 1), (4, 1)]))
    assert [table.frame_row(row) for row in range(2)] == [1, 0]


def test_a_frame_of_other_series_begins_with_the_newest_period(table, frame, make_frame):
    table.show(frame)
    table.sort(2, ASCENDING)
    table.show(make_frame(series=(Series("groot", "Groot"),)))
    assert table.sorted_by == (0, DESCENDING)


@pytest.mark.parametrize("row", [-1, 4])
def test_a_row_that_is_not_there_is_an_error(table, frame, row):
    table.show(frame)
    with pytest.raises(IndexError):
        table.frame_row(row)
    with pytest.raises(IndexError):
        table.model_row(row)


def test_a_series_is_found_by_its_key(table, frame):
    table.show(frame)
    assert (table.column_of("micro"), table.column_of("groot")) == (2, None)


def test_copying_gives_headings_periods_and_figures_for_a_dutch_excel(table, frame):
    table.show(frame)
    cells = [table.index(row, at) for row in (2, 0, 1) for at in (2, 1)]
    assert table.copy_text(cells) == (
        "Period\tZzp\tMicro\r\n"
        "2023 2nd quarter\t-1500\t30,5\r\n"
        "2023 1st quarter\t900\t.\r\n"
        "2022 4th quarter\tx\t12,2\r\n"
    )


def test_copying_leaves_out_columns_and_cells_that_are_not_selected(table, frame):
    table.show(frame)
    assert table.copy_text([table.index(3, 2)]) == "Period\tMicro\r\n2022 3rd quarter\t30,5\r\n"
    assert table.copy_text([table.index(3, 2), table.index(2, 1)]) == (
        "Period\tZzp\tMicro\r\n2022 4th quarter\tx\t\r\n2022 3rd quarter\t\t30,5\r\n"
    )
    assert table.copy_text([table.index(0, 0)]) == "Period\r\n2023 2nd quarter\r\n"


def test_copying_follows_the_order_on_the_screen(table, frame):
    table.show(frame)
    table.sort(1, ASCENDING)
    lines = table.copy_text([table.index(row, 1) for row in range(4)]).splitlines()
    assert [line.split("\t")[1] for line in lines] == ["Zzp", "-1500", "900", "1234", "x"]


def test_copying_loses_nothing_where_no_decimals_are_stated(table, make_frame):
    series = (Series("index", "Prijsindex"),)
    table.show(make_frame(codes=CODES[:2], series=series, values=[1234.5678, 0.1]))
    lines = table.copy_text([table.index(row, 1) for row in range(2)]).splitlines()
    assert [line.split("\t")[1] for line in lines] == ["Prijsindex", "0,1", "1234,5678"]


@pytest.mark.parametrize(
    ("label", "copied"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-x", "'-x"),
        ("@sum", "'@sum"),
        ("two\tcells\nor lines", "two cells or lines"),
        ("A=B", "A=B"),
    ],
)
def test_a_copied_label_is_a_text_and_nothing_else(table, make_frame, label, copied):
    table.show(make_frame(series=(Series("x", label),)))
    heading = table.copy_text([table.index(0, 1)]).split("\r\n")[0]
    assert heading == f"Period\t{copied}"


def test_an_empty_column_and_an_empty_frame_can_be_shown(table, make_frame):
    kinds = dict.fromkeys([(0, 0), (1, 0)], Status.IMPOSSIBLE)
    table.show(
        make_frame(codes=CODES[:2], series=(Series("x", "X"),), values=[np.nan] * 2, statuses=kinds)
    )
    assert column(table, 1) == ["", ""]
    table.sort(1)
    table.show(make_frame(codes=(), series=()))
    assert (table.rowCount(), table.columnCount()) == (0, 1)


@pytest.mark.slow
def test_a_million_cells_sort_well_within_a_second(qapp):
    periods = tuple(
        make_period(1000 + month // 12, Frequency.MONTH, 1 + month % 12) for month in range(10_000)
    )
    values = np.random.default_rng(1).normal(size=(10_000, 100))
    series = tuple(Series(str(at), str(at), decimals=1) for at in range(100))
    table = ObservationTable()
    start = time.perf_counter()
    table.show(Frame(periods, series, values, np.zeros(values.shape, dtype=np.uint8)))
    table.sort(50, DESCENDING)
    table.index(0, 50).data()
    assert time.perf_counter() - start < 1
    assert table.frame_row(0) == int(np.argmax(values[:, 49]))
