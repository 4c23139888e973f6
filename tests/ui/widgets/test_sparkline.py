import pytest
from PySide6.QtGui import QColor

from mkbviewer.core.frame import empty_frame
from mkbviewer.core.status import Status
from mkbviewer.ui.look.palette import LIGHT
from mkbviewer.ui.widgets.sparkline import Sparkline
from tests.specimen_frames import NAN, frame_of, quarters


@pytest.fixture
def sparkline(qtbot):
    made = Sparkline()
    qtbot.addWidget(made)
    made.resize(120, 40)
    return made


def painted(sparkline: Sparkline) -> list[tuple[int, int]]:
    picture = sparkline.grab().toImage()
    ground = QColor(picture.pixelColor(0, 0))
    return [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y) != ground
    ]


def test_a_course_runs_from_edge_to_edge_and_ends_in_a_dot(sparkline: Sparkline) -> None:
    sparkline.show_frame(frame_of(quarters(2022, 4), {"a": [1, 2, 3, 4]}))
    places = painted(sparkline)

    assert min(x for x, _y in places) < 5
    assert max(x for x, _y in places) > 112
    assert list(sparkline.values) == [1, 2, 3, 4]
    assert sparkline.grab().toImage().pixelColor(116, 4) == QColor(LIGHT.accent)


def test_a_gap_stays_a_gap(sparkline: Sparkline) -> None:
    sparkline.show_frame(frame_of(quarters(2022, 6), {"a": [1, 1, NAN, NAN, 1, 1]}))
    columns = {x for x, _y in painted(sparkline)}

    assert columns.isdisjoint(range(40, 70))


def test_two_points_are_no_course(sparkline: Sparkline) -> None:
    sparkline.show_frame(frame_of(quarters(2022, 3), {"a": [1, NAN, 2]}))

    assert not sparkline.values
    assert painted(sparkline) == []


def test_nothing_is_drawn_without_figures(sparkline: Sparkline) -> None:
    sparkline.show_frame(empty_frame())

    assert painted(sparkline) == []


def test_a_figure_alone_between_gaps_is_a_point(sparkline: Sparkline) -> None:
    sparkline.show_frame(frame_of(quarters(2022, 5), {"a": [1, 1, NAN, 1, NAN]}))
    columns = {x for x, _y in painted(sparkline)}

    # The fourth of five quarters stands at three quarters of the width.
    assert columns & set(range(80, 96))
    assert columns.isdisjoint(range(45, 78))


def test_what_leads_to_a_provisional_figure_is_dotted(sparkline: Sparkline) -> None:
    quarter = frame_of(
        quarters(2022, 5), {"a": [1, 1, 1, 1, 1]}, statuses={(4, 0): Status.PROVISIONAL}
    )
    sparkline.show_frame(quarter)
    columns = {x for x, _y in painted(sparkline)}

    assert columns.issuperset(range(5, 80))
    assert not columns.issuperset(range(92, 112))
