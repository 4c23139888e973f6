"""The shipped icons, tinted in the colours of the palette in use."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from mkbviewer.paths import resources_dir
from mkbviewer.ui.look.text_size import hold

_APPLICATION_SIZES = (16, 24, 32, 48, 64, 128, 256)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


class _Tinted(QIconEngine):
    """Draws an icon in the colour that a role of the application's palette has at that moment."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._role)

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        area = QRectF(rect)  # type: ignore[call-overload]  # a QRect, whatever the stubs say
        paint_icon(painter, area, self._name, self._colour(mode))

    def _colour(self, mode: QIcon.Mode) -> str:
        groups = QPalette.ColorGroup
        group = groups.Disabled if mode == QIcon.Mode.Disabled else groups.Active
        return QApplication.palette().color(group, self._role).name()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return _picture(self._name, self._colour(mode), size.width(), size.height())


@lru_cache(maxsize=512)  # Drawing one anew takes longer than all the rest of its button.
def _picture(name: str, colour: str, width: int, height: int) -> QPixmap:
    picture = QPixmap(width, height)
    if not picture.isNull():
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_icon(painter, QRectF(picture.rect()), name, colour)
        painter.end()
    return picture


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.Text) -> QIcon:
    """A shipped icon by its name; it follows the theme by itself."""
    return QIcon(_Tinted(name, role))


def paint_icon(painter: QPainter, area: QRectF, name: str, colour: str) -> None:
    """Paint a shipped icon in a colour of its own, as large as fits."""
    side = min(area.width(), area.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(area.center())
    _renderer(name, colour).render(painter, square)


class Sign(QWidget):
    """An icon that stands by itself and follows the theme."""

    def __init__(
        self,
        name: str,
        size: int,
        role: QPalette.ColorRole = QPalette.ColorRole.Text,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        hold(self, "setFixedWidth", size)
        hold(self, "setFixedHeight", size)
        self.show_icon(name, role)

    def show_icon(self, name: str, role: QPalette.ColorRole = QPalette.ColorRole.Text) -> None:
        """Show another icon, or the same in another colour."""
        self._icon = icon(name, role)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


def application_icon() -> QIcon:
    """The icon of the program itself."""
    folder = resources_dir() / "icons" / "application"
    drawn = QIcon()
    for size in _APPLICATION_SIZES:
        drawn.addFile(str(folder / f"mkbviewer-{size}.png"), QSize(size, size))
    return drawn


def plain_button(name: str, words: str, parent: QWidget) -> QToolButton:
    """A small button that shows an icon only; `words` are told in its tooltip."""
    button = QToolButton(parent)
    button.setObjectName("plain")
    button.setIcon(icon(name, QPalette.ColorRole.PlaceholderText))
    hold(button, "setIconSize", 14)
    button.setAccessibleName(words)
    button.setToolTip(words)
    return button
