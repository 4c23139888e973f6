"""Slopes of more series than have room for a name: which have one, and where it stands."""

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QFont

from mkbviewer.core.frame import Frame
from mkbviewer.ui.charts import choose_chart
from mkbviewer.ui.charts.arrangement import Style
from mkbviewer.ui.charts.plan import NO_FOCUS, Focus, Placed, Stroke, Words
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import LIGHT
from tests.specimen_frames import frame_of, quarters

pytestmark = pytest.mark.usefixtures("qapp", "dutch")

BIG = ("a", "b", "c")
SMALL = tuple(f"tak {number}" for number in range(40))


def many() -> Frame:
    """Three big series that lie far apart, and forty that begin and end near each other."""
    big = {name: [300.0 + 100 * place, 700.0 - 150 * place] for place, name in enumerate(BIG)}
    return frame_of(
        quarters(2023, 2),
        big | {name: [1.0 + place, 2.0 + place] for place, name in enumerate(SMALL)},
    )


def place(focus: Focus = NO_FOCUS) -> Placed:
    frame = many()
    plan = choose_chart(frame, "slope").shapes(frame, LIGHT).plan
    assert plan is not None
    font = QFont(load_fonts())
    font.setPixelSize(12)
    return plan.place(QRectF(0, 0, 640, 300), Style(LIGHT, font, font), focus)


def named(placed: Placed) -> set[str]:
    words = (one for one in placed.pieces if isinstance(one, Words) and one.key)
    return {one.key for one in words if one.text == one.key.capitalize()}


def test_of_many_slopes_the_ones_apart_from_others_are_named_and_the_rest_is_counted() -> None:
    placed = place()
    names = named(placed)

    assert {*BIG, "tak 0"} <= names
    assert len(names) < len(BIG) + len(SMALL) / 4
    words = {one.text for one in placed.pieces if isinstance(one, Words)}
    assert f"and {len(BIG) + len(SMALL) - len(names)} others" in words


def test_names_of_many_slopes_stand_near_their_ends() -> None:
    placed = place()
    ends = {one.key: one.points[-1].y() for one in placed.pieces if isinstance(one, Stroke)}
    words = [one for one in placed.pieces if isinstance(one, Words) and one.key]
    names = [one for one in words if one.text == one.key.capitalize()]

    for one in names:
        assert abs(one.rect.center().y() - ends[one.key]) < 3 * one.rect.height(), one.text


def test_what_is_marked_has_its_name_among_many_slopes() -> None:
    assert "tak 20" not in named(place())
    assert "tak 20" in named(place(Focus(keys=frozenset({"tak 20"}))))


def test_slopes_with_a_name_are_wider_than_the_others() -> None:
    placed = place()
    widths = {
        one.key: one.width
        for one in placed.pieces
        if isinstance(one, Stroke) and one.key and one.width != 0.8  # those lead to words
    }
    others = {key: width for key, width in widths.items() if key not in named(placed)}

    assert len(widths) == len(BIG) + len(SMALL)
    assert max(others.values()) < min(widths[name] for name in named(placed))


def test_a_slope_without_a_name_answers_to_the_mouse() -> None:
    placed = place()
    end = next(spot.at for spot in placed.spots if (spot.key, spot.row) == ("tak 20", 1))

    found = placed.spot_at(end - QPoint(3, 0))
    assert found is not None
    assert (found.key, found.row) == ("tak 20", 1)
