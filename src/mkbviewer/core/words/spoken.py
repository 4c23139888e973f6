"""What is said of a period of a chart to who cannot see what stands at the crosshair."""

from mkbviewer.core.frame import Frame, decimals_shown
from mkbviewer.core.numbers import format_with_unit
from mkbviewer.core.status import Status


def say_period(frame: Frame, row: int, key: str | None = None) -> str:
    """The period, and the figure of each series in it; of one series only where it has a key."""
    columns = [at for at, one in enumerate(frame.series) if key in (None, one.key)]
    told = [f"{frame.series[at].label} {_figure(frame, row, at)}".strip() for at in columns]
    return f"{frame.periods[row].label}: {'; '.join(told)}"


def _figure(frame: Frame, row: int, column: int) -> str:
    status = frame.status(row, column)
    if status.is_missing:
        return status.label
    value, decimals = float(frame.values[row, column]), decimals_shown(frame, column)
    figure = format_with_unit(value, frame.unit_of(column), decimals)
    return figure if status is Status.FINAL else f"{figure} ({status.label})"
