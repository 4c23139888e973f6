"""Pages are gone through beforehand, and nobody notices."""

from mkbviewer.ui.window.rehearsal import Rehearsal
from tests.ui.window_desk import SPECIMEN


def rehearse(desk, qtbot) -> None:
    rehearsal = Rehearsal(desk.window)
    rehearsal.go_on()
    qtbot.waitUntil(lambda: rehearsal.is_over, timeout=60_000)
    qtbot.wait(50)


def test_a_rehearsal_opens_nothing_and_leaves_nothing_to_undo(desk, qtbot):
    desk.session.open_overview()

    rehearse(desk, qtbot)

    assert desk.session.page is None
    assert desk.window.places.currentWidget() is desk.window.overview
    assert not desk.page.isVisible()
    assert not desk.session.can_undo
    assert not desk.session.can_go_back
    assert desk.settings.views == {}


def test_a_page_shows_its_own_figures_after_a_rehearsal(desk, qtbot):
    desk.session.open_overview()
    rehearse(desk, qtbot)

    desk.session.open_indicator("vacatures")

    assert desk.page.page is desk.session.page
    assert desk.page.header.title.text() == desk.session.page.title
    assert desk.table.table.frame is desk.session.page.frame
    assert desk.chart.shapes.frame.periods == desk.session.page.frame.periods


def test_a_page_that_is_opened_meanwhile_is_left_alone(desk, qtbot):
    desk.session.open_overview()
    rehearsal = Rehearsal(desk.window)
    rehearsal.go_on()
    qtbot.waitUntil(lambda: desk.window._page is not None and desk.page.page is not None)

    desk.session.open_indicator("vacatures")
    qtbot.waitUntil(lambda: rehearsal.is_over, timeout=60_000)

    assert desk.page.page is desk.session.page
    assert desk.page.header.title.text() == desk.session.page.title


def test_a_page_that_was_shown_and_left_is_not_painted_behind_the_overview(desk, qtbot):
    desk.session.open_overview()
    rehearsal = Rehearsal(desk.window)
    desk.session.open_indicator("vacatures")
    shown = desk.session.page
    desk.session.open_overview()

    rehearsal.go_on()
    qtbot.waitUntil(lambda: rehearsal.is_over, timeout=60_000)

    assert desk.page.page is shown
    assert Rehearsal(desk.window)._is_unseen is False


def test_no_table_of_the_users_is_read_beforehand(desk, qtbot, monkeypatch):
    desk.drop_files(SPECIMEN)
    desk.session.open_overview()
    assert [one.id for one in desk.holdings.own.tables()] == ["81589NED"]
    asked = []
    monkeypatch.setattr(desk.holdings.own.reader, "fetch", lambda *asking: asked.append(asking))

    rehearse(desk, qtbot)

    assert asked == []
