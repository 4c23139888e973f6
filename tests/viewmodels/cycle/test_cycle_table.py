"""The series of the clock as rows."""

import pytest
from PySide6.QtCore import Qt

from mkbviewer import paths
from mkbviewer.core.cycle.clock import COMPOSITE, Clock
from mkbviewer.core.cycle.cycle import compute_cycle
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.cycle_series import load_cycle_series, main_series
from mkbviewer.core.period import parse_code
from mkbviewer.viewmodels.cycle.cycle_table import Column, CycleRole, CycleTable


@pytest.fixture(scope="module")
def cycle():
    series = main_series(load_cycle_series(paths.data_dir() / "barometer_series.csv"))
    return compute_cycle(series, Method.MEAN)


@pytest.fixture
def table(cycle, watch_model):
    made = watch_model(CycleTable())
    made.show_clock(Clock(cycle), cycle.row(parse_code("2023KW03")))
    return made


def texts(table, row):
    return [table.index(row, column).data() for column in Column]


def test_there_is_a_row_for_each_series_and_one_for_the_composite(table):
    assert table.rowCount() == 13
    assert table.key_at(12) == COMPOSITE
    assert table.row_of("bbp") == 6
    assert table.row_of("nonsense") == -1


def test_a_row_tells_the_figure_the_level_the_change_and_the_state(table):
    # The levels of the check: 0.524 after 0.521 for bankruptcies, -0.785 after -0.655 for GDP.
    assert texts(table, 11) == [
        "SME bankruptcies",
        "699",
        "+0.52",
        "0.00",
        "above the mean, rising",
    ]
    assert texts(table, 6)[1:] == [
        "\u22120.7%",
        "\u22120.78",
        "\u22120.13",
        "below the mean, falling",
    ]
    assert table.index(6, Column.STATE).data(CycleRole.WEATHER) == "cloud-rain"


def test_what_is_not_known_is_said(table, cycle):
    table.show_clock(Clock(cycle), cycle.row(parse_code("2025KW01")))
    row = table.row_of("mkb-omzet")

    assert texts(table, row)[1:] == ["", "", "", "not known in this quarter"]
    assert table.index(row, Column.STATE).data(CycleRole.WEATHER) == ""


def test_a_series_is_hidden_and_shown_by_its_check(table, record):
    told = record(table.shown_changed)
    index = table.index(0, Column.NAME)
    key = table.key_at(0)

    assert table.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert key not in table.shown
    assert table.hidden == {key}
    assert Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Unchecked
    table.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert key in table.shown
    assert len(told) == 2


def test_only_the_name_can_be_checked(table):
    other = table.index(0, Column.LEVEL)

    assert not table.setData(other, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not other.flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_another_quarter_changes_the_rows_without_a_reset(table, cycle, record):
    reset = record(table.modelReset)
    changed = record(table.dataChanged)
    table.show_clock(Clock(cycle), cycle.row(parse_code("2020KW02")))

    assert reset == []
    assert len(changed) == 1
