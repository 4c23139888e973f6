"""The message bar."""

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton

from mkbviewer.core.errors import ExportProblem
from mkbviewer.ui.widgets.messages import MOST_SHOWN, Link, MessageBar


@pytest.fixture
def bar(qtbot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_problem_says_what_why_and_what_to_do(bar):
    bar.show_problem(ExportProblem("It failed.", "The disk is full.", "Make room."))

    assert bar.messages[0].accessibleName() == "It failed. The disk is full. Make room."
    assert bar.messages[0].property("kind") == "error"


def test_the_newest_message_stands_on_top(bar):
    bar.show_message("first")
    bar.show_message("second")

    assert [one.accessibleName() for one in bar.messages] == ["second", "first"]


def test_the_same_message_stands_there_once(bar):
    bar.show_message("again")
    bar.show_message("again")

    assert len(bar.messages) == 1


def test_old_messages_make_room(bar):
    for number in range(MOST_SHOWN + 2):
        bar.show_message(f"message {number}")

    assert len(bar.messages) == MOST_SHOWN


def test_a_message_can_be_closed(bar):
    counts: list[int] = []
    bar.count_changed.connect(counts.append)
    message = bar.show_message("done")

    message.findChild(QToolButton).click()

    assert bar.messages == ()
    assert counts == [1, 0]


def test_a_link_does_what_it_says_and_may_close_the_message(bar):
    followed: list[str] = []
    message = bar.show_message(
        "imported", links=[Link("Undo", lambda: followed.append("undo"), closes=True)]
    )

    message.findChild(QPushButton).click()

    assert followed == ["undo"]
    assert bar.messages == ()


def test_a_message_is_told_to_screen_readers_and_trouble_at_once(qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(
        "mkbviewer.ui.widgets.messages.announce",
        lambda _of, text, *, is_urgent: told.append((text, is_urgent)),
    )
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("Saved.", "In your folder.")
    bar.show_message("That cannot be read.", kind="error")
    assert told == [("Saved. In your folder.", False), ("That cannot be read.", True)]
