"""A chart on the screen."""

import pytest

from mkbviewer.ui.canvas.chart_view import ChartView


@pytest.fixture
def view(qtbot) -> ChartView:
    """An empty chart of a usual size."""
    made = ChartView()
    qtbot.addWidget(made)
    made.resize(900, 420)
    made.show()
    qtbot.waitExposed(made)
    return made
