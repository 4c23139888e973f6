"""The members of the breakdown as chips: a dot in the series' colour, on or off."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.model import Member
from mkbviewer.ui.flow_layout import FlowLayout
from mkbviewer.ui.text_size import in_text

_DOT = 4.5
_HEIGHT = 30


class Chip(QAbstractButton):
    """One member: pressed it is shown. Ctrl+click shows this one only, Shift+click selects it.

    `pointed` says whether the mouse or the keyboard has come to it, or has left it.
    """

    asked_alone = Signal()
    asked_marked = Signal()
    pointed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ""
        self._width = 0
        self._colour: QColor | None = None
        self._is_marked = self._is_pointed_at = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_label(self, label: str) -> None:
        """The member's name."""
        if label == self._label:
            return
        self._label = label
        self._width = 0
        self.setAccessibleName(label)
        self.setToolTip(
            _(
                "{member}: click to show or hide; Ctrl+click to show only this one; "
                "Shift+click to select it"
            ).format(member=label)
        )
        self.updateGeometry()
        self.update()

    def set_colour(self, colour: str | None) -> None:
        """The series' colour; None where the member is not in the chart."""
        self._colour = QColor(colour) if colour else None
        self.update()

    def set_marked(self, *, is_marked: bool, is_pointed_at: bool) -> None:
        """Whether the series is selected, and whether it is pointed at somewhere else."""
        if (is_marked, is_pointed_at) != (self._is_marked, self._is_pointed_at):
            self._is_marked, self._is_pointed_at = is_marked, is_pointed_at
            self.setAccessibleDescription(_("selected") if is_marked else "")
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._width = 0

    def sizeHint(self) -> QSize:
        if not self._width:
            self._width = self.fontMetrics().horizontalAdvance(self._label) + in_text(42)
        return QSize(self._width, in_text(_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.asked_alone.emit()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.asked_marked.emit()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.asked_alone.emit()
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.asked_marked.emit()
            else:
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        is_on = self.isChecked()
        frame = self.rect().toRectF().adjusted(1, 1, -1, -1)
        edge = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        if self.underMouse() or self._is_marked or self._is_pointed_at:
            edge = QPalette.ColorRole.Highlight
        painter.setPen(QPen(palette.color(edge), 2.0 if self.hasFocus() else 1.0))
        ground = QPalette.ColorRole.Base if is_on else QPalette.ColorRole.Window
        if self._is_marked:
            ground = QPalette.ColorRole.AlternateBase
        painter.setBrush(palette.color(ground))
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        centre, dot = QPointF(in_text(17), self.height() / 2), in_text(10 * _DOT) / 10
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        if is_on and self._colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
        else:
            painter.setPen(QPen(muted, 1.3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, dot, dot)
        painter.setPen(palette.color(QPalette.ColorRole.Text) if is_on else muted)
        painter.drawText(
            self.rect().adjusted(in_text(28), 0, -in_text(8), 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self._label,
        )


class MemberChips(QWidget):
    """A chip for each member. `chosen` carries the codes that are on; at least one stays on.

    `pointed` carries the code under the mouse, or an empty text; `marked` one to select, or not
    to select any longer.
    """

    chosen = Signal(object)
    pointed = Signal(str)
    marked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members: tuple[Member, ...] = ()
        self._chips: list[Chip] = []
        self._layout = FlowLayout(self, spacing=6)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips, in order of the members."""
        return tuple(self._chips[: len(self._members)])

    def show_members(
        self, name: str, members: Sequence[Member], on: Sequence[str], colours: Mapping[str, str]
    ) -> None:
        """Show the members, those that are on, and the colour of each by its code."""
        self.setAccessibleName(name)
        self._members = tuple(members)
        while len(self._chips) < len(members):
            self._add_chip()
        for chip, member in zip(self.chips, self._members, strict=True):
            chip.set_label(member.label)
            chip.setChecked(member.code in on)
            chip.set_colour(colours.get(member.code))
            chip.show()
        for chip in self._chips[len(members) :]:
            chip.hide()
        self._layout.invalidate()
        self.updateGeometry()

    def mark(self, marked: Collection[str], pointed_at: str) -> None:
        """Let the members that are selected stand out, and the one that is pointed at."""
        for chip, member in zip(self.chips, self._members, strict=True):
            chip.set_marked(
                is_marked=member.code in marked, is_pointed_at=member.code == pointed_at
            )

    def _add_chip(self) -> None:
        place, chip = len(self._chips), Chip(self)
        chip.clicked.connect(lambda _on: self._toggle(chip))
        chip.asked_alone.connect(lambda: self.chosen.emit((self._members[place].code,)))
        chip.asked_marked.connect(lambda: self.marked.emit(self._members[place].code))
        chip.pointed.connect(
            lambda is_there: self.pointed.emit(self._members[place].code if is_there else "")
        )
        self._layout.addWidget(chip)
        self._chips.append(chip)

    def _toggle(self, changed: Chip) -> None:
        on = tuple(
            member.code
            for chip, member in zip(self.chips, self._members, strict=True)
            if chip.isChecked()
        )
        if on:
            self.chosen.emit(on)
        else:
            changed.setChecked(True)

    def sizeHint(self) -> QSize:
        width = sum(chip.sizeHint().width() + 6 for chip in self.chips) - 6
        return QSize(max(0, width), self.heightForWidth(width) if self._members else 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._layout.heightForWidth(width)
