"""A chart in words: a few sentences made from the figures shown, by fixed rules.

The first tells the newest figures, with their unit and status and how they changed; the second the
highest and the lowest of the range shown; then what is missing. Figures are written as the table
shows them; a change is computed from the figures themselves, as the transformations do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from mkbviewer.core.frame import Frame, Series, Values, decimals_shown, newest_period
from mkbviewer.core.frequency import is_rate
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.model import Measure, Member
from mkbviewer.core.numbers import format_number
from mkbviewer.core.page import Page, held_at
from mkbviewer.core.period import year_earlier
from mkbviewer.core.recipes.breakdown import is_class, is_several_classes, is_total
from mkbviewer.core.status import Status
from mkbviewer.core.words.capitals import within_sentence
from mkbviewer.core.words.figure_phrase import Change, find_change, write_amount
from mkbviewer.core.words.period_phrase import name_period, say_when
from mkbviewer.core.words.wording import spell_title

MOST_LISTED = 3
"""Of more series than this only the highest and the lowest are told."""

_AND = (" en ", " and ")
_WHOLE_OF_THE_REPORT = "business economy"
_FEWEST_FOR_A_RANGE = 3
_MOST_NAMES = 2


def tell(frame: Frame, title: str) -> tuple[str, ...]:
    """The sentences, in the active language."""
    row = newest_period(frame)
    if row is None:
        nothing = _("{title}: there are no figures to show.").format(title=title)
        return tuple(one for one in (nothing, frame.lacks) if one)
    told = [_tell_newest(frame, row, _name(frame, title)), _tell_lacking(frame, row)]
    units = {frame.unit_of(column) for column in range(len(frame.series))}
    if len(units) == 1:
        told.append(_tell_range(frame))
    told.append(_tell_missing(frame))
    return tuple(sentence for sentence in told if sentence)


def describe(frame: Frame, title: str) -> str:
    """What stands in for the chart where it is not seen: all sentences in one text."""
    return " ".join(tell(frame, title))


def describe_chart(page: Page) -> str:
    """The sentences of the chart of a page; they name the measure where the title does not."""
    return describe(page.frame, name_page(page))


def name_page(page: Page) -> str:
    """What the figures of a page are: title, measure and members, as far as not said twice."""
    measure = page.structure.measure(page.view.measures[0]) if page.view.measures else None
    name = page.title
    if measure and len(page.view.measures) == 1 and not is_said(measure.title, name):
        name = f"{name}, {within_sentence(measure.title)}"
    held = "; ".join(held_at(page))
    return f"{name} ({held})" if held else name


def is_said(measure: str, title: str) -> bool:
    """Whether a title names a measure; one of several that it names is said once more."""
    before, found, after = title.casefold().partition(measure.casefold())
    of_several = before.endswith(_AND) or after.startswith((*_AND, ","))
    return bool(found) and not of_several


def _label(series: Series) -> str:
    """What a series is called within a sentence: a size class or an answer is no name."""
    member = series.member
    is_plain = member[:1].islower() and series.label == spell_title(member)
    return within_sentence(series.label) if is_plain or is_class(member) else series.label


def _is_whole(series: Series) -> bool:
    """Whether a series is all of what others are parts of, as far as its code or label tells."""
    if not series.member:
        return False
    is_told = is_total(Member(series.member, series.label)) or is_several_classes(series.member)
    return is_told or series.label.casefold().startswith(_WHOLE_OF_THE_REPORT)


def _highest_part(frame: Frame, columns: Sequence[int]) -> int:
    """The first of the series, from high to low, that is not the whole: that is no news.

    Of rates the whole is a mean, and is told as any other.
    """
    if is_rate(Measure("", "", frame.unit_of(columns[0]))):
        return columns[0]
    parts = [column for column in columns[:-1] if not _is_whole(frame.series[column])]
    return parts[0] if parts else columns[0]


def _name(frame: Frame, title: str) -> str:
    """What the figures are: the title, the only series, and what was done to the level."""
    name = title.strip().rstrip(".")
    if len(frame.series) == 1:
        label = _label(frame.series[0])
        if label and label.casefold() not in name.casefold():
            name = f"{name}, {label}" if name else label
    return f"{name} ({frame.transformation})" if frame.transformation else name


def _figure(frame: Frame, row: int, column: int) -> str:
    """A figure with its unit, as a sentence writes it."""
    decimals = decimals_shown(frame, column)
    return write_amount(
        float(frame.values[row, column]),
        frame.unit_of(column),
        decimals,
        names_base=not frame.transformation,
    )


def _change(frame: Frame, row: int, before: int, column: int) -> Change | None:
    """The change of a series between two rows; None where either is missing."""
    now, then = (float(frame.values[one, column]) for one in (row, before))
    return find_change(now, then, frame.unit_of(column), decimals_shown(frame, column))


@dataclass(frozen=True, slots=True)
class _Before:
    """The row with which the newest is compared: `when` after “than”, `name` after “from”."""

    row: int
    when: str
    name: str


def _compared(frame: Frame, row: int) -> _Before | None:
    """The figures of a year earlier, else the newest before these; None where there are none."""
    rows = {period: number for number, period in enumerate(frame.periods)}
    if frame.is_change:
        return None
    earlier = year_earlier(frame.periods[row])
    filled = np.isfinite(frame.values)
    if earlier in rows and (filled[row] & filled[rows[earlier]]).any():
        return _Before(rows[earlier], _("a year earlier"), _("a year earlier"))
    for before in range(row - 1, -1, -1):
        if (filled[row] & filled[before]).any():
            period = frame.periods[before]
            return _Before(before, say_when(period), name_period(period))
    return None


def _tell_newest(frame: Frame, row: int, name: str) -> str:
    columns = [int(one) for one in np.flatnonzero(np.isfinite(frame.values[row]))]
    when = say_when(frame.periods[row])
    compared = _compared(frame, row)
    if len(frame.series) == 1:
        return _tell_one(frame, row, name, compared)
    units = {frame.unit_of(column) for column in columns}
    if len(units) == 1:
        columns.sort(key=lambda column: -float(frame.values[row, column]))
        ends = {_figure(frame, row, column) for column in (columns[0], columns[-1])}
        if len(columns) > MOST_LISTED and len(ends) == 1:
            return _tell_alike(frame, row, name, columns)
    extremes = [_highest_part(frame, columns), columns[-1]]
    figures = {_figure(frame, row, column) for column in extremes}
    is_listed = len(columns) <= MOST_LISTED or len(units) > 1 or len(figures) == 1
    shown = columns[:MOST_LISTED] if is_listed else extremes
    others = [0 if is_listed else _count_alike(frame, row, one, columns) for one in shown]
    labels = [
        _with_others(_label(frame.series[column]), count)
        for column, count in zip(shown, others, strict=True)
    ]
    # What a figure of several series was before is not the same of each.
    alone = [column for column, count in zip(shown, others, strict=True) if not count]
    told = list(_told(frame, row, shown, alone, compared))
    if is_listed:
        parts = [
            _("{figure} for {series}").format(figure=figure, series=label)
            for figure, label in zip(told, labels, strict=True)
        ]
        words = _("{name} {when}: {list}")
        sentence = words.format(name=name, when=when, list=_joined(parts))
    else:
        words = _("{name} {when}: highest for {highest}, {high}, and lowest for {lowest}, {low}")
        sentence = words.format(
            name=name, when=when, highest=labels[0], high=told[0], lowest=labels[-1], low=told[-1]
        )
    left_out = len(columns) - len(shown) if is_listed else 0
    if left_out:
        sentence += ngettext(
            "; {count} more series is shown", "; {count} more series are shown", left_out
        ).format(count=left_out)
    return f"{sentence}."


def _tell_alike(frame: Frame, row: int, name: str, columns: Sequence[int]) -> str:
    """That all these series have the same figure."""
    sentence = _("{name} {when}: {figure} for all {count} series").format(
        name=name,
        when=say_when(frame.periods[row]),
        figure=_figure(frame, row, columns[0]),
        count=len(columns),
    )
    statuses = {frame.status(row, column) for column in columns}
    is_told = len(statuses) == 1 and statuses != {Status.FINAL}
    return f"{sentence} ({statuses.pop().label})." if is_told else f"{sentence}."


def _count_alike(frame: Frame, row: int, column: int, columns: Sequence[int]) -> int:
    """How many other series, the whole aside, are shown with the same figure and status."""
    shown = _figure(frame, row, column), frame.status(row, column)
    apart = np.abs(frame.values[row] - frame.values[row, column])
    near = apart <= 10.0 ** -decimals_shown(frame, column)
    return sum(
        one != column
        and bool(near[one])
        and not _is_whole(frame.series[one])
        and (_figure(frame, row, one), frame.status(row, one)) == shown
        for one in columns
    )


def _with_others(label: str, count: int) -> str:
    """The name of a series with how many others have the same figure."""
    if not count:
        return label
    words = ngettext(
        "{series} (and {count} other series)", "{series} (and {count} other series)", count
    )
    return words.format(series=label, count=count)


def _tell_one(frame: Frame, row: int, name: str, compared: _Before | None) -> str:
    value, status = _figure(frame, row, 0), frame.status(row, 0)
    if status is not Status.FINAL:
        value = f"{value} ({status.label})"
    sentence = _("{name}: {value} {when}").format(
        name=name, value=value, when=say_when(frame.periods[row])
    )
    change = _change(frame, row, compared.row, 0) if compared else None
    if compared is None or change is None:
        return f"{sentence}."
    if not change.sign:
        words = _(", as high as {then}")
    elif not change.is_visible:
        words = _(", almost as high as {then}")
    elif change.sign > 0:
        words = _(", {amount} higher than {then}")
    else:
        words = _(", {amount} lower than {then}")
    return f"{sentence}{words.format(amount=change.plain, then=compared.when)}."


def _told(
    frame: Frame,
    row: int,
    columns: Sequence[int],
    alone: Sequence[int],
    compared: _Before | None,
) -> Iterator[str]:
    """Each figure with, between brackets, its status and, of those `alone`, its change.

    The first change says from when.
    """
    then = compared.name if compared else ""
    for column in columns:
        status = frame.status(row, column)
        beside = [status.label] if status is not Status.FINAL else []
        before = compared if column in alone else None
        if before and (change := _change(frame, row, before.row, column)):
            words = _("{change} from {then}") if then else "{change}"
            told = change.signed if change.sign else _("unchanged")
            beside.append(words.format(change=told, then=then))
            then = ""
        figure = _figure(frame, row, column)
        yield f"{figure} ({', '.join(beside)})" if beside else figure


def _tell_lacking(frame: Frame, row: int) -> str:
    """Which series have no figure in the newest period, and that no later one has any."""
    if row + 1 < len(frame.periods):
        later = dict.fromkeys(frame.statuses[row + 1 :].ravel().tolist())
        words = "; ".join(Status(one).label for one in later)
        return _("After that there are no figures ({status}).").format(status=words)
    lacking = [int(one) for one in np.flatnonzero(~np.isfinite(frame.values[row]))]
    if not lacking:
        return ""
    if len(lacking) > _MOST_NAMES:
        return ngettext(
            "For {count} series there is no figure then.",
            "For {count} series there is no figure then.",
            len(lacking),
        ).format(count=len(lacking))
    names = [
        f"{_label(frame.series[column])} ({frame.status(row, column).label})" for column in lacking
    ]
    return _("There is no figure then for {series}.").format(series=_joined(names))


def _tell_range(frame: Frame) -> str:
    """The highest and the lowest figure of all that is shown, where there are enough periods."""
    filled = np.isfinite(frame.values)
    if np.count_nonzero(filled.any(axis=1)) < _FEWEST_FOR_A_RANGE:
        return ""
    span = _("from {first} to {last}").format(
        first=name_period(frame.periods[0]), last=name_period(frame.periods[-1])
    )
    span = span[0].upper() + span[1:]
    high, low = (
        _extreme(frame, np.where(filled, sign * frame.values, -np.inf)) for sign in (1, -1)
    )
    if _figure(frame, *high) == _figure(frame, *low):
        return _("{span} every figure was {value}.").format(span=span, value=_figure(frame, *high))
    return _("{span} the highest figure was {high} and the lowest {low}.").format(
        span=span, high=_placed(frame, *high), low=_placed(frame, *low)
    )


def _extreme(frame: Frame, worth: Values) -> tuple[int, int]:
    """The cell with the greatest worth; the last of those that are shown as the same figure."""
    row, column = (int(one) for one in np.unravel_index(int(worth.argmax()), worth.shape))
    return next(_shown_alike(frame, row, column)), column


def _shown_alike(frame: Frame, row: int, column: int) -> Iterator[int]:
    """The rows of a series that are shown with the same figure as this one, the last first."""
    figure = _figure(frame, row, column)
    apart = np.abs(frame.values[:, column] - frame.values[row, column])
    for near in np.flatnonzero(apart <= 10.0 ** -decimals_shown(frame, column))[::-1]:
        if _figure(frame, int(near), column) == figure:
            yield int(near)


def _placed(frame: Frame, row: int, column: int) -> str:
    """A figure with its place: the series where there are several, and the period."""
    figure, when = _figure(frame, row, column), say_when(frame.periods[row])
    if len(list(islice(_shown_alike(frame, row, column), 2))) > 1:
        when = _("most recently {when}").format(when=when)
    place = f"{_label(frame.series[column])}, {when}" if len(frame.series) > 1 else when
    return f"{figure} ({place})"


def _tell_missing(frame: Frame) -> str:
    """How many of the figures shown are missing."""
    missing = int(np.count_nonzero(~np.isfinite(frame.values)))
    if not missing:
        return ""
    return ngettext(
        "Of the {total} figures shown {count} is missing.",
        "Of the {total} figures shown {count} are missing.",
        missing,
    ).format(total=format_number(frame.values.size, 0), count=format_number(missing, 0))


def _joined(parts: Sequence[str]) -> str:
    """The parts as a sentence lists them: `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
