"""The palette of Ctrl+K: searching in the window, and what opens."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mkbviewer.core.search.findable import Kind
from tests.ui.window_desk import SPECIMEN, Desk


def open_palette(desk: Desk):
    desk.window.actions.commands.search()
    return desk.window.search.panel


def search(desk: Desk, text: str):
    panel = open_palette(desk)
    QTest.keyClicks(panel.field, text)
    return panel


def hits(desk: Desk):
    model = desk.window.search.search.hits
    return [model.hit(row) for row in range(model.rowCount())]


def test_enter_opens_the_best_find(desk):
    panel = search(desk, "openstaande vacatures")

    QTest.keyClick(panel.field, Qt.Key.Key_Return)

    assert desk.session.place.id == "vacatures"
    assert not panel.isVisible()


def test_an_english_word_with_a_typing_error_opens_the_page(desk):
    panel = search(desk, "bankrupcies")

    QTest.keyClick(panel.field, Qt.Key.Key_Return)

    assert desk.session.place.id == "faillissementen"


def test_a_member_opens_the_page_with_it_chosen(desk):
    panel = search(desk, "horeca vacatures")

    QTest.keyClick(panel.field, Qt.Key.Key_Return)

    view = desk.session.view
    assert (view.subject, view.by) == ("vacatures", "sector")
    assert desk.headings()[1:] == ["I Horeca"]


def test_a_measure_of_an_own_table_opens_that_table_with_it(desk):
    desk.drop_files(SPECIMEN)
    panel = search(desk, "81589NED")
    (found,) = [hit for hit in hits(desk) if hit.kind is Kind.TABLE]
    measure = desk.holdings.own.table("81589NED").structure.measures[0]
    panel.field.clear()
    QTest.keyClicks(panel.field, f"{measure.title} {found.title.split(';')[0]}")
    row = next(
        row
        for row, hit in enumerate(hits(desk))
        if hit.kind is Kind.MEASURE and hit.subject.id == "81589NED"
    )
    for _step in range(row):
        QTest.keyClick(panel.field, Qt.Key.Key_Down)

    QTest.keyClick(panel.field, Qt.Key.Key_Return)

    assert desk.session.place.id == "81589NED"
    assert desk.session.view.measures == (measure.key,)


def test_a_fact_opens_the_page_of_its_indicator(desk):
    panel = search(desk, "faillissementen 627")
    fact = next(hit for hit in hits(desk) if hit.kind is Kind.FACT)

    panel.chosen.emit(fact)

    assert desk.session.place.id == "faillissementen"


def test_a_command_is_carried_out(desk):
    desk.session.open_indicator("vacatures")
    panel = search(desk, "overview")

    assert hits(desk)[0].kind is Kind.COMMAND
    QTest.keyClick(panel.field, Qt.Key.Key_Return)

    assert desk.session.place.kind == "overview"


def test_what_cannot_be_done_now_is_not_offered(desk):
    search(desk, "copy figures")
    on_overview = [hit.title for hit in hits(desk) if hit.kind is Kind.COMMAND]
    desk.window.search.panel.close_palette()
    desk.session.open_indicator("vacatures")
    search(desk, "copy figures")
    on_page = [hit.title for hit in hits(desk) if hit.kind is Kind.COMMAND]

    assert "Copy figures" not in on_overview
    assert on_page == ["Copy figures"]


def test_arrows_move_through_the_finds_and_stop_at_the_ends(desk):
    panel = search(desk, "bouw")
    rows = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(panel.field, key)
        rows.append(panel.list.currentIndex().row())

    assert rows == [0, 1, 2, 1]


def test_escape_closes_the_palette_and_the_cursor_goes_back(desk):
    desk.window.shell.activateWindow()
    desk.window.sidebar.tree.setFocus()
    panel = search(desk, "omzet")

    QTest.keyClick(panel.field, Qt.Key.Key_Escape)

    assert not panel.isVisible()
    assert desk.session.place.kind == "overview"
    assert desk.window.sidebar.tree.hasFocus()


def test_ctrl_k_closes_what_it_opened(desk):
    panel = open_palette(desk)
    was_open = panel.isVisible()

    desk.window.actions.commands.search()

    assert (was_open, panel.isVisible()) == (True, False)


def test_what_was_searched_and_opened_comes_back_the_newest_first(desk):
    for text in ("omzet", "vacatures", "omzet", "rente"):
        QTest.keyClick(search(desk, text).field, Qt.Key.Key_Return)
    panel = open_palette(desk)

    pages = [hit.subject.id for hit in hits(desk) if hit.kind is not Kind.RECENT]
    assert [hit.title for hit in hits(desk)[len(pages) :]] == ["rente", "omzet", "vacatures"]
    assert pages == list(dict.fromkeys(pages))
    for _page in (*pages, "the first text behind them"):
        QTest.keyClick(panel.field, Qt.Key.Key_Down)
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert panel.field.text() == "rente"
    assert panel.isVisible()


def test_a_table_is_found_once_it_has_been_imported_and_no_more_once_it_is_removed(desk):
    search(desk, "81589NED")
    before = [hit for hit in hits(desk) if hit.kind is Kind.TABLE]
    desk.window.search.panel.close_palette()
    desk.drop_files(SPECIMEN)
    search(desk, "81589NED")
    imported = [hit.view.subject for hit in hits(desk) if hit.kind is Kind.TABLE]
    desk.window.search.panel.close_palette()
    desk.session.open_table("81589NED")
    desk.window.actions.remove.trigger()
    search(desk, "81589NED")
    removed = [hit for hit in hits(desk) if hit.kind is Kind.TABLE]

    assert (before, imported, removed) == ([], ["81589NED"], [])


def test_a_find_is_read_with_its_kind(desk):
    panel = search(desk, "openstaande vacatures")

    assert panel.field.accessibleDescription().startswith("indicator: ")


def test_the_palette_stays_within_a_small_window(desk):
    desk.window.shell.resize(1024, 700)
    panel = search(desk, "bouw")

    assert desk.window.shell.rect().contains(panel.geometry())


def test_the_filter_of_the_list_has_its_own_key(desk):
    desk.window.shell.activateWindow()

    desk.window.actions.commands.filter_list()

    assert desk.window.sidebar.search.hasFocus()


def test_a_page_of_the_sidebar_that_is_no_indicator_is_found_too(desk):
    panel = search(desk, "cycle clock")

    QTest.keyClick(panel.field, Qt.Key.Key_Return)

    assert desk.session.place.kind == "clock"


def test_the_keys_go_to_the_chart_of_the_page_that_was_found(desk):
    panel = search(desk, "openstaande vacatures")

    QTest.keyClick(panel.field, Qt.Key.Key_Return)

    chart = desk.page.figures.chart
    QTest.qWait(1)
    assert desk.window.shell.focusWidget() is chart


def test_a_command_is_found_by_its_word_in_the_other_language(desk):
    desk.session.open_indicator("vacatures")
    for typed, command in (("afdrukken", "Print…"), ("donker", "Dark"), ("zijbalk", "Sidebar")):
        panel = search(desk, typed)
        assert (hits(desk)[0].kind, hits(desk)[0].title) == (Kind.COMMAND, command)
        QTest.keyClick(panel.field, Qt.Key.Key_Escape)
