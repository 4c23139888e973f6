"""The arrangement of the overview's cards, as the library keeps it."""

from mkbviewer.store.library.library import Library
from mkbviewer.viewmodels.background.tasks import ImmediateRunner
from mkbviewer.viewmodels.overview.arrangement import FORM, CardArrangement
from mkbviewer.viewmodels.session.undoing import Undoing


def arrangement_of(library, steps):
    return CardArrangement(library, ImmediateRunner(), steps)


def test_what_is_pinned_and_hidden_is_there_when_the_library_is_opened_again(qapp, tmp_path):
    with Library(tmp_path) as library:
        cards = arrangement_of(library, Undoing())
        cards.pin("b", "B")
        cards.pin("a", "A")
        cards.hide("c", "C")
    with Library(tmp_path) as library:
        again = arrangement_of(library, Undoing()).now

    assert again.pinned == ("b", "a")
    assert again.hidden == ("c",)


def test_every_change_is_a_step_that_undo_takes_back_and_redo_does_again(qapp, tmp_path):
    with Library(tmp_path) as library:
        steps = Undoing()
        cards = arrangement_of(library, steps)
        cards.pin("a", "A")
        cards.pin("b", "B")
        cards.move("b", "a")
        assert cards.now.pinned == ("b", "a")

        steps.undo()
        assert cards.now.pinned == ("a", "b")
        steps.undo()
        assert steps.undo_text == "pinning of the card “A”"
        assert cards.now.pinned == ("a",)
        steps.redo()
        assert arrangement_of(library, Undoing()).now.pinned == ("a", "b")


def test_what_changes_nothing_is_no_step(qapp, tmp_path):
    with Library(tmp_path) as library:
        steps = Undoing()
        arrangement_of(library, steps).unpin("a", "A")

        assert not steps.can_undo


def test_what_another_window_pinned_meanwhile_stays(qapp, tmp_path):
    with Library(tmp_path) as library, Library(tmp_path) as other:
        cards = arrangement_of(library, Undoing())
        arrangement_of(other, Undoing()).pin("theirs", "")
        cards.pin("ours", "")

        assert cards.now.pinned == ("theirs", "ours")


def test_a_library_that_may_only_be_read_refuses_and_nothing_changes(qapp, tmp_path):
    with Library(tmp_path):
        pass
    with Library(tmp_path, read_only=True) as library:
        problems: list[Exception] = []
        cards = arrangement_of(library, Undoing())
        cards.failed.connect(problems.append)
        cards.pin("a", "A")

        assert len(problems) == 1
        assert cards.now.pinned == ()
        assert library.entries(FORM.kind).get(FORM.key) is None
