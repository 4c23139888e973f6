"""Areas on the screen are filled piece by piece, and look as if they were not."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter

from mkbviewer.core.frame import Frame
from mkbviewer.ui.charts.area import AreaChart
from mkbviewer.ui.charts.arrangement import Style, arrange
from mkbviewer.ui.charts.figure_painting import paint_areas
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import LIGHT
from tests.specimen_frames import frame_of, gapped_frame, quarters

JAGGED = {
    "a": [30.0 + (7 * place) % 41 for place in range(100)],
    "b": [20.0 + (11 * place) % 37 for place in range(100)],
}


def painted(frame: Frame, *, in_pieces: bool):
    font = QFont(load_fonts())
    font.setPixelSize(12)
    style = Style(LIGHT, font, font)
    shapes = AreaChart().shapes(frame, LIGHT)
    arranged = arrange(shapes, QRectF(0, 0, 720, 320), style, shapes.span)
    image = QImage(720, 320, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_areas(painter, shapes, arranged.plot, style, in_pieces=in_pieces)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(320, 720, 4).astype(int)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "frame", [frame_of(quarters(2000, 100), JAGGED), gapped_frame()], ids=["jagged", "gapped"]
)
def test_no_seam_is_seen_where_an_area_is_cut(frame: Frame):
    whole, pieces = painted(frame, in_pieces=False), painted(frame, in_pieces=True)

    assert (whole != 255).any()
    # Rounding at an edge; a seam would let a quarter of the ground through.
    assert np.abs(whole - pieces).max() < 8
