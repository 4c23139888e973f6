"""Zooming a chart is a change of the view, which undo takes back."""

import pytest

from tests.ui.window_desk import open_desk


@pytest.fixture
def desk(qapp, tmp_path):
    desk = open_desk(qapp, tmp_path)
    desk.session.open_indicator("faillissementen")
    desk.session.change(chart="line")
    yield desk
    desk.close()


def seen(desk):
    return desk.chart.canvas.seen


def test_undo_takes_back_all_zooming_at_once_and_redo_does_it_again(desk):
    whole = seen(desk)
    for _times in range(3):
        desk.chart.canvas.zoom(1)
    zoomed = seen(desk)

    assert zoomed[1] - zoomed[0] == pytest.approx((whole[1] - whole[0]) / 1.25**3)
    assert desk.session.undo_text == "zoom of the chart"
    desk.session.undo()
    assert seen(desk) == pytest.approx(whole)
    assert desk.session.undo_text == "kind of chart"
    desk.session.redo()
    assert seen(desk) == pytest.approx(zoomed)


def test_zooming_in_and_out_again_is_no_step(desk):
    desk.chart.canvas.zoom(2)
    desk.chart.canvas.zoom(-2)

    assert desk.session.undo_text == "kind of chart"


def test_a_view_that_is_changed_after_zooming_is_taken_back_first(desk):
    whole = seen(desk)
    desk.chart.canvas.zoom(2)
    zoomed = seen(desk)
    desk.session.change(transformation="index")
    assert seen(desk) == pytest.approx(zoomed)

    desk.session.undo()
    assert (desk.session.view.transformation, seen(desk)) == ("level", pytest.approx(zoomed))
    desk.session.undo()
    assert seen(desk) == pytest.approx(whole)


def test_zooming_leaves_what_can_be_done_again(desk):
    desk.session.undo()
    assert desk.session.redo_text == "kind of chart"
    desk.session.change(chart="step")
    desk.session.undo()
    desk.session.change(first="2015KW01")
    desk.session.undo()
    redo = desk.session.redo_text
    desk.chart.canvas.zoom(1)

    assert desk.session.redo_text == redo


def test_what_was_zoomed_on_another_page_is_passed_over(desk):
    desk.chart.canvas.zoom(2)
    desk.session.open_indicator("vacatures")

    assert desk.session.undo_text != "zoom of the chart"
