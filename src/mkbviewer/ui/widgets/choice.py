"""A button that shows what is chosen and opens a list to choose from, with a search when long."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from mkbviewer.core.language import _, ngettext
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.widgets.choice_popup import SEARCH_FROM, ChoicePopup
from mkbviewer.ui.widgets.words import whole_words
from mkbviewer.viewmodels.indicator.option_tree import Option

HEIGHT = 30
_QUIET_HEIGHT = 26
WIDEST = 190
"""Pixels of text on the button, at most; of longer ones it has the first words."""

_NARROWEST_NAME = 70
_LONGEST_WORD = 1.5
"""How much wider than that a first word may be before it is cut all the same."""

_LONGEST_CODE = 4
"""How many letters, with the mark that more follows, are a code and no word."""

__all__ = ["SEARCH_FROM", "Choice", "Option"]


class Choice(QToolButton):
    """`name: what is chosen ▾`. `chosen` carries the keys as a tuple, one unless `several`.

    With `has_top` the list can ask for its largest: `top_asked` carries the keys to rank. While
    the option of the key `nothing` is chosen, the button has its name only. A quiet one has no
    edge before the mouse or the keyboard comes to it.
    """

    chosen = Signal(object)
    top_asked = Signal(object)

    def __init__(
        self,
        *,
        several: bool = False,
        has_top: bool = False,
        widest: int = WIDEST,
        nothing: str | None = None,
        is_quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._several = several
        self._has_top = has_top
        self._widest = widest
        self._nothing = nothing
        self._height = _QUIET_HEIGHT if is_quiet else HEIGHT
        self.setProperty("quiet", is_quiet)
        self._said = ""
        self._name = ""
        self._text = ""
        self._width = 0
        self._options: tuple[Option, ...] = ()
        self._make_options: Callable[[], Sequence[Option]] | None = None
        self._keys: tuple[str, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._popup: ChoicePopup | None = None
        self._arrow = icon("chevron-down")
        self.clicked.connect(lambda _on: self.open())

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen."""
        return tuple(self._make_options()) if self._make_options else self._options

    @property
    def keys(self) -> tuple[str, ...]:
        """What is chosen."""
        return self._keys

    @property
    def is_used(self) -> bool:
        """Whether anything is chosen that is not nothing."""
        return self._keys != (self._nothing,)

    @property
    def words(self) -> str:
        """The name and what is chosen, in full; the name alone while nothing is."""
        return self._text if self.is_used else self._name

    def show_options(
        self, name: str, options: Sequence[Option], chosen: Sequence[str], said: str = ""
    ) -> None:
        """Show a name, what can be chosen, and what is; on the button as `said`, if given."""
        self._make_options = None
        shown = (name, tuple(options), tuple(chosen), said)
        if shown == self._shown:
            return
        self._shown = shown
        self._name, self._options, self._keys, self._said = shown
        said = self._words()
        self._text = f"{name}: {said}" if name else said
        if self._several and self._popup is not None and self._popup.isVisible():
            self._popup.follow(self._keys)
        chosen_keys = set(self._keys)
        labels = [option.label for option in self._options if option.key in chosen_keys]
        self.setToolTip("\n".join([name, *labels[:12]] if name else labels[:12]))
        self.setAccessibleName(self._text)
        self.follow_text()

    def show_one(
        self, name: str, chosen: Option, make_options: Callable[[], Sequence[Option]]
    ) -> None:
        """Show a name and what is chosen; what can be is made when the list opens."""
        self.show_options(name, (chosen,), (chosen.key,))
        self._make_options = make_options

    def follow_text(self) -> None:
        """Show as much of what is chosen as there is room for at the size of text in use."""
        said = self._said or self._words()
        fitted = self._fitted(self._name, said) if self.is_used else self._name
        fitted = fitted.replace("&", "&&")
        if fitted != self.text():
            self.setText(fitted)
            self._width = 0
            self.updateGeometry()

    def _fitted(self, name: str, said: str) -> str:
        widest, measure = in_text(self._widest), self.fontMetrics().horizontalAdvance
        if not name:
            return self._whole_words(said, widest)
        room = max(widest - measure(f": {said}"), in_text(_NARROWEST_NAME))
        named = self._whole_words(name, room) + ": "
        return named + self._whole_words(said, widest - measure(named))

    def _whole_words(self, text: str, room: int) -> str:
        """What there is room for; a single word is cut only where it is longer than any word.

        Of `D Energievoorziening` the code alone would say nothing: there the word is cut.
        """
        metrics, longest = self.fontMetrics(), round(_LONGEST_WORD * in_text(self._widest))
        kept = whole_words(text, metrics, room)
        if kept != text and len(kept) <= _LONGEST_CODE:
            kept = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        return metrics.elidedText(kept, Qt.TextElideMode.ElideRight, longest)

    def _words(self) -> str:
        count = len(self._keys)
        if count == len(self._options) > 1:
            return _("all ({count})").format(count=count)
        if count > 1:
            return ngettext("{count} of {total}", "{count} of {total}", count).format(
                count=count, total=len(self._options)
            )
        return next((one.label for one in self._options if one.key in self._keys), "–")

    def open(self, under: QWidget | None = None) -> None:
        """Open the list, under what stands for the button where that has no room."""
        if self._popup is None:
            self._popup = ChoicePopup(self, several=self._several, has_top=self._has_top)
            self._popup.picked.connect(self.chosen)
            self._popup.top_asked.connect(self.top_asked)
        # A chooser without a name of its own on it is named by whoever made it.
        name = self._name or self.accessibleName().partition(":")[0]
        self._popup.show_options(name, self.options, self._keys)
        self._popup.open_under(under or self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        if not self._width:
            text = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
            self._width = text + 44
        return QSize(self._width, in_text(self._height))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._width = 0

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: object) -> None:
        from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter

        painter = QStylePainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        inner = self.rect().adjusted(12, 0, -30, 0)
        painter.drawItemText(
            inner,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            | Qt.TextFlag.TextShowMnemonic,
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )
        place = self.rect().adjusted(self.width() - 25, 0, -11, 0)
        arrow = self._arrow.pixmap(QSize(place.width(), place.width()), self.devicePixelRatioF())
        painter.drawPixmap(place.x(), (self.height() - place.width()) // 2, arrow)
