"""Frames beside each other in one: the periods of all, in order of time, nothing made up."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mkbviewer.core.status import Status

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame

BESIDE_MARK = "@"
"""Parts the key of a series from the member of the dimension that stands side by side."""


def join(frames: "Sequence[Frame]") -> "Frame":
    """One frame with the series of all, over every period that any of them has.

    A period that one of them lacks is absent there. Unit and transformation are those that all
    have in common; the rest is the first one's. Keys of series must differ. Raises ValueError
    without frames, and where keys are the same.
    """
    import numpy as np

    if not frames:
        raise ValueError("there is nothing to join")
    periods = sorted({one for frame in frames for one in frame.periods}, key=lambda p: p.sort_key)
    series = tuple(one for frame in frames for one in frame.series)
    if len({one.key for one in series}) < len(series):
        raise ValueError("series with the same key")
    rows = {period: row for row, period in enumerate(periods)}
    values = np.full((len(periods), len(series)), np.nan)
    statuses = np.full(values.shape, Status.ABSENT.value, dtype=np.uint8)
    column = 0
    for frame in frames:
        places = [rows[period] for period in frame.periods]
        until = column + len(frame.series)
        values[places, column:until] = frame.values
        statuses[places, column:until] = frame.statuses
        column = until
    return replace(
        frames[0],
        periods=tuple(periods),
        series=series,
        values=values,
        statuses=statuses,
        unit=_common([frame.unit for frame in frames]),
        transformation=_common([frame.transformation for frame in frames]),
        is_change=all(frame.is_change for frame in frames),
        adds_up=all(frame.adds_up for frame in frames),
    )


def put_side_by_side(frames: "Sequence[tuple[str, str, Frame]]") -> "Frame":
    """The same series of several members in one frame: by member its code, its label and frame.

    Series come in the order of the frame, each with its members next to each other.
    """
    import numpy as np

    joined = join([_of_member(code, label, frame) for code, label, frame in frames])
    each = len(frames[0][2].series)
    order = np.arange(len(joined.series)).reshape(len(frames), each).T.ravel()
    return replace(
        joined,
        series=tuple(joined.series[place] for place in order),
        values=joined.values[:, order],
        statuses=joined.statuses[:, order],
    )


def _of_member(code: str, label: str, frame: "Frame") -> "Frame":
    has_one = len(frame.series) == 1
    series = tuple(
        replace(
            one,
            key=f"{one.key}{BESIDE_MARK}{code}",
            label=label if has_one else f"{one.label}, {label}",
            beside=code,
            facet=label,
        )
        for one in frame.series
    )
    return replace(frame, series=series)


def _common(texts: Sequence[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else ""
