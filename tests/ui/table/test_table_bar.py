"""The table of a page with the row over it: form, columns, filter, totals, decimals, copying."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mkbviewer.core import numbers
from mkbviewer.core.numbers import Grouping
from mkbviewer.core.period import Frequency
from mkbviewer.core.table.table_choice import TableChoice, TableForm
from mkbviewer.core.words.tab_separated import CopyNotation
from mkbviewer.ui.table.column_widths import narrow
from mkbviewer.ui.table.table_bar import TableBar
from mkbviewer.ui.table.table_headings import (
    BESIDE_WORDS,
    cut_of,
    lines_of,
    longest_word,
    width_on_two_lines,
)
from mkbviewer.ui.table.table_menu import make_menu
from mkbviewer.ui.table.table_view import TableView
from tests.specimen_frames import frame_of
from tests.ui.window_desk import SPECIMEN, Desk, open_desk

NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def composition(desk: Desk) -> Desk:
    """The composition of the mkb, computed from the specimen: seven quarters from 2022KW01 on."""
    desk.drop_files(SPECIMEN)
    return desk


@pytest.fixture
def usual_grouping():
    yield
    numbers.use_grouping(Grouping.LANGUAGE)


def bar(desk: Desk) -> TableBar:
    found: TableBar = desk.page.figures.bar
    return found


def test_another_form_is_chosen_and_undo_takes_it_back(composition):
    bar(composition).form.chosen.emit((TableForm.LONG.value,))

    assert composition.headings() == ["Period", "Series", "Value", "Status", "Unit"]
    assert composition.table.table.rowCount() == 7 * len(composition.session.page.frame.series)

    composition.window.actions.undo.trigger()
    assert composition.headings()[0:2] == ["Period", "Self-employed"]
    assert bar(composition).form.keys == (TableForm.PERIODS.value,)


def test_what_is_typed_filters_the_rows_and_escape_shows_all_again(composition):
    field = bar(composition).filter
    QTest.keyClicks(field, "2023 >79")
    QTest.keyClick(field, Qt.Key.Key_Return)

    # 80% in 2023KW03 is the only share above 79 in that year.
    assert composition.cells(0) == ["2023 3e kwartaal"]
    assert bar(composition).count.text() == "1 of 7 rows"
    assert bar(composition).count.isVisible()

    QTest.keyClick(field, Qt.Key.Key_Escape)
    bar(composition).use_filter()
    assert composition.table.table.rowCount() == 7


def test_the_chart_points_at_a_row_that_the_filter_leaves_and_at_none_that_it_does_not(composition):
    QTest.keyClicks(bar(composition).filter, "2023")
    bar(composition).use_filter()

    composition.chart.hovered.emit(6, None)
    assert composition.table.pointed_row == 0
    composition.chart.hovered.emit(0, None)
    assert composition.table.pointed_row == -1


def test_a_column_is_hidden_and_comes_back(composition):
    columns = bar(composition).columns
    columns.chosen.emit(tuple(key for key in columns.keys if key != "series:micro"))
    assert "Micro" not in composition.headings()
    assert "micro" in composition.session.view.members

    bar(composition).reset.trigger()
    assert "Micro" in composition.headings()


def test_alt_and_an_arrow_sort_the_column_of_the_current_cell(composition):
    table = composition.table
    table.setCurrentIndex(table.table.index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    # 70% is the lowest share of the self-employed.
    assert composition.cells(1)[0] == "70,0"
    assert composition.session.view.table.sort == "series:zzp"


def test_percentages_have_no_totals_and_the_menu_says_why(composition):
    totals = bar(composition).totals
    assert not totals.isEnabled()
    assert totals.toolTip() == "Percentages, indices and changes cannot be added."


def test_decimals_are_chosen_for_the_table(composition):
    bar(composition).decimals[3].trigger()
    assert composition.cells(1)[0] == "80,000"


def test_copying_plain_is_remembered_and_holds_for_every_copy(composition):
    bar(composition).notation[CopyNotation.PLAIN].trigger()
    composition.table.selectRow(0)
    QTest.keyClick(composition.table, Qt.Key.Key_C, CONTROL)

    assert QApplication.clipboard().text().splitlines()[1].split("\t")[1] == "80"
    assert composition.settings.copy_notation == "plain"


def test_the_mark_between_thousands_is_chosen_for_the_whole_window(desk, usual_grouping):
    desk.session.open_indicator("faillissementen")
    newest = next(cell for cell in desk.cells(1) if len(cell) > 4)
    assert newest[1] == "."

    bar(desk).grouping[Grouping.SPACE].trigger()

    assert next(cell for cell in desk.cells(1) if len(cell) > 4) == newest.replace(".", "\u202f")
    assert desk.settings.grouping == "space"


def test_the_table_comes_back_as_it_was_left(qapp, tmp_path, dutch):
    first = open_desk(qapp, tmp_path)
    first.session.open_indicator("faillissementen")
    bar(first).form.chosen.emit((TableForm.SERIES.value,))
    settings = first.settings
    first.close()

    second = open_desk(qapp, tmp_path, settings)
    second.session.open_last()
    headings = second.headings()
    second.close()

    assert headings[:2] == ["Series", "Unit"]


def test_totals_of_counts_are_sums_of_what_is_shown(desk):
    desk.session.open_indicator("faillissementen")
    bar(desk).totals.trigger()

    table = desk.table.table
    frame = desk.session.page.frame
    last = table.rowCount() - 1
    assert table.index(last, 0).data() == "Total"
    summed = sum(float(value) for value in frame.values[:, 0])
    assert table.index(last, 1).data().replace(".", "").strip("*") == f"{summed:.0f}"


def test_a_selection_in_the_form_with_a_figure_a_row_selects_period_and_series(composition):
    bar(composition).form.chosen.emit((TableForm.LONG.value,))
    table = composition.table
    row = table.table.row_of(3, 1)
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        NONE,
        table.visualRect(table.table.index(row, 2)).center(),
    )

    assert composition.session.marked_periods == (3,)
    assert composition.session.marked_series == (composition.session.page.frame.series[1].key,)


def test_everything_can_be_selected_and_copied(composition):
    composition.table.selectAll()
    composition.table.copy()

    lines = QApplication.clipboard().text().split("\r\n")
    assert len(lines) == 1 + 7 + 1
    assert lines[1].split("\t")[:2] == ["2023 3e kwartaal", "80,0"]


def test_the_menu_of_a_cell_sorts_hides_and_filters(composition):
    def choose(row, column, start):
        menu = make_menu(composition.table, row, column)
        next(one for one in menu.actions() if one.text().startswith(start)).trigger()

    choose(0, 1, "Sort rising")
    assert composition.cells(1)[0] == "70,0"
    choose(0, 2, "Hide this column")
    assert "Micro" not in composition.headings()
    choose(2, 0, "Only rows with")
    assert composition.table.table.rowCount() == 1
    for _step in range(3):
        composition.window.actions.undo.trigger()
    assert composition.cells(0)[0] == "2023 3e kwartaal"
    assert len(composition.headings()) == 6


def test_headings_that_begin_alike_are_cut_where_they_do_not_differ():
    begin, end = Qt.TextElideMode.ElideLeft, Qt.TextElideMode.ElideRight

    assert cut_of("Overleeft na 2 jaar", ("Overleeft na 1 jaar", "")) is begin
    assert cut_of("Bouwnijverheid", ("Industrie", "Handel")) is end
    assert cut_of("Micro", ("Micro", "Klein")) is end


def test_a_long_heading_stands_on_two_lines_where_one_is_too_short(composition):
    table = composition.page.figures.table
    heading = table.horizontalHeader()
    composition.window.shell.resize(1440, 900)
    QApplication.processEvents()
    one = heading.height()
    metrics, text = heading.fontMetrics(), "Business Economy, B-N, excl. K, incl. 95"
    room = metrics.horizontalAdvance("Business Economy, B-N,") + 2
    right, left = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideLeft

    assert lines_of(text, room, metrics, right, 2) == (
        "Business Economy, B-N,",
        "excl. K, incl. 95",
    )
    assert lines_of(text, 2 * room, metrics, right, 2) == (text,)
    assert len(lines_of(text, room, metrics, right, 1)) == 1
    assert lines_of(text, room // 2, metrics, left, 2)[1] == "K, incl. 95"
    # With its end kept a heading takes the cut at which both lines are whole, where there is one.
    persons = "Natuurlijke personen zonder eenmanszaak"
    room = metrics.horizontalAdvance("zonder eenmanszaak") + 2
    for cut in (left, right):
        lines = lines_of(persons, room, metrics, cut, 2)
        assert lines == ("Natuurlijke personen", "zonder eenmanszaak")
    heading.show_lines(2)
    assert heading.height() == one + 16


@pytest.mark.parametrize(
    ("room", "widths"),
    [
        (1000, [220, 200, 90]),  # as wide as they want to be
        (400, [195, 115, 90]),  # the first needs 195; the second has what is left
        (300, [195, 100, 90]),  # no narrower than their least: the table is scrolled
    ],
)
def test_columns_that_can_be_narrower_make_room_for_those_that_cannot(room, widths):
    assert narrow([220, 200, 90], [195, 100, 90], room) == widths


def test_a_heading_on_two_lines_is_as_wide_as_its_longer_line(qapp):
    metrics = QFontMetrics(qapp.font())
    words = "Natuurlijke personen zonder eenmanszaak".split(" ")
    # Of the three cuts the middle one leaves the shortest longer line.
    assert width_on_two_lines(words, metrics) == metrics.horizontalAdvance("zonder eenmanszaak")
    assert longest_word(words, metrics) == metrics.horizontalAdvance("eenmanszaak")
    assert width_on_two_lines(["Totaal"], metrics) == metrics.horizontalAdvance("Totaal")


def test_headings_that_differ_never_read_the_same(qtbot):
    table = TableView()
    qtbot.addWidget(table)
    table.resize(640, 200)
    table.show()
    names = ["Tot renewable excl statistical transfer", "Tot renewable incl statistical transfer"]
    names += ["Statistical transfer", "Total, including non-renewables", "Hydro power"]
    frame = frame_of([(2022, 0)], {one: [1.0] for one in names}, frequency=Frequency.YEAR)

    table.show_frame(frame, {})

    heading = table._heading
    written = [
        heading._lines_at(at, heading.sectionSize(at) - BESIDE_WORDS, heading.bold_metrics())
        for at in range(1, 1 + len(names))
    ]
    assert len(set(written)) == len(names)
    assert " ".join(written[0]) == "Tot renewable excl statistical transfer"


def test_names_of_series_have_the_room_that_they_ask_for(composition):
    composition.session.change(table=TableChoice(form=TableForm.LONG))
    table = composition.page.figures.table
    label = "Totaal B-J, N en 95 (zonder L, M)"
    frame = frame_of([(2022, 0)], {label: [1.0]}, frequency=Frequency.YEAR)

    table.show_frame(frame, {}, TableChoice(form=TableForm.LONG))

    assert table.columnWidth(1) > table.fontMetrics().horizontalAdvance(label)
