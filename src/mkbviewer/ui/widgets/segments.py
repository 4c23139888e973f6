"""A row of joined buttons of which one is chosen; what does not fit stands in a menu."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from mkbviewer.core.language import _
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold, in_text

HEIGHT = 30
_MOST_ROUNDS = 3
_EDGE = 6
_SIDE = 11
"""Pixels beside the words of a button, as the style sheet has it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice: its key, its words on the button, and what it does in a sentence.

    One that is not `is_possible` stands in the menu only, with the reason as its hint.
    """

    key: str
    label: str
    hint: str = ""
    is_possible: bool = True


@dataclass(frozen=True, slots=True)
class Switch:
    """Something that is on or off, at the foot of the menu."""

    label: str
    hint: str = ""
    is_on: bool = False
    is_possible: bool = True


class Segments(QWidget):
    """A segmented control. `limit` segments are shown; a menu at the end has all of them.

    `chosen` carries a segment's key, `switched` whether the switch of the menu was put on.
    """

    chosen = Signal(str)
    switched = Signal(bool)

    def __init__(self, name: str, limit: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name = name
        self._limit = self._room = limit
        self._is_filling = self._is_stale = False
        self._hints = (QSize(), QSize())
        self._measured: dict[int, list[int]] = {}
        self._segments: tuple[Segment, ...] = ()
        self._chosen = ""
        self._foremost: tuple[str, ...] = ()
        self._switch: Switch | None = None
        self._buttons: list[QToolButton] = []
        self._made: dict[tuple[int, str], QToolButton] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._more = QToolButton(self)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setProperty("segment", "last")
        self._more.setIcon(icon("chevron-down"))
        hold(self._more, "setIconSize", 12)
        self._more.setAccessibleName(_("More choices: {name}").format(name=name))
        self._more.setToolTip(self._more.accessibleName())
        self._menu = QMenu(self._more)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.setMenu(self._menu)
        hold(self._more, "setFixedHeight", HEIGHT)
        self._row.addWidget(self._more)
        # Where it is given more room than it asks for, its buttons stay joined.
        self._row.addStretch()

    def show_segments(
        self,
        segments: Sequence[Segment],
        chosen: str,
        foremost: Sequence[str] = (),
        switch: Switch | None = None,
    ) -> None:
        """Show these choices with one of them chosen; the `foremost` keys stand on the buttons."""
        shown = (tuple(segments), chosen, tuple(foremost), switch)
        if shown != (self._segments, self._chosen, self._foremost, self._switch):
            self._segments, self._chosen, self._foremost, self._switch = shown
            self._measured.clear()
            self._fill()

    def _fill(self) -> None:
        """Put on the buttons what there is room for.

        To show other buttons may change the size, and who follows that may ask for yet others:
        what is asked meanwhile is done afterwards.
        """
        self._is_stale = True
        if self._is_filling:
            return
        self._is_filling = True
        try:
            for _round in range(_MOST_ROUNDS):
                if self._is_stale or (self.isVisible() and self._fitting() != self._room):
                    self._is_stale = False
                    self._fill_once()
        finally:
            self._is_filling = False

    def _fill_once(self) -> None:
        # Before it is seen it has no width that says anything.
        self._room = self._fitting() if self.isVisible() else self._limit
        visible = self._visible(self._chosen, self._room)
        has_more = len(self._segments) > len(visible) or self._switch is not None
        self._buttons = [
            self._button(place, len(visible), has_more) for place in range(len(visible))
        ]
        for button in self._made.values():
            button.setVisible(button in self._buttons)
        for button, segment in zip(self._buttons, visible, strict=True):
            button.setText(segment.label)
            button.setToolTip(segment.hint or segment.label)
            button.setAccessibleName(f"{self._name}: {segment.label}")
            button.setProperty("key", segment.key)
            is_chosen = segment.key == self._chosen
            button.setChecked(is_chosen)
            # Tab comes by the chosen one, arrows go to the others; Qt does this for clicks only.
            policies = Qt.FocusPolicy
            is_reached = is_chosen or not any(one.key == self._chosen for one in visible)
            button.setFocusPolicy(policies.StrongFocus if is_reached else policies.ClickFocus)
        self._more.setVisible(has_more)
        hints = (self.sizeHint(), self.minimumSizeHint())
        if hints != self._hints:
            self._hints = hints
            self.updateGeometry()

    @property
    def limit(self) -> int:
        """How many segments stand on buttons at most."""
        return self._limit

    def show_at_most(self, limit: int) -> None:
        """Show so many segments; the menu has the others."""
        if limit != self._limit:
            self._limit = limit
            self._fill()

    def width_at(self, limit: int) -> int:
        """The width with so many segments on buttons."""
        return sum(self._widths(limit))

    def sizeHint(self) -> QSize:
        return QSize(self.width_at(self._limit), in_text(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(self._widths(1)), in_text(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._room:
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        self._measured.clear()
        super().changeEvent(event)

    def follow_text(self) -> None:
        """Put as many choices on buttons as there is room for; the menu has them all."""
        self._measured.clear()
        if self._fitting() != self._room:
            self._fill()

    def _fitting(self) -> int:
        counts = range(self._limit, 1, -1)
        return next((one for one in counts if sum(self._widths(one)) <= self.width()), 1)

    def _widths(self, count: int) -> list[int]:
        """What so many buttons take, and the menu's where there is more."""
        if count not in self._measured:
            self._measured[count] = self._measure(count)
        return self._measured[count]

    def _measure(self, count: int) -> list[int]:
        shown = self._visible(self._chosen, count)
        metrics, more = self.fontMetrics(), len(self._segments) > len(shown)
        # Qt asks for two spaces more than the words, and for an edge: with less it cuts the words.
        words = [metrics.horizontalAdvance(f"{one.label}  ") for one in shown]
        widths = [word + in_text(2 * _SIDE) + _EDGE for word in words]
        has_menu = more or self._switch is not None
        return [*widths, in_text(12 + 2 * _SIDE) + _EDGE] if has_menu else widths

    def _visible(self, chosen: str, limit: int) -> tuple[Segment, ...]:
        possible = [segment for segment in self._segments if segment.is_possible]
        # The sort keeps the order of those that are equally far in front.
        possible.sort(key=lambda segment: segment.key not in self._foremost)
        shown = possible[:limit]
        for segment in possible[limit:]:
            if segment.key == chosen:
                shown[-1] = segment
        return tuple(shown)

    def _fill_menu(self) -> None:
        self._menu.clear()
        actions = QActionGroup(self._menu)
        for segment in self._segments:
            action = self._menu.addAction(segment.label)
            action.setCheckable(True)
            action.setChecked(segment.key == self._chosen)
            action.setData(segment.key)
            action.setToolTip(segment.hint)
            action.setStatusTip(segment.hint)
            action.setEnabled(segment.is_possible)
            action.triggered.connect(lambda _on, key=segment.key: self.chosen.emit(key))
            actions.addAction(action)
        if self._switch is not None:
            self._menu.addSeparator()
            switch = self._menu.addAction(self._switch.label)
            switch.setCheckable(True)
            switch.setChecked(self._switch.is_on)
            switch.setEnabled(self._switch.is_possible)
            switch.setToolTip(self._switch.hint)
            switch.triggered.connect(self.switched)

    def _button(self, place: int, count: int, has_more: bool) -> QToolButton:
        """The button at a place; each shape that a place has had is kept."""
        is_last = place == count - 1 and not has_more
        ending = "only" if place == 0 else "last"
        shape = ending if is_last else "first" if place == 0 else "middle"
        if (place, shape) not in self._made:
            self._made[place, shape] = self._make_button(shape)
            before = sum(1 for other, _shape in self._made if other < place)
            self._row.insertWidget(before, self._made[place, shape])
        return self._made[place, shape]

    def _make_button(self, shape: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        hold(button, "setFixedHeight", HEIGHT)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("segment", shape)
        button.clicked.connect(lambda: self.chosen.emit(button.property("key")))
        self._group.addButton(button)
        return button
