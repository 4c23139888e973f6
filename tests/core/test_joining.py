"""Frames in one: the periods of all, nothing made up."""

import numpy as np
import pytest

from mkbviewer.core.joining import join
from mkbviewer.core.period import Frequency
from mkbviewer.core.status import Status
from tests.specimen_frames import frame_of, mixed_frame, quarters


def test_a_period_that_one_of_them_lacks_is_absent_there():
    early = frame_of(quarters(2022, 2), {"a": [1, 2]})
    late = frame_of([(2022, 2), (2022, 3)], {"b": [20, 30]})

    joined = join([early, late])

    assert [one.code for one in joined.periods] == ["2022KW01", "2022KW02", "2022KW03"]
    assert np.array_equal(joined.values[:, 0], [1, 2, np.nan], equal_nan=True)
    assert np.array_equal(joined.values[:, 1], [np.nan, 20, 30], equal_nan=True)
    assert joined.status(2, 0) is Status.ABSENT
    assert joined.unit == "aantal"


def test_years_and_quarters_stand_in_order_of_time_and_none_is_interpolated():
    joined = mixed_frame()

    assert [one.code for one in joined.periods[:5]] == [
        "2021JJ00",
        "2022JJ00",
        "2022KW01",
        "2022KW02",
        "2022KW03",
    ]
    per_year = joined.column("per jaar")
    by_quarter = [p.frequency is Frequency.QUARTER for p in joined.periods]
    assert np.isnan(joined.values[by_quarter, per_year]).all()
    assert joined.unit == ""


def test_two_series_of_one_key_are_refused():
    frame = frame_of(quarters(2022, 2), {"a": [1, 2]})

    with pytest.raises(ValueError, match="same key"):
        join([frame, frame])
