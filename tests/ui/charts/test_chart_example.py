"""The worked example of CONTRIBUTING.md, run as it stands there."""

import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from mkbviewer.core.view import View
from mkbviewer.ui import charts
from mkbviewer.ui.canvas.chart_view import ChartView
from mkbviewer.ui.charts.base import Chart
from mkbviewer.ui.indicator import chart_kinds
from mkbviewer.ui.indicator.chart_kinds import kind_choices
from mkbviewer.ui.look.palette import LIGHT
from mkbviewer.ui.output.render import render_picture
from tests.e2e.drawn import curve_data
from tests.specimen_frames import NAN, frame_of, gapped_frame, quarters

CONTRIBUTING = Path(__file__).resolve().parents[3] / "CONTRIBUTING.md"


@pytest.fixture
def needles(monkeypatch: pytest.MonkeyPatch) -> Chart:
    """The example, registered by its line in `CHARTS`."""
    section = (
        CONTRIBUTING.read_text("utf-8").split("## Adding a kind of chart")[1].split("\n## ")[0]
    )
    source = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert len(source) == 1
    module = ModuleType("mkbviewer.ui.charts.needles")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(source[0], "CONTRIBUTING.md", "exec"), vars(module))
    found = [
        one
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Chart) and one.__module__ == module.__name__
    ]
    assert len(found) == 1
    made: Chart = found[0]()
    monkeypatch.setattr(charts, "CHARTS", (*charts.CHARTS, made))
    return made


def ups_and_downs():
    return frame_of(quarters(2022, 5), {"a": [3, -2, NAN, 1, -4]})


def test_the_example_judges_and_draws(needles: Chart) -> None:
    shapes = needles.shapes(ups_and_downs(), LIGHT)

    assert needles.fit(ups_and_downs()) == 0.5
    assert (needles.fit(gapped_frame()) == 0) == bool(needles.hindrance(gapped_frame()))
    np.testing.assert_array_equal(shapes.bars[0].heights, [3, -2, NAN, 1, -4])
    assert (shapes.low, shapes.high) == (-4, 3)


@pytest.mark.usefixtures("qapp")
def test_the_example_is_in_the_window_and_in_pictures(needles: Chart, qtbot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show_frame(ups_and_downs(), needles.name)

    np.testing.assert_array_equal(curve_data(view)["a"][1], [3, -2, NAN, 1, -4])
    svg = render_picture(ups_and_downs(), needles.name, title="Example", fmt="svg")
    assert b"Example" in svg
    assert svg != render_picture(ups_and_downs(), "bar", title="Example", fmt="svg")


def test_the_example_is_in_the_menu(needles: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_kinds, "CHARTS", charts.CHARTS)
    offered = {one.key: one for one in kind_choices(ups_and_downs(), View("x")).segments}
    refused = {one.key: one for one in kind_choices(gapped_frame(), View("x")).segments}

    assert offered["needles"].is_possible
    assert not refused["needles"].is_possible
    assert refused["needles"].hint == "Needles show one series."
