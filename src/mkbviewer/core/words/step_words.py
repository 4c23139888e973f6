"""The steps from the figures of a table to those of a page, in words and in their fixed order."""

from mkbviewer.core.frame import ARROW
from mkbviewer.core.frequency import combination_label, combinations_of, part_of
from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.core.period import Frequency, parse_code
from mkbviewer.core.transform import default_base, differences_of, whole_of
from mkbviewer.core.view import Transformation


def chain_of(page: Page) -> str:
    """All steps: `per year (mean) → % on a year earlier → moving average of 3 periods`."""
    return ARROW.join(part for part in (_periods(page), _done(page), _averaged(page)) if part)


def frequency_name(frequency: Frequency) -> str:
    """How often there is a figure: `per quarter`; empty where there are no periods."""
    if frequency is Frequency.TEXT:
        return ""
    return _("per {frequency}").format(frequency=frequency.label)


def combined_name(frequency: Frequency, how: str) -> str:
    """How often there is a figure, and how it is made of shorter periods: `per year (sum)`."""
    return f"{frequency_name(frequency)} ({how})"


def base_of(page: Page) -> str:
    """The code of the period at which the index of a page is 100."""
    return page.view.base or default_base(page.level)


def _periods(page: Page) -> str:
    frequency = page.level.periods[0].frequency if page.level.periods else Frequency.TEXT
    part = part_of(page.structure, page.view.frequency)
    if part is None:
        return frequency_name(frequency)
    kinds = dict.fromkeys(combinations_of(page.view, page.structure, page.level))
    words = ", ".join(combination_label(one, part) for one in kinds)
    return combined_name(frequency, words)


def _done(page: Page) -> str:
    differs = differences_of(page.level).any()
    base, whole = parse_code(base_of(page)), whole_of(page.level)
    return {
        Transformation.LEVEL: _("level"),
        Transformation.CHANGE: _("change on the previous period"),
        Transformation.PREVIOUS: _("change on the previous period")
        if differs
        else _("% on the previous period"),
        Transformation.YEAR_ON_YEAR: _("change on a year earlier")
        if differs
        else _("% on a year earlier"),
        Transformation.INDEX: _("index, {period} = 100").format(period=base.label if base else "?"),
        Transformation.SHARE: _("share of the series shown")
        if whole is None
        else _("share of {series}").format(series=page.level.series[whole].label),
    }[page.view.transformation]


def _averaged(page: Page) -> str:
    count = page.view.average
    return _("moving average of {count} periods").format(count=count) if count > 1 else ""
