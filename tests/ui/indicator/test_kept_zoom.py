"""The part of the axis that a chart showed is there again after a restart."""

import pytest

from mkbviewer.settings import Settings, load_settings
from tests.ui.window_desk import Desk, open_desk

FAR = (0.25, 0.75)


def zoom(desk):
    low, high = desk.chart.canvas.seen
    seen = tuple(low + part * (high - low) for part in FAR)
    desk.chart.canvas.box.setXRange(*seen, padding=0)
    return seen


@pytest.fixture
def restarted(qapp, tmp_path):
    """Opens windows one after the other on what the one before wrote."""
    path = tmp_path / "settings.json"
    desks: list[Desk] = []

    def restart():
        if desks:
            desks[-1].session.save()
            desks[-1].close()
        settings = load_settings(path) if desks else Settings(path)
        desks.append(open_desk(qapp, tmp_path, settings))
        return desks[-1]

    yield restart
    desks[-1].close()


def test_the_page_that_was_open_comes_back_with_its_zoom_and_nothing_to_undo(restarted):
    desk = restarted()
    desk.session.open_indicator("vacatures")
    seen = zoom(desk)

    desk = restarted()
    desk.session.open_last()

    assert desk.session.view.subject == "vacatures"
    assert desk.chart.canvas.seen == pytest.approx(seen)
    assert not desk.session.can_undo


def test_another_page_begins_with_all_its_periods_and_so_does_the_same_one_later(restarted):
    desk = restarted()
    desk.session.open_indicator("vacatures")
    zoom(desk)

    desk = restarted()
    desk.session.open_indicator("arbeidsinzet")
    assert not desk.chart.canvas.is_zoomed
    desk.session.open_indicator("vacatures")
    assert desk.chart.canvas.is_zoomed
    desk.session.open_indicator("arbeidsinzet")
    desk.session.open_indicator("vacatures")
    assert not desk.chart.canvas.is_zoomed


def test_what_was_shown_whole_again_stays_whole(restarted):
    desk = restarted()
    desk.session.open_indicator("vacatures")
    zoom(desk)
    desk.chart.canvas.show_all()

    desk = restarted()
    desk.session.open_last()
    assert not desk.chart.canvas.is_zoomed


@pytest.mark.parametrize("kept", [{"seen": [1]}, {"seen": ["a", "b"]}, {"seen": [9, 3]}, {}])
def test_a_zoom_that_cannot_be_is_passed_over(restarted, kept):
    desk = restarted()
    desk.session.open_indicator("vacatures")
    zoom(desk)
    span = desk.settings.zoom["span"]
    desk.settings.zoom = {"place": "indicator:vacatures", "span": span, **kept}

    desk = restarted()
    desk.session.open_last()
    assert not desk.chart.canvas.is_zoomed
