"""The session while pages are still being read."""

import threading

import pytest

from mkbviewer.core.view import Transformation
from mkbviewer.viewmodels.session.places import OVERVIEW, Place, PlaceKind
from mkbviewer.viewmodels.session.session import Session

YEAR_ON_YEAR = Transformation.YEAR_ON_YEAR


def indicator(name):
    return Place(PlaceKind.INDICATOR, name)


class Slow:
    """Lets the pages through one by one, on the thread of the store."""

    def __init__(self, shelf, monkeypatch):
        self.passes = threading.Semaphore(0)
        self.read_page = shelf.read_page
        monkeypatch.setattr("mkbviewer.store.pages.page.read_page", self)

    def __call__(self, holdings, view, known=None):
        assert self.passes.acquire(timeout=10)
        return self.read_page(holdings, view, known)


@pytest.fixture
def slow(shelf, monkeypatch):
    return Slow(shelf, monkeypatch)


@pytest.fixture
def threaded(shelf, runner, settings, slow, qtbot):
    """A session with real threads that shows `groei`."""
    session = Session(shelf, runner, settings)
    session.open_indicator("groei")
    slow.passes.release()
    qtbot.waitUntil(lambda: session.page is not None)
    yield session
    slow.passes.release(100)


def test_changes_that_come_faster_than_pages_add_up_to_one_step(threaded, slow, record, qtbot):
    opened = record(threaded.page_opened)
    threaded.change(transformation=YEAR_ON_YEAR)
    threaded.change(chart="bar")
    threaded.change(members=("zzp",))
    assert threaded.is_loading
    slow.passes.release(3)
    qtbot.waitUntil(lambda: not threaded.is_loading)
    assert len(opened) == 1
    assert threaded.view.transformation is YEAR_ON_YEAR
    assert (threaded.view.chart, threaded.view.members) == ("bar", ("zzp",))
    threaded.undo()
    slow.passes.release()
    qtbot.waitUntil(lambda: not threaded.is_loading)
    assert threaded.view.transformation is Transformation.LEVEL
    assert not threaded.can_undo


def test_undo_gives_up_a_change_that_is_still_being_read(threaded, slow, record, qtbot):
    opened, asked = record(threaded.page_opened), record(threaded.view_changed)
    threaded.change(chart="bar")
    threaded.undo()
    slow.passes.release()
    qtbot.wait(50)
    assert opened == [(threaded.page,)]
    assert threaded.view.chart == "line"
    assert asked[-1] == (threaded.view,)
    assert not threaded.is_loading


def test_the_overview_gives_up_a_page_that_is_still_being_read(threaded, slow, record, qtbot):
    opened = record(threaded.page_opened)
    threaded.open_indicator("vacatures")
    threaded.open_overview()
    slow.passes.release()
    qtbot.waitUntil(lambda: threaded.cards is not None)
    qtbot.wait(50)
    assert opened == []
    assert threaded.place == OVERVIEW


def test_back_gives_up_a_subject_that_is_still_being_opened(threaded, slow, qtbot):
    threaded.open_indicator("vacatures")
    threaded.go_back()
    slow.passes.release()
    qtbot.wait(50)
    assert threaded.place == indicator("groei")
    assert not threaded.is_loading


def test_going_back_twice_at_once_goes_back_two_places(threaded, slow, qtbot):
    for name in ("vacatures", "faillissementen"):
        threaded.open_indicator(name)
        slow.passes.release()
        qtbot.waitUntil(lambda: not threaded.is_loading)
    threaded.go_back()
    threaded.go_back()
    slow.passes.release(2)
    qtbot.waitUntil(lambda: not threaded.is_loading)
    assert threaded.place == indicator("groei")
    assert threaded.can_go_forward


@pytest.mark.parametrize("name", ["overview", "imports"])
def test_giving_up_tells_anew_what_is_shown(threaded, slow, record, qtbot, name):
    getattr(threaded, f"open_{name}")()
    told = record(getattr(threaded, f"{name}_opened"))
    threaded.open_indicator("vacatures")
    threaded.give_up()
    threaded.give_up()
    slow.passes.release()
    qtbot.wait(50)
    assert told == [()]
    assert threaded.page is None


def test_giving_up_the_first_page_opens_the_overview(shelf, runner, settings, slow, qtbot):
    settings.last_view = {"subject": "groei"}
    session = Session(shelf, runner, settings)
    session.open_last()
    session.give_up()
    slow.passes.release()
    assert session.place == OVERVIEW
    qtbot.waitUntil(lambda: session.cards is not None)


def test_a_change_meant_for_the_old_page_does_not_reach_the_new_one(threaded, slow, shelf, qtbot):
    threaded.open_indicator("vacatures")
    threaded.change(chart="bar")
    slow.passes.release(2)
    qtbot.waitUntil(lambda: not threaded.is_loading)
    assert threaded.place == indicator("vacatures")
    assert threaded.view.chart == "line"


def test_the_program_can_end_while_a_page_is_being_read(threaded, slow, runner, record):
    opened = record(threaded.page_opened)
    threaded.change(chart="bar")
    slow.passes.release()
    runner.close()
    assert opened == []
