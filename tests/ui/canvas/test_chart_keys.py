"""What the keys do in a chart, and what of it is told to who cannot see it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mkbviewer.ui.canvas.chart_view import ChartView
from tests.specimen_frames import gapped_frame


def test_home_and_end_go_to_the_first_and_the_last_period(view: ChartView) -> None:
    view.show_frame(gapped_frame(), "line")
    selected: list[object] = []
    view.periods_selected.connect(selected.append)

    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.canvas.row == 0
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert view.canvas.row == 7
    assert selected == [(1, 2, 3, 4, 5, 6, 7)]


@pytest.mark.parametrize("kind", ["line", "heat", "facets", "ranking"])
def test_up_and_down_go_along_the_series_and_enter_selects_one(view: ChartView, kind: str) -> None:
    view.show_frame(gapped_frame(), kind)
    pointed: list[tuple[int, str | None]] = []
    clicked: list[str] = []
    view.hovered.connect(lambda row, key: pointed.append((row, key)))
    view.series_clicked.connect(clicked.append)

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(view, key)
    assert pointed == [(7, "zzp"), (7, "micro"), (7, "zzp"), (7, None), (7, "groot")]
    QTest.keyClick(view, Qt.Key.Key_Return)
    view.mark_series(["groot"])
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert clicked == ["groot", ""]


@pytest.mark.usefixtures("dutch")
def test_what_the_keys_point_at_is_told_to_screen_readers(view: ChartView, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "mkbviewer.ui.canvas.chart_view.announce", lambda _of, said: told.append(said)
    )
    view.show_frame(gapped_frame(), "line")

    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert [one.partition(": ")[2] for one in told] == [
        "Zzp 1.200; Micro 300; Groot 40",
        "Zzp 1.200",
    ]
