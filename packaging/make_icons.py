"""Draw the application's icon at the sizes that desktops ask for, from its SVG."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256)
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons" / "application"


def draw(renderer: QSvgRenderer, size: int) -> QImage:
    """The icon as a square picture of `size` pixels on a transparent ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


if __name__ == "__main__":
    application = QGuiApplication([])
    drawing = QSvgRenderer(str(FOLDER / "mkbviewer.svg"))
    for each in SIZES:
        draw(drawing, each).save(str(FOLDER / f"mkbviewer-{each}.png"))
