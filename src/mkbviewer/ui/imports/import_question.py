"""The question of an import: which of several readings is right, with the first figures of each."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.language import _
from mkbviewer.store.library.report import Choice, Question
from mkbviewer.ui.widgets.words import Words

_IN_A_ROW = 2
_MOST_LETTERS = 16


def question_card(
    name: str,
    question: Question,
    parent: QWidget,
    answer: Callable[[str], None],
    give_up: Callable[[], None],
) -> QFrame:
    """A card that asks it; `answer` is told the key of the reading that the user takes."""
    card = QFrame(parent)
    card.setObjectName("card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 13, 16, 15)
    layout.setSpacing(9)
    heading = QLabel(_("Question · {file}").format(file=name).upper(), card)
    heading.setObjectName("label")
    layout.addWidget(heading)
    layout.addWidget(Words("heading", card, _("How is this file to be read?")))
    layout.addWidget(
        Words(
            "words",
            card,
            _(
                "Nothing in the file decides between these readings. Below are its first figures "
                "as each of them reads them; nothing is imported before you choose."
            ),
        )
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(14)
    for number, choice in enumerate(question.choices):
        place = divmod(number, _IN_A_ROW)
        grid.addWidget(_choice(choice, card, answer), *place)
        grid.setColumnStretch(place[1], 1)
    layout.addLayout(grid)
    leave = QPushButton(_("Do not import it"), card)
    leave.clicked.connect(give_up)
    layout.addWidget(leave, 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _choice(choice: Choice, parent: QWidget, answer: Callable[[str], None]) -> QFrame:
    frame = QFrame(parent)
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 11, 14, 13)
    layout.setSpacing(8)
    says = choice.says[:1].upper() + choice.says[1:]
    layout.addWidget(Words("strong", frame, says))
    layout.addLayout(_preview(choice, frame))
    layout.addStretch()
    row = QHBoxLayout()
    take = QPushButton(_("Read it this way"), frame)
    take.setAccessibleName(f"{take.text()}: {says}")
    take.setAccessibleDescription("; ".join(", ".join(figure) for figure in choice.preview))
    take.clicked.connect(lambda: answer(choice.key))
    row.addWidget(take)
    row.addStretch()
    layout.addLayout(row)
    return frame


def _preview(choice: Choice, parent: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(3)
    rows = (choice.heading, *choice.preview)
    last = len(choice.heading) - 1
    for column in range(last + 1):
        # Labels of members can be long: those break where the width ends.
        longest = max(len(cells[column]) for cells in rows)
        is_long = longest > _MOST_LETTERS and column != last
        grid.setColumnStretch(column, int(is_long))
        side = Qt.AlignmentFlag.AlignRight if column == last else Qt.AlignmentFlag(0)
        for line, cells in enumerate(rows):
            name = "small" if line == 0 else "words"
            cell = Words(name, parent, cells[column]) if is_long else QLabel(cells[column], parent)
            cell.setObjectName(name)
            cell.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(cell, line, column, side)
    grid.setColumnStretch(last + 1, 0 if any(map(grid.columnStretch, range(last))) else 1)
    return grid
