"""The strip of the overview follows the barometer's pages without disturbing them."""

import pytest

from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.weather import Published
from mkbviewer.ui.cycle.barometer_strip import BarometerStrip
from mkbviewer.viewmodels.session.indicator_tree import CLOCK_ID, Kind
from mkbviewer.viewmodels.session.places import CLOCK


@pytest.fixture
def clock(desk):
    desk.window.open(Kind.PAGE, CLOCK_ID)
    return desk.window.barometer.pages[CLOCK]


def test_new_cards_leave_the_clock_as_it_is_and_the_strip_follows_when_it_is_left(desk, clock):
    told = []
    desk.window.barometer.reading.read.connect(lambda reading: told.append(reading.cycle.method))

    desk.session.cards_read.emit(desk.session.cards)

    assert clock.view.method is Method.CF
    assert told == []
    desk.session.open_overview()
    assert set(told) == {Method.MEAN}
    assert clock.view.method is Method.CF


def test_the_strip_names_the_quarter_of_what_is_published_also_without_a_fact(qtbot, desk):
    reading = desk.window.overview._barometer
    assert reading is not None
    barometer, _published = reading
    published = Published(barometer.period, {"nl": "zonnig"}, 3, 12, "Jaarbericht 2024")
    strip = BarometerStrip(())
    qtbot.addWidget(strip)

    strip.show_barometer(barometer, published)

    assert strip._title.text() == f"SME barometer, {barometer.period.label}"
