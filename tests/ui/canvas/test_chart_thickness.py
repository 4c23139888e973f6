"""How thick lines and bars are on the screen, whatever its dots and however many there are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from mkbviewer.ui.canvas.chart_view import ChartView
from mkbviewer.ui.charts.figure_painting import LINE_WIDTH, THIN_WIDTH, THINNEST_WIDTH
from tests.specimen_frames import frame_of, quarters


def test_bars_thinner_than_a_pixel_are_all_painted(view: ChartView) -> None:
    # Sixty series in forty quarters of some ten pixels: a bar is a sixth of a pixel wide.
    columns = {f"s{at}": [1000.0 if at == 0 else 10.0] * 40 for at in range(60)}
    view.resize(700, 400)
    view.show_frame(frame_of(quarters(2010, 40), columns), "bar")
    image = view.canvas.grab().toImage()

    # At three quarters of its height only the bars of the first series stand, one in each quarter.
    assert view.canvas.arranged is not None
    assert view.shapes is not None
    plot = view.canvas.arranged.plot
    y, first = round(plot.y(750)), QColor(view.shapes.bars[0].colour)
    columns_seen = [
        x
        for x in range(round(plot.area.left()), round(plot.area.right()))
        if image.pixelColor(x, y) == first
    ]
    assert len(columns_seen) == 40


def thickness(view: ChartView, value: float, scale: float = 1.0) -> float:
    """How thick the first line is, in pixels of a usual screen, where it lies at a value."""
    assert view.canvas.arranged is not None
    assert view.shapes is not None
    plot, canvas = view.canvas.arranged.plot, view.canvas
    image = QImage(canvas.viewport().size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.white)
    canvas.viewport().render(image)
    x, y = round(scale * plot.area.center().x()), round(scale * plot.y(value))
    colour, reach = QColor(view.shapes.curves[0].colour), round(6 * scale)
    whole = 255 - colour.red()
    rows = range(y - reach, y + reach)
    return sum(255 - image.pixelColor(x, one).red() for one in rows) / whole / scale


def test_lines_are_as_thick_on_a_screen_with_small_dots(view: ChartView) -> None:
    view.show_frame(frame_of(quarters(2015, 8), {"zzp": [5.0] * 8}), "line")
    assert thickness(view, 5) == pytest.approx(LINE_WIDTH, abs=0.1)
    assert thickness(view, 5, scale=3.0) == pytest.approx(LINE_WIDTH, abs=0.1)


def test_many_lines_are_thinner(view: ChartView) -> None:
    view.resize(700, 500)
    for count, width in ((12, LINE_WIDTH), (13, THIN_WIDTH)):
        columns = {f"s{at}": [5.3 + 10.0 * at] * 8 for at in range(count)}
        view.show_frame(frame_of(quarters(2015, 8), columns), "line")
        assert thickness(view, 5.3, scale=3.0) == pytest.approx(width, abs=0.1)


def test_many_lines_of_many_points_are_the_thinnest(view: ChartView) -> None:
    view.resize(700, 500)
    columns = {f"s{at}": [5.3 + 10.0 * at] * 200 for at in range(13)}
    view.show_frame(frame_of(quarters(1970, 200), columns), "line")
    assert thickness(view, 5.3, scale=3.0) == pytest.approx(THINNEST_WIDTH, abs=0.1)


def test_many_lines_that_go_up_and_down_a_lot_are_the_thinnest(view: ChartView) -> None:
    view.resize(700, 500)
    for often, width in ((20, THINNEST_WIDTH), (0, THIN_WIDTH)):
        ways = [0.0, 90.0] * often + [0.0] * (40 - 2 * often)
        columns = {"flat": [105.3] * 40, **{f"s{at}": ways for at in range(12)}}
        view.show_frame(frame_of(quarters(1990, 40), columns), "line")
        assert thickness(view, 105.3, scale=3.0) == pytest.approx(width, abs=0.1)
