"""The comparison as the library keeps it: over restarts, undoable, shared by windows."""

import pytest

from mkbviewer.core.view import View
from mkbviewer.paths import data_dir, resources_dir
from mkbviewer.settings import Settings
from mkbviewer.store.pages.holdings import open_holdings
from mkbviewer.viewmodels.background.tasks import ImmediateRunner
from mkbviewer.viewmodels.comparison.collecting import Collecting
from mkbviewer.viewmodels.session.session import Session

A, B, C = (View(name, measures=("m",)) for name in "abc")


@pytest.fixture
def session(qapp, tmp_path):
    holdings = open_holdings(tmp_path / "own", resources_dir(), data_dir())
    yield Session(holdings, ImmediateRunner(), Settings())
    holdings.close()


def test_what_is_collected_is_there_when_the_library_is_opened_again(session):
    Collecting(session).add([A, B])

    assert Collecting(session).now.views == (A, B)


def test_every_change_is_undone_and_done_again(session):
    collecting = Collecting(session)
    collecting.add([A, B, C])
    collecting.move(0, 2)
    collecting.remove([1])
    collecting.change(transformation="index")
    assert list(collecting.now.views) == [B, A]

    session.undo()
    assert collecting.now.transformation == ""
    session.undo()
    assert list(collecting.now.views) == [B, C, A]
    session.undo()
    assert session.undo_text == "addition of 3 series to the comparison"
    session.undo()
    assert not list(collecting.now.views)
    session.redo()
    assert list(collecting.now.views) == [A, B, C]


def test_it_is_told_how_many_came_in_and_how_many_were_there(session, qtbot):
    collecting = Collecting(session)
    collecting.add([A])

    with qtbot.waitSignal(collecting.added) as told:
        collecting.add([A, B])

    assert told.args == [1, 1]


def test_what_another_window_added_meanwhile_stays(session):
    ours, theirs = Collecting(session), Collecting(session)
    theirs.add([A])
    ours.add([B])

    assert ours.now.views == (A, B)


def test_the_main_series_of_an_indicator_is_added(session):
    collecting = Collecting(session)

    collecting.add_subject(View("vacatures"))

    assert [(one.subject, one.members) for one in collecting.now.views] == [("vacatures", ("mkb",))]


def test_a_comparison_with_a_page_begins_with_what_it_shows(session):
    collecting = Collecting(session)
    collecting.add([A])
    session.show(View("faillissementen", source="82242NED"))
    page = session.page

    collecting.compare(page, [View("vacatures")])

    subjects = [one.subject for one in collecting.now.views]
    assert subjects == [*["faillissementen"] * len(page.frame.series), "vacatures"]
    session.undo()
    assert collecting.now.views == (A,)


def test_a_subject_without_figures_is_told(session, qtbot):
    collecting = Collecting(session)

    with qtbot.waitSignal(collecting.failed):
        collecting.add_subject(View("no-such-indicator"))
    assert collecting.now.views == ()
