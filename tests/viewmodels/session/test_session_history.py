"""Undo, redo, back and forward in the session."""

from mkbviewer.core.view import Transformation
from mkbviewer.viewmodels.session.history import Step
from mkbviewer.viewmodels.session.places import OVERVIEW, Place, PlaceKind

YEAR_ON_YEAR = Transformation.YEAR_ON_YEAR
INDEX = Transformation.INDEX


def indicator(name):
    return Place(PlaceKind.INDICATOR, name)


def test_undo_and_redo_go_through_the_changes_of_a_view(session, record):
    session.open_indicator("groei")
    session.change(transformation=YEAR_ON_YEAR)
    session.change(chart="bar")
    session.change(members=("zzp",))
    assert session.undo_text != ""
    session.undo()
    assert session.view.members == ("zzp", "micro")
    session.undo()
    assert (session.view.chart, session.view.transformation) == ("line", YEAR_ON_YEAR)
    session.redo()
    assert session.view.chart == "bar"
    session.undo()
    session.undo()
    assert session.view.transformation is Transformation.LEVEL
    assert not session.can_undo
    session.redo()
    session.change(transformation=INDEX)
    assert not session.can_redo
    session.undo()
    assert session.view.transformation is YEAR_ON_YEAR


def test_opening_a_subject_is_no_step_for_undo(session):
    session.open_indicator("groei")
    session.open_indicator("vacatures")
    assert not session.can_undo


def test_undo_goes_to_the_subject_whose_view_it_takes_back(session):
    session.open_indicator("groei")
    session.change(chart="bar")
    session.open_indicator("vacatures")
    session.undo()
    assert session.place == indicator("groei")
    assert session.view.chart == "line"
    session.go_back()
    assert session.place == indicator("vacatures")


def test_undo_also_takes_back_a_step_made_elsewhere(session, record):
    changed, done = record(session.undo_changed), []
    session.record(Step("import", lambda: done.append("undo"), lambda: done.append("redo")))
    assert session.undo_text == "import"
    session.undo()
    assert session.redo_text == "import"
    session.redo()
    assert done == ["undo", "redo"]
    assert len(changed) == 3


def test_back_and_forward_go_between_subjects(session, record):
    moved = record(session.trail_changed)
    session.open_overview()
    session.open_indicator("groei")
    session.change(chart="bar")
    session.open_indicator("vacatures")
    session.go_back()
    assert (session.place, session.view.chart) == (indicator("groei"), "bar")
    session.go_back()
    assert session.place == OVERVIEW
    assert not session.can_go_back
    session.go_back()
    session.go_forward()
    session.go_forward()
    assert session.place == indicator("vacatures")
    assert not session.can_go_forward
    session.go_back()
    session.open_imports()
    assert not session.can_go_forward
    assert moved


def test_selecting_again_and_again_is_one_step_and_buries_no_change_of_view(session):
    session.open_indicator("groei")
    session.change(chart="bar")
    for row in (0, 1, 2):
        session.mark_periods([row])
    assert (session.marked_periods, session.undo_text) == ((2,), "selection")
    session.undo()
    assert (session.marked_periods, session.undo_text) == ((), "kind of chart")
    session.redo()
    assert session.marked_periods == (2,)


def test_a_selection_is_taken_back_only_where_it_was_made(session):
    session.open_indicator("groei")
    session.mark_periods([1])
    session.open_indicator("startups")
    assert not session.can_undo
