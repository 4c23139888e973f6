"""What is painted only in part, or fast rather than fine, and when the whole comes back."""

from collections.abc import Callable, Iterator
from operator import methodcaller

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor

from mkbviewer.core.period import Frequency
from mkbviewer.ui.canvas.chart_canvas import ChartCanvas
from mkbviewer.ui.canvas.chart_items import thin
from mkbviewer.ui.canvas.chart_view import ChartView
from tests.specimen_frames import frame_of, gapped_frame, quarters


def shown(qtbot, frame) -> ChartView:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(700, 320)
    view.show_frame(frame, "line")
    view.show()
    qtbot.waitExposed(view)
    return view


def picture(canvas: ChartCanvas):
    return canvas.viewport().grab().toImage()


@pytest.fixture
def canvas(qtbot) -> Iterator[ChartCanvas]:
    view = shown(qtbot, gapped_frame())
    yield view.canvas
    # The canvas lives as long as its view.
    view.close()


def painted_anew(qtbot, *changes: Callable[[ChartCanvas], None]):
    """What a chart that was never painted before shows after these changes."""
    view = shown(qtbot, gapped_frame())
    for change in changes:
        change(view.canvas)
    return picture(view.canvas)


def test_a_move_of_the_mouse_leaves_the_picture_that_painting_everything_gives(qtbot, canvas):
    bare = picture(canvas)
    for row, key in ((1, None), (3, "zzp"), (6, "groot")):
        canvas.point_at(row, key)

        assert picture(canvas) == painted_anew(qtbot, methodcaller("point_at", row, key)) != bare


def test_what_is_marked_or_zoomed_while_pointing_is_seen_at_once(qtbot, canvas):
    canvas.point_at(2, "zzp")
    before = picture(canvas)
    canvas.mark((4, 5), ())
    canvas.point_at(3, "zzp")
    at_third = methodcaller("point_at", 3, "zzp")
    assert picture(canvas) == painted_anew(qtbot, methodcaller("mark", (4, 5), ()), at_third)
    canvas.mark((), ())
    canvas.point_at(2, "zzp")
    assert picture(canvas) == before
    canvas.zoom(1)
    canvas.point_at(3, "zzp")
    assert picture(canvas) == painted_anew(qtbot, methodcaller("zoom", 1), at_third) != before


def test_lines_on_another_axis_are_painted_as_in_a_chart_of_their_own(qtbot):
    yearly = frame_of(
        [(2012 + number, 0) for number in range(12)],
        {"zzp": np.linspace(10, 32, 12).tolist()},
        frequency=Frequency.YEAR,
    )
    view = shown(qtbot, frame_of(quarters(2015, 40), {"zzp": np.linspace(0, 40, 40).tolist()}))
    picture(view.canvas)

    view.show_frame(yearly, "line")

    assert picture(view.canvas) == picture(shown(qtbot, yearly).canvas)


def test_a_full_chart_is_sketched_while_it_moves_and_painted_finely_after_that(qtbot):
    steps = np.arange(600.0)
    frame = frame_of(
        quarters(1900, 600), {f"reeks{one}": list(100 + one + steps % 7) for one in range(20)}
    )
    view = shown(qtbot, frame)
    canvas = view.canvas
    low, high = canvas.seen
    fine = picture(canvas)

    canvas.zoom(2)
    assert all(line.drawn.is_sketch for line in canvas.items_of_chart._lines)
    canvas.box.setXRange(low, high, padding=0)
    assert picture(canvas) != fine

    qtbot.waitUntil(lambda: not any(line.drawn.is_sketch for line in canvas.items_of_chart._lines))
    assert picture(canvas) == fine


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.mark.parametrize("kind", ["line", "bar"])
def test_another_chart_is_painted_once(qtbot, kind):
    view = shown(qtbot, gapped_frame())
    qtbot.wait(50)
    paintings = Paintings(view.canvas.viewport())
    view.show_frame(frame_of(quarters(2015, 12), {"zzp": np.linspace(0, 11, 12).tolist()}), kind)
    qtbot.wait(50)
    assert paintings.count == 1


def test_to_mark_nothing_new_paints_nothing(qtbot):
    view = shown(qtbot, gapped_frame())
    qtbot.wait(50)
    paintings = Paintings(view.canvas.viewport())
    view.mark_periods(())
    view.mark_series(())
    qtbot.wait(50)
    assert paintings.count == 0


def test_a_line_of_many_points_keeps_its_peaks_and_its_gaps():
    ys = np.array([1.0, 5, 2, 3, 3, 9, float("nan"), 4, 6, 7, 8])

    xs, peaks = thin(np.arange(11.0), ys, 5)

    nan = float("nan")
    np.testing.assert_array_equal(peaks, [5, 1, 3, 2, 9, 3, nan, nan, 7, 6, 8])
    np.testing.assert_array_equal(xs, [0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10])


def test_a_line_of_few_points_stays_as_it_is():
    xs, ys = thin(np.arange(3.0), np.array([1.0, 5, 2]), 5)

    assert (xs.tolist(), ys.tolist()) == ([0, 1, 2], [1, 5, 2])


def test_a_point_at_the_end_of_the_value_axis_is_painted_whole(qtbot):
    view = shown(qtbot, frame_of(quarters(2023, 3), {"zzp": [400.0, 100.0, 0.0]}))
    arranged, shapes = view.canvas.arranged, view.canvas.shapes
    assert arranged is not None
    assert shapes is not None
    assert (arranged.plot.scale.low, arranged.plot.scale.high) == (0, 400)
    painted, ratio = picture(view.canvas), view.canvas.devicePixelRatioF()
    wanted = QColor(shapes.curves[0].colour).red()
    for row, value, outward in ((0, 400.0, -3), (2, 0.0, 3)):
        at = arranged.plot.point(float(shapes.axis.positions[row]), value)
        colour = painted.pixelColor(round(at.x() * ratio), round((at.y() + outward) * ratio))
        assert abs(colour.red() - wanted) < 20
