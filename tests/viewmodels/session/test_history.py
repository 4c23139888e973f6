"""Undo, redo, back and forward."""

import pytest

from mkbviewer.viewmodels.session.history import MOST_STEPS, History, Step, Trail


def step(text):
    return Step(text, lambda: None, lambda: None)


def text_of(found):
    assert found is not None
    return found.text


def test_what_was_undone_can_be_done_again():
    history = History()
    history.push(step("a"))
    history.push(step("b"))
    assert text_of(history.take_undo()) == "b"
    assert (text_of(history.next_undo), text_of(history.next_redo)) == ("a", "b")
    assert text_of(history.take_redo()) == "b"
    assert history.next_redo is None


def test_a_new_step_forgets_what_was_undone():
    history = History()
    history.push(step("a"))
    history.take_undo()
    history.push(step("b"))
    assert history.take_redo() is None


def test_an_empty_history_has_nothing():
    history = History()
    assert history.take_undo() is history.take_redo() is history.next_undo is None


def test_a_step_taken_back_by_other_means_is_passed_over():
    history, is_there = History(), [True]
    history.push(step("a"))
    history.push(
        Step("b", lambda: None, lambda: None, lambda: is_there[0], lambda: not is_there[0])
    )
    is_there[0] = False
    assert text_of(history.take_undo()) == "a"
    is_there[0] = True
    assert text_of(history.take_undo()) == "b"
    assert text_of(history.next_redo) == "a"


def test_the_oldest_steps_are_forgotten():
    history = History()
    for number in range(MOST_STEPS + 5):
        history.push(step(str(number)))
    for _ in range(MOST_STEPS):
        last = history.take_undo()
    assert text_of(last) == "5"
    assert history.take_undo() is None


def test_a_trail_goes_back_and_forward():
    trail: Trail[str] = Trail()
    for place in "abb":
        trail.visit(place)
    assert (trail.at(-1), trail.at(1)) == ("a", None)
    trail.go(-1)
    assert (trail.at(-1), trail.at(1)) == (None, "b")
    trail.visit("c")
    assert (trail.at(-1), trail.at(1)) == ("a", None)


def test_a_trail_ends_at_both_ends():
    trail: Trail[str] = Trail()
    assert trail.at(0) is None
    trail.visit("a")
    with pytest.raises(IndexError):
        trail.go(1)


def looked(before, after):
    return Step(f"{before}>{after}", print, print, sequence="look", ends=(before, after))


def test_steps_of_a_sequence_become_one_that_goes_back_to_where_it_began():
    history = History()
    history.push(step("a"))
    for before, after in (("", "x"), ("x", "y"), ("y", "z")):
        history.push(looked(before, after))
    found = history.take_undo()
    assert found is not None
    assert found.ends == ("", "z")
    assert text_of(history.take_undo()) == "a"


def test_a_sequence_that_ends_where_it_began_is_no_step():
    history = History()
    history.push(step("a"))
    history.push(looked("", "x"))
    history.push(looked("x", ""))
    assert text_of(history.next_undo) == "a"


def test_a_step_of_a_sequence_leaves_what_can_be_done_again():
    history = History()
    history.push(step("a"))
    history.take_undo()
    history.push(looked("", "x"))
    assert text_of(history.next_redo) == "a"
