"""The forms of the table, its filter, its columns and its totals, against arithmetic on paper."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from mkbviewer.core.frame import select_rows
from mkbviewer.core.period import text_period
from mkbviewer.core.recipes.parts import Addition
from mkbviewer.core.status import Status
from mkbviewer.core.table.table_choice import TableChoice, TableForm
from mkbviewer.core.words.tab_separated import CopyNotation
from mkbviewer.viewmodels.table.observation_table import ObservationTable

PERIODS, SERIES, LONG = TableForm.PERIODS, TableForm.SERIES, TableForm.LONG
ALL = Addition("", frozenset({"zzp", "micro"}))
NONE = Addition("no sums")


@pytest.fixture
def frame(make_frame):
    # 2022KW03, 2022KW04 and 2023KW01.
    return make_frame(
        codes=("2022KW03", "2022KW04", "2023KW01"),
        values=[(10, 1), (20, np.nan), (30, 3)],
        statuses={(1, 1): Status.SUPPRESSED, (2, 0): Status.PROVISIONAL},
    )


@pytest.fixture
def table(watch_model):
    return watch_model(ObservationTable())


def headings(table):
    return [table.headerData(at, Qt.Orientation.Horizontal) for at in range(table.columnCount())]


def rows(table):
    return [
        [table.index(row, at).data() for at in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_series_by_periods_is_the_table_turned(table, frame):
    table.show(frame, TableChoice(SERIES))

    assert headings(table) == ["Series", "Unit", "2022 Q3", "2022 Q4", "2023 Q1"]
    assert rows(table) == [
        ["Zzp", "number", "10", "20", "30*"],
        ["Micro", "% van het totaal", "1.0", "x", "3.0"],
    ]


def test_one_figure_a_row_tells_period_series_value_status_and_unit(table, frame):
    table.show(frame, TableChoice(LONG))

    assert headings(table) == ["Period", "Series", "Value", "Status", "Unit"]
    assert rows(table)[0] == ["2023 1st quarter", "Zzp", "30*", "provisional", "number"]
    assert rows(table)[3] == ["2022 4th quarter", "Micro", "x", "secret", "% van het totaal"]
    assert len(rows(table)) == 6


@pytest.mark.parametrize(
    ("form", "typed", "left"),
    [
        (PERIODS, "2022", [["2022 4th quarter", "20", "x"], ["2022 3rd quarter", "10", "1.0"]]),
        (PERIODS, ">15", [["2023 1st quarter", "30*", "3.0"], ["2022 4th quarter", "20", "x"]]),
        (PERIODS, "2022 >15", [["2022 4th quarter", "20", "x"]]),
        (PERIODS, "x", [["2022 4th quarter", "20", "x"]]),
        (SERIES, "micro", [["Micro", "% van het totaal", "1.0", "x", "3.0"]]),
        (SERIES, ">=30", [["Zzp", "number", "10", "20", "30*"]]),
        (LONG, "micro 2..4", [["2023 1st quarter", "Micro", "3.0", "final", "% van het totaal"]]),
        (LONG, "*", [["2023 1st quarter", "Zzp", "30*", "provisional", "number"]]),
        (
            LONG,
            "secret",
            [["2022 4th quarter", "Micro", "x", "secret", "% van het totaal"]],
        ),
        (PERIODS, "nothing like it", []),
    ],
)
def test_a_filter_leaves_the_rows_that_are_as_typed(table, frame, form, typed, left):
    table.show(frame, TableChoice(form, filter=typed))
    assert rows(table) == left


def test_a_filter_and_an_order_keep_the_link_with_the_frame(table, frame):
    table.show(frame, TableChoice(LONG, sort="value", is_rising=True, filter=">2"))

    # 3 (micro), 10, 20 and 30 (zzp).
    places = [table.place(row, 2) for row in range(table.rowCount())]
    assert [(place.row, place.column) for place in places] == [(2, 1), (0, 0), (1, 0), (2, 0)]
    assert [table.row_of(2, 1), table.row_of(2, 0)] == [0, 3]
    assert table.row_of(0, 1) == -1  # the 1 that the filter leaves out


def test_columns_that_are_hidden_are_left_out_and_names_stay(table, frame):
    table.show(frame, TableChoice(hidden=("series:zzp", "period")))
    assert headings(table) == ["Period", "Micro"]
    table.arrange(TableChoice(LONG, hidden=("unit", "status")))
    assert headings(table) == ["Period", "Series", "Value"]


def test_a_name_that_no_column_has_changes_nothing(table, frame):
    table.show(frame, TableChoice(sort="series:groot", hidden=("series:groot",)))
    assert headings(table) == ["Period", "Zzp", "Micro"]
    assert table.sorted_by == (0, Qt.SortOrder.DescendingOrder)


def test_decimals_can_be_chosen(table, frame):
    table.show(frame, TableChoice(decimals=2))
    assert rows(table)[2] == ["2022 3rd quarter", "10.00", "1.00"]


def test_totals_add_up_the_rows_and_columns_shown(table, frame):
    table.show(frame, TableChoice(has_totals=True), ALL)

    # 30 + 3 = 33; 20 and a secret figure have no sum; 10 + 1 = 11; 30 + 20 + 10 = 60.
    assert headings(table)[-1] == "Total"
    assert [row[-1] for row in rows(table)] == ["33.0*", "x", "11.0", "x"]
    assert rows(table)[-1] == ["Total", "60*", "x", "x"]


def test_totals_are_of_what_a_filter_leaves(table, frame):
    table.show(frame, TableChoice(has_totals=True, filter="2022"), ALL)
    assert rows(table)[-1][:2] == ["Total", "30"]


def test_totals_of_the_turned_table(table, frame):
    table.show(frame, TableChoice(SERIES, has_totals=True), ALL)

    assert rows(table)[0] == ["Zzp", "number", "10", "20", "30*", "60*"]
    assert rows(table)[-1] == ["Total", "", "11.0", "x", "33.0*", "x"]


def test_only_the_sums_that_make_sense_are_told(table, frame):
    table.show(frame, TableChoice(has_totals=True), Addition("mixed", frozenset({"zzp"})))
    assert rows(table)[-1] == ["Total", "60*", ""]
    assert headings(table)[-1] == "Micro"
    table.show(frame, TableChoice(has_totals=True), NONE)
    assert table.rowCount() == 3
    table.show(frame, TableChoice(LONG, has_totals=True), ALL)
    assert table.rowCount() == 6


def test_a_total_says_how_it_is_made(table, frame):
    table.show(frame, TableChoice(has_totals=True), ALL)

    tip = table.index(3, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == (
        "Sum of the periods shown, of counts of what happens in a period\n60\nprovisional"
    )
    with pytest.raises(IndexError):
        table.frame_row(3)


def test_copying_takes_the_names_along_in_every_form(table, frame):
    table.show(frame, TableChoice(LONG, filter="micro"))
    assert table.copy_text([table.index(0, 2), table.index(1, 2)]) == (
        "Period\tSeries\tValue\r\n2023 1st quarter\tMicro\t3,0\r\n2022 4th quarter\tMicro\tx\r\n"
    )
    table.arrange(TableChoice(SERIES))
    assert table.copy_block([0], [4]) == "Series\t2023 Q1\r\nZzp\t30\r\n"


def test_copying_plain_rounds_nothing_and_writes_points(table, make_frame):
    table.show(make_frame(codes=("2022KW03",), values=[(1234.56, 30.25)]))
    cells = [table.index(0, at) for at in (1, 2)]
    assert table.copy_text(cells).splitlines()[1] == "2022 3rd quarter\t1235\t30,3"
    plain = table.copy_text(cells, CopyNotation.PLAIN)
    assert plain.splitlines()[1] == "2022 3rd quarter\t1234.56\t30.25"


def test_going_through_forms_filters_and_orders_keeps_every_promise_of_a_model(table, frame):
    table.show(frame, TableChoice(), ALL)
    for form in TableForm:
        choice = TableChoice(form, has_totals=True)
        for step in (
            {},
            {"filter": ">2"},
            {"filter": "nothing"},
            {"sort": "series:zzp"},
            {"sort": "value", "is_rising": True},
            {"sort": "series"},
            {"sort": "status"},
            {"sort": "unit"},
            {"sort": "period:2022KW04"},
            {"hidden": ("value", "series:zzp", "period:2022KW03")},
        ):
            table.arrange(replace(choice, **step))
            assert table.choice == replace(choice, **step)


def test_the_order_of_the_alphabet_does_not_see_capitals(table, make_frame):
    from mkbviewer.core.frame import Series

    series = tuple(Series(label, label) for label in ("b", "C", "A"))
    table.show(make_frame(codes=("2022KW03",), series=series), TableChoice(SERIES, sort="series"))
    assert [row[0] for row in rows(table)] == ["C", "b", "A"]


def test_the_only_column_of_figures_without_time_is_called_their_value(table, frame):
    alone = select_rows(frame, np.array([0]))
    table.show(replace(alone, periods=(text_period(""),)), TableChoice(SERIES))

    assert headings(table) == ["Series", "Unit", "Value"]
