"""What covers the window while files hang over it."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from mkbviewer.core.language import _
from mkbviewer.ui.look.text_size import in_text


class DropOverlay(QWidget):
    """“Let go to import”, over everything else; it takes no part in the dragging itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(_("Let go to import"))
        self.hide()

    def show_over(self, area: QRect) -> None:
        """Cover this part of the window."""
        self.setGeometry(area)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        veil = QColor(palette.color(QPalette.ColorRole.Window))
        veil.setAlpha(170)
        painter.fillRect(self.rect(), veil)
        frame = QRectF(self.rect()).adjusted(18, 18, -18, -18)
        pen = QPen(palette.color(QPalette.ColorRole.Highlight), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        ground = QColor(palette.color(QPalette.ColorRole.AlternateBase))
        ground.setAlpha(235)
        painter.setBrush(ground)
        painter.drawRoundedRect(frame, 10, 10)
        font = QFont(self.font())
        font.setPixelSize(in_text(22))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Link))
        middle = QRectF(frame.left(), frame.center().y() - in_text(34), frame.width(), in_text(34))
        painter.drawText(middle, int(Qt.AlignmentFlag.AlignCenter), _("Let go to import"))
        font.setPixelSize(in_text(13))
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        below = QRectF(frame.left() + 20, frame.center().y() + 4, frame.width() - 40, in_text(44))
        said = _("CSV, ZIP or folder · the file is recognised, nothing is overwritten")
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, int(flags) | Qt.TextFlag.TextWordWrap, said)
