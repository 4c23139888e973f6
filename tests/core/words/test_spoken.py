"""A period of a chart in words, for who cannot see it."""

import pytest

from mkbviewer.core.words.spoken import say_period
from tests.specimen_frames import gapped_frame, share_frame


@pytest.fixture(autouse=True)
def _dutch_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkbviewer.core.language._active_language", "nl")


def test_a_period_is_said_with_the_figure_of_each_series() -> None:
    period = share_frame().periods[2].label
    said = say_period(share_frame(), 2)
    assert said == f"{period}: Zzp 72%; Micro 23%; Groot 5%"


def test_a_figure_that_is_missing_or_not_final_says_so() -> None:
    frame = gapped_frame()
    assert say_period(frame, 5, "groot").endswith("Groot secret")
    assert say_period(frame, 7, "zzp").endswith("Zzp 1.300 (provisional)")
