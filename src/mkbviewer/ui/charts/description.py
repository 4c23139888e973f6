"""A chart in words, for those who do not see it."""

from mkbviewer.core.frame import Frame, newest_period
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import decimals_for, format_with_unit
from mkbviewer.core.status import Status

_MOST_SERIES = 12


def describe(frame: Frame, title: str) -> str:
    """One sentence made from the figures: the newest period and what each series was then."""
    row = newest_period(frame)
    if row is None:
        return _("{title}: there are no figures to show.").format(title=title)
    told = []
    for column, series in enumerate(frame.series[:_MOST_SERIES]):
        unit = series.unit or frame.unit
        status, value = frame.status(row, column), float(frame.values[row, column])
        figure = (
            status.label
            if status.is_missing
            else format_with_unit(value, unit, decimals_for(abs(value), unit, series.decimals))
        )
        if status in (Status.PROVISIONAL, Status.REVISED_PROVISIONAL):
            figure = f"{figure} ({status.label})"
        told.append(f"{series.label} {figure}")
    left_out = len(frame.series) - len(told)
    if left_out:
        told.append(
            ngettext("and {count} other", "and {count} others", left_out).format(count=left_out)
        )
    return _("{title}. In {period}: {figures}.").format(
        title=title, period=frame.periods[row].label, figures=", ".join(told)
    )
