"""The pages of the barometer and of the clock in a window."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from mkbviewer.core.cycle.clock import COMPOSITE
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.weather import Weather
from mkbviewer.core.period import parse_code
from mkbviewer.core.view import View, view_to_dict
from mkbviewer.exporters import EXPORTERS
from mkbviewer.settings import Settings, load_settings
from mkbviewer.ui.cycle.cycle_export import barometer_picture, clock_picture, picture_export
from mkbviewer.ui.cycle.time_bar import QUARTER_MS
from mkbviewer.viewmodels.session.indicator_tree import CLOCK_ID, Kind
from mkbviewer.viewmodels.session.places import BAROMETER, BAROMETER_ID, CLOCK
from tests.ui.paper import sheet_to_pdf
from tests.ui.window_desk import SPECIMEN, open_desk


@pytest.fixture
def barometer(desk):
    desk.window.open(Kind.PAGE, BAROMETER_ID)
    return desk.window.barometer.pages[BAROMETER]


@pytest.fixture
def clock(desk):
    desk.window.open(Kind.PAGE, CLOCK_ID)
    return desk.window.barometer.pages[CLOCK]


def paint(page):
    page.grab()
    return page.clock_view.drawn


def point_at(view, spot):
    left = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        spot,
        view.mapToGlobal(spot),
        left,
        left,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)


def choose(page, code):
    page.time.slider.setValue(page.reading.cycle.row(parse_code(code)) - page.clock.rows.start)


def test_the_row_of_the_sidebar_opens_the_page(desk, barometer):
    assert desk.session.place == BAROMETER
    assert desk.window.places.currentWidget() is barometer
    assert desk.window.sidebar.tree.currentIndex().data() == "MKBarometer"


def test_the_page_opens_with_the_quarter_of_which_an_outcome_is_published(barometer):
    strip = barometer.strip

    assert strip.outcome.text() == "2023 3e kwartaal: rain"
    assert strip.counts.text() == (
        "3 of 12 better than the long-run mean · 9 of 12 worse than a quarter earlier"
    )
    assert strip.ours.text() == "Computed by mkbviewer, not the outcome of CBS"
    assert strip.fact._outcome.text() == "licht bewolkt · 7 of 12 worse"
    assert strip.sign.weather is Weather.RAIN


def test_each_of_the_twelve_has_a_card_with_figure_state_and_weather(barometer):
    cards = {card.key: card for card in barometer.cards}

    assert len(cards) == 12
    assert (cards["bbp"].figure, cards["bbp"].words) == ("\u22120,7%", "below the mean, worse")
    faillissementen = cards["mkb-faillissementen"]
    assert (faillissementen.figure, faillissementen.words) == (
        "699",
        "better than the mean, better",
    )
    assert faillissementen.state.weather is Weather.SUN


def test_another_quarter_says_what_is_missing_and_that_nothing_is_published(barometer):
    choose(barometer, "2024KW01")

    assert barometer.quarter == parse_code("2024KW01")
    assert "Mkb-omzet" in barometer.strip.missing.text()
    assert "het 4e kwartaal van 2023" in barometer.strip.missing.text()
    assert "none known" in barometer.strip.fact._outcome.text()


def test_another_method_keeps_the_quarter(barometer):
    choose(barometer, "2022KW01")
    barometer.controls.method_chosen.emit(Method.HP)

    assert barometer.method is Method.HP
    assert barometer.quarter == parse_code("2022KW01")
    assert "trend" in barometer.cards[0].words


def test_fixed_and_recomputed_positions_can_be_switched(clock):
    before = clock.clock_view.face
    clock.controls.recomputed_chosen.emit(True)

    assert clock.clock.is_recomputed
    assert clock.clock_view.face != before


def test_the_page_says_how_it_is_computed_and_with_what(barometer):
    barometer.header.formula.click()
    told = barometer.header._lines.text()

    assert barometer.header.explained.isVisibleTo(barometer)
    assert "level = (figure \u2212 mean) \u00f7 standard deviation" in told
    assert "statsmodels" in told
    assert "not the outcome of CBS" in told


def test_names_on_the_clock_neither_overlap_nor_are_cut(clock):
    for size in ((1440, 900), (1024, 700)):
        clock.window().resize(*size)
        QApplication.processEvents()
        for row in clock.clock.rows:
            clock.clock_view.show_moment(float(row))
            drawn = paint(clock)
            boxes = [label.box for label in drawn.labels.values()]
            assert len(boxes) == len(clock.clock_view.face.hands)
            for place, one in enumerate(boxes):
                assert drawn.plot.left() <= one[0] <= one[2] <= drawn.plot.right()
                assert drawn.plot.top() <= one[1] <= one[3] <= drawn.plot.bottom()
                for other in boxes[place + 1 :]:
                    is_apart = (
                        one[2] <= other[0]
                        or other[2] <= one[0]
                        or one[3] <= other[1]
                        or other[3] <= one[1]
                    )
                    assert is_apart


def test_pointing_at_a_point_marks_its_row_and_its_card(barometer):
    drawn = paint(barometer)
    point_at(barometer.clock_view, QPointF(drawn.points["consumptie-indicator"]))

    assert barometer.clock_view._marked == "consumptie-indicator"
    assert any("Consumptie" in line for line in barometer.clock_view._readout())
    assert [card.key for card in barometer.cards if card._is_marked] == ["consumptie-indicator"]
    QApplication.sendEvent(barometer.clock_view, QEvent(QEvent.Type.Leave))
    assert not any(card._is_marked for card in barometer.cards)


def test_a_series_that_is_unchecked_leaves_the_clock(clock):
    clock.table.hide({"bbp", COMPOSITE})

    assert {hand.key for hand in clock.clock_view.face.hands}.isdisjoint({"bbp", COMPOSITE})
    assert len(clock.clock_view.face.hands) == 11


def test_playing_moves_through_time_and_stops_at_a_quarter(clock):
    clock.time.slider.setValue(10)
    clock.time.toggle()
    assert clock.time.is_playing
    QTest.qWait(QUARTER_MS * 2)
    clock.time.toggle()

    assert not clock.time.is_playing
    assert clock.time.slider.value() > 10
    assert clock.time.row == clock.time._moment


def test_leaving_the_page_stops_the_play(desk, clock):
    clock.time.slider.setValue(3)
    clock.time.toggle()
    desk.session.open_overview()

    assert not clock.time.is_playing


def test_playing_at_the_end_begins_anew(clock):
    clock.time.slider.setValue(clock.time.slider.maximum())
    clock.time.toggle()

    assert clock.time.row == clock.clock.rows.start
    clock.time.stop()


def test_the_clock_is_saved_as_picture_and_its_positions_as_table(clock, tmp_path):
    export = picture_export(clock_picture(clock.moment))
    for one in EXPORTERS:
        target = tmp_path / f"{one.name}{one.suffix}"
        one.write(export, target)
        assert target.stat().st_size > 1000

    assert "2023 3e kwartaal" in export.title
    assert "not the outcome of CBS" in export.subtitle
    assert any("newest positions" in note for note in export.notes)
    assert export.render is not None
    svg = export.render("svg").decode()
    assert "Consumptie-indicator" in svg
    assert "above the trend, rising" in svg


def test_the_popup_of_indicators_lists_all_of_them(barometer):
    barometer.header.series.click()
    popup = barometer.list._popup
    names = popup.findChildren(type(popup.children()[1]))

    assert popup.isVisible()
    assert names
    popup.close()


def test_the_overview_s_strip_opens_the_page(desk):
    desk.window.overview._strip.opened.emit()

    assert desk.session.place == BAROMETER


def test_the_rows_can_be_copied(clock):
    clock.list.copy()
    lines = QApplication.clipboard().text().splitlines()

    assert len(lines) == 14
    assert lines[0].split("\t")[0] == "Indicator"


def test_a_click_on_a_card_offers_other_series_and_undo_takes_the_choice_back(desk, barometer):
    card = barometer.card("mkb-omzet")
    card.click()
    menu = desk.window.barometer.menu
    offered = [one for one in menu.actions() if one.isCheckable()]

    assert [one.isChecked() for one in offered] == [True, False]
    assert not menu.actions()[-1].isEnabled()
    offered[1].trigger()
    assert barometer.reading.choice.series[9].table == "85611NED"
    assert desk.session.can_undo
    desk.session.undo()
    assert barometer.reading.choice.series[9].variant == "main"


def test_a_series_of_the_users_own_is_chosen_in_a_dialog(desk, barometer):
    desk.drop_files(SPECIMEN)
    desk.window.open(Kind.PAGE, BAROMETER_ID)
    desk.window.barometer._ask_own(barometer.reading.choice.series[9])
    dialog = desk.window.barometer.dialog
    view = dialog.view()
    fields = [dialog.table, dialog.measure, *dialog.members.values(), dialog.adjustment]
    for before, after in pairwise(fields):
        assert before.nextInFocusChain() is after

    assert view.subject == "81589NED"
    dialog._accept()
    own = barometer.reading.choice.series[9]
    assert own.is_own
    assert own.table == "81589NED"
    assert desk.session.can_undo


@pytest.mark.parametrize("row", [BAROMETER_ID, CLOCK_ID])
def test_file_save_print_and_copy_work_on_the_page_as_on_that_of_an_indicator(desk, row, tmp_path):
    actions = desk.window.actions
    assert not actions.save_menu.isEnabled()
    desk.window.open(Kind.PAGE, row)
    page = desk.window.barometer.pages[desk.session.place]

    assert all(one.isEnabled() for one in (actions.print, actions.copy, actions.copy_chart))
    assert len(actions.save_menu.actions()) == len(EXPORTERS)
    assert len(page.header.save.ways.actions()) == len(EXPORTERS) + 2
    actions.copy_chart.trigger()
    assert QApplication.clipboard().image().width() == round(160 / 25.4 * 200)
    actions.copy.trigger()
    assert QApplication.clipboard().text().startswith("Indicator\t")
    shown = desk.window.barometer.shown()
    assert shown.name(".png").endswith("-2023KW03.png")
    sheet_to_pdf(shown.sheet(), tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    desk.session.open_overview()
    assert not actions.save_menu.isEnabled()


def test_the_barometer_is_saved_with_the_published_outcome_beside_ours(barometer):
    render = picture_export(barometer_picture(barometer.moment)).render
    assert render is not None
    svg = render("svg").decode()

    assert "2023 3e kwartaal: rain" in svg
    assert "Computed by mkbviewer, not the outcome of CBS" in svg
    assert "licht bewolkt · 7 of 12 worse" in svg
    assert "Mkb-faillissementen" in svg


def test_the_menus_save_what_the_page_shows(desk, clock, monkeypatch, tmp_path):
    target = tmp_path / "klok.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    desk.window.actions.save_menu.actions()[4].trigger()

    assert target.read_bytes().startswith(b"PK")
    assert "Saved as klok.xlsx" in desk.said()


def test_whatever_leads_to_the_indicator_opens_the_barometer_s_own_page(desk):
    session = desk.session
    for open_it in (
        lambda: session.open_indicator(BAROMETER_ID),
        lambda: desk.window.open(Kind.INDICATOR, BAROMETER_ID),
        lambda: session.show(View(BAROMETER_ID)),
    ):
        session.open_overview()
        open_it()
        assert session.place == BAROMETER
        assert desk.window.places.currentWidget() is desk.window.barometer.pages[BAROMETER]


def test_an_indicator_page_of_the_barometer_remembered_from_before_opens_the_barometer(desk):
    desk.settings.last_view = view_to_dict(View(BAROMETER_ID))
    desk.session.open_last()

    assert desk.session.place == BAROMETER


def test_another_series_is_chosen_on_the_clock_as_on_the_barometer(desk, clock):
    clock.list.view.doubleClicked.emit(clock.table.index(9, 0))
    offered = [one for one in desk.window.barometer.menu.actions() if one.isCheckable()]
    offered[1].trigger()

    assert clock.reading.choice.series[9].table == "85611NED"
    desk.window.open(Kind.PAGE, BAROMETER_ID)
    barometer = desk.window.barometer.pages[BAROMETER]
    assert barometer.reading.choice.series[9].table == "85611NED"


def test_a_series_of_the_users_own_is_named_as_one_in_table_picture_and_sheet(desk, barometer):
    desk.drop_files(SPECIMEN)
    desk.window.open(Kind.PAGE, BAROMETER_ID)
    desk.window.barometer._ask_own(barometer.reading.choice.series[9])
    desk.window.barometer.dialog._accept()

    assert barometer.table.index(9, 0).data() == "Mkb-omzet (own)"
    notes = barometer_picture(barometer.moment).notes
    assert any(note.startswith("Mkb-omzet: Own series: 81589NED") for note in notes)


def test_moving_through_the_quarters_is_one_step_that_undo_takes_back(desk, barometer):
    opened = barometer.quarter
    for code in ("2020KW02", "2020KW03", "2020KW04"):
        choose(barometer, code)

    assert desk.session.undo_text == "quarter"
    desk.session.undo()

    assert (barometer.quarter, desk.session.can_undo) == (opened, False)
    desk.session.redo()
    assert barometer.quarter == parse_code("2020KW04")


def test_undo_takes_back_the_method_and_then_what_was_hidden(desk, clock):
    clock.table.hide({"bbp"})
    clock.method_asked.emit(Method.HP)
    assert (clock.method, desk.session.undo_text) == (Method.HP, "level against")

    desk.session.undo()
    assert (clock.method, clock.table.hidden) == (Method.CF, frozenset({"bbp"}))
    desk.session.undo()

    assert clock.table.hidden == frozenset()
    assert not desk.session.can_undo


def test_the_quarter_and_the_method_come_back_in_the_next_run(qapp, tmp_path, dutch):
    path = tmp_path / "settings.json"
    first = open_desk(qapp, tmp_path, Settings(path=path))
    first.session.open_place(CLOCK)
    page = first.window.barometer.pages[CLOCK]
    choose(page, "2021KW01")
    page.method_asked.emit(Method.MEAN)
    first.close()

    second = open_desk(qapp, tmp_path, load_settings(path))
    second.session.open_last()
    page = second.window.barometer.pages[CLOCK]

    assert (page.quarter, page.method) == (parse_code("2021KW01"), Method.MEAN)
    assert not second.session.can_undo
    second.close()
