"""Favourites, saved views and notes as the window changes them."""

import pytest

from mkbviewer.core.kept.keepsake import Point
from mkbviewer.core.view import View
from mkbviewer.store.library.library import Library
from mkbviewer.viewmodels.background.tasks import ImmediateRunner
from mkbviewer.viewmodels.kept.shelf import Shelf
from mkbviewer.viewmodels.session.places import OVERVIEW, Place, PlaceKind, place_by_key
from mkbviewer.viewmodels.session.undoing import Undoing

GROWTH = Place(PlaceKind.INDICATOR, "groei")
POINT = Point("81589NED", "aantal", (("size", "micro"),), "2020JJ00", "Micro, 2020")


def shelf_of(library, steps=None):
    return Shelf(library, ImmediateRunner(), steps or Undoing())


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path) as opened:
        yield opened


def test_a_star_is_given_and_taken_away_and_each_is_a_step(qapp, library):
    steps = Undoing()
    shelf = shelf_of(library, steps)
    shelf.toggle_favourite(GROWTH, "Groei")
    assert shelf.is_favourite(GROWTH)
    shelf.toggle_favourite(GROWTH, "Groei")
    assert not shelf.is_favourite(GROWTH)

    assert steps.undo_text == "removal of “Groei” from the favourites"
    steps.undo()
    assert shelf.is_favourite(GROWTH)
    steps.undo()
    assert not shelf.is_favourite(GROWTH)
    steps.redo()
    assert shelf_of(library).is_favourite(GROWTH)


def test_a_view_is_saved_renamed_and_deleted_and_undo_takes_each_back(qapp, library):
    steps = Undoing()
    shelf = shelf_of(library, steps)
    view = View("groei", first="2019JJ00")
    key = shelf.save_view("  Mijn\nweergave ", view, " voor maart ")
    shelf.edit_view(key, "Andere naam", "voor mei")
    shelf.delete_view(key)
    assert shelf.now.views == ()

    steps.undo()
    assert [(one.name, one.note) for one in shelf.now.views] == [("Andere naam", "voor mei")]
    steps.undo()
    assert [(one.name, one.note) for one in shelf.now.views] == [("Mijn weergave", "voor maart")]
    assert shelf.now.view(key).view == view
    steps.undo()
    assert shelf.now.views == ()
    assert not steps.can_undo


def test_notes_on_a_page_and_on_a_point_are_kept_with_it(qapp, library):
    shelf = shelf_of(library)
    shelf.add_note(GROWTH, "Over de pagina")
    shelf.add_note(GROWTH, "Over een punt", POINT)
    shelf.add_note(OVERVIEW, "Elders")

    notes = shelf_of(library).now.notes_on(GROWTH.key)
    assert [(one.text, one.point) for one in notes] == [
        ("Over de pagina", None),
        ("Over een punt", POINT),
    ]


def test_what_changes_nothing_is_no_step(qapp, library):
    steps = Undoing()
    shelf = shelf_of(library, steps)
    shelf.add_note(GROWTH, "Let op")
    (note,) = shelf.now.notes
    shelf.edit_note(note.key, "Let op ", None)

    assert steps.undo_text == "note “Let op”"


def test_notes_that_two_windows_write_are_both_there(qapp, library):
    with Library(library.folder) as other:
        ours, theirs = shelf_of(library), shelf_of(other)
        ours.add_note(GROWTH, "van ons")
        theirs.add_note(GROWTH, "van hen")
        ours.read_again()

        assert {one.text for one in ours.now.notes} == {"van ons", "van hen"}
        assert theirs.now == ours.now


def test_an_edit_of_what_another_window_changed_keeps_both(qapp, qtbot, library):
    with Library(library.folder) as other:
        steps = Undoing()
        ours = shelf_of(library, steps)
        ours.add_note(GROWTH, "eerst")
        theirs = shelf_of(other)
        (note,) = ours.now.notes
        theirs.edit_note(note.key, "van hen", None)
        with qtbot.waitSignal(ours.parted):
            ours.edit_note(note.key, "van ons", None)
        assert {one.text for one in ours.now.notes} == {"van ons", "van hen"}

        steps.undo()
        assert [one.text for one in ours.now.notes] == ["van hen"]


def test_undo_and_deletion_leave_what_another_window_changed_since(qapp, qtbot, library):
    with Library(library.folder) as other:
        steps = Undoing()
        ours = shelf_of(library, steps)
        ours.add_note(GROWTH, "eerst")
        (note,) = ours.now.notes
        shelf_of(other).edit_note(note.key, "van hen", None)
        with qtbot.waitSignal(ours.failed):
            ours.delete_note(note.key)
        assert [one.text for one in ours.now.notes] == ["van hen"]
        with qtbot.waitSignal(ours.failed):
            steps.undo()
        assert [one.text for one in ours.now.notes] == ["van hen"]


def test_a_long_note_is_named_by_its_beginning(qapp, library):
    steps = Undoing()
    shelf_of(library, steps).add_note(GROWTH, "De telling is in 2021\nanders geworden, zie CBS")

    assert steps.undo_text == "note “De telling is in 2021 anders…”"


@pytest.mark.parametrize("place", [OVERVIEW, GROWTH, Place(PlaceKind.TABLE, "81589NED")])
def test_a_place_is_found_by_its_key(place):
    assert place_by_key(place.key) == place


def test_a_key_of_a_later_version_is_no_place():
    assert place_by_key("later:x") is None
