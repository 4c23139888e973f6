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
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.model import Member
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.widgets.one_line import OneLine
from mkbviewer.ui.widgets.words import whole_words

_DOT = 4.5
_HEIGHT = 30
_GAP = 6
_AROUND = 42
"""Pixels beside the name: the dot and the ends."""

_ANY_WIDTH = 10_000
_WIDTHS = (_ANY_WIDTH, *range(280, 90, -10))
"""How wide the name of a chip may be, until those that are on fit on the line."""

_ON, _WITH_FOCUS, _OFF = range(3)
"""Which chips are shown first where there is no room for all."""


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
        self._widest = _ANY_WIDTH
        self._measured: dict[int, tuple[str, int]] = {}
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
        self._measured.clear()
        self.setAccessibleName(label)
        self.setToolTip(
            _(
                "{member}: click to show or hide; Ctrl+click to show only this one; "
                "Shift+click to select it"
            ).format(member=label)
        )
        self.updateGeometry()
        self.update()

    def set_widest(self, widest: int) -> None:
        """Show the first words of the name where all of them are wider than this, in pixels.

        It is painted anew where it gets another width for that.
        """
        self._widest = widest

    @property
    def natural_width(self) -> int:
        """The width with the whole name."""
        return self._measure(_ANY_WIDTH)[1]

    @property
    def shown(self) -> str:
        """The name as it is written."""
        return self._measure(self._widest)[0]

    def _measure(self, widest: int) -> tuple[str, int]:
        """The words that it shows up to a width, and how wide it is with them."""
        if widest not in self._measured:
            metrics = self.fontMetrics()
            shown = whole_words(self._label, metrics, widest)
            width = metrics.horizontalAdvance(shown) + in_text(_AROUND)
            self._measured[widest] = shown, width
        return self._measured[widest]

    def set_colour(self, colour: str | None) -> None:
        """The series' colour; None where the member is not in the chart."""
        wanted = QColor(colour) if colour else None
        if wanted != self._colour:
            self._colour = wanted
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
            self._measured.clear()

    def sizeHint(self) -> QSize:
        return QSize(self._measure(self._widest)[1], in_text(_HEIGHT))

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
            self.shown,
        )


class _More(QToolButton):
    """`+4`: as wide for every number, so that to count does not change the line."""

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("+88") + in_text(20), in_text(_HEIGHT))


class MemberChips(OneLine):
    """A chip for each member. `chosen` carries the codes that are on; at least one stays on.

    `pointed` carries the code under the mouse, or an empty text; `marked` one to select, or not
    to select any longer. Where there is no room for all, those that are on come first and
    `more_asked` asks for the list of all.
    """

    chosen = Signal(object)
    pointed = Signal(str)
    marked = Signal(str)
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        more = _More()
        more.setObjectName("morechips")
        more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        super().__init__(more, _GAP, parent)
        more.clicked.connect(self.more_asked)
        self.crowded.connect(self._tell_left_out)
        self._members: tuple[Member, ...] = ()
        self._chips: list[Chip] = []

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
        ranks = []
        for chip, member in zip(self.chips, self._members, strict=True):
            is_on = member.code in on
            chip.set_label(member.label)
            chip.setChecked(is_on)
            chip.set_colour(colours.get(member.code))
            # One that was just put off stays where it is, for who comes by the keyboard.
            ranks.append(_ON if is_on else _WITH_FOCUS if chip.hasFocus() else _OFF)
        self.show_widgets(self.chips, ranks)
        self._tell_left_out()

    def sizeHint(self) -> QSize:
        widths = [chip.natural_width for chip in self.chips]
        return QSize(self.width_of(widths), in_text(_HEIGHT) if widths else 0)

    def fitting(self) -> set[QWidget]:
        for widest in _WIDTHS:
            for chip in self.chips:
                chip.set_widest(widest if widest == _ANY_WIDTH else in_text(widest))
            shown = super().fitting()
            if all(chip in shown for chip in self.chips if self.ranks[chip] == _ON):
                break
        return shown

    def _tell_left_out(self) -> None:
        names = [one.accessibleName() for one in self.left_out]
        count = len(names)
        self.more.setText(f"+{count}")
        self.more.setAccessibleName(
            ngettext("{count} more: {names}", "{count} more: {names}", count).format(
                count=count, names=", ".join(names)
            )
        )
        self.more.setToolTip("\n".join(names))

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
