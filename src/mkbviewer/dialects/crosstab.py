"""What the stacked header rows of a table layout mean: titles, filters, axes, units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mkbviewer.core.period import Frequency
from mkbviewer.core.period_label import parse_period
from mkbviewer.dialects.column_names import PERIOD_WORDS
from mkbviewer.dialects.content import looks_numeric
from mkbviewer.dialects.parts_of_years import are_parts, are_years
from mkbviewer.dialects.written_periods import are_dates

_TOPIC = re.compile(r"(?:onderwerp(?:en)?|topics?)(?:_\d+)?", re.IGNORECASE)
_UNIT_WORDS = ("eenheid", "eenheden", "unit", "units")
TOPIC_MARK = "|"
MOST_HEADER_ROWS = 60

Row = Sequence[str]


@dataclass(frozen=True)
class Axis:
    """What one dimension, the periods or the topics are in the columns: a member for each."""

    title: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Crosstab:
    """The heading of a table layout.

    `labels` are the titles of the first columns, which label the rows; `unit_column` is the one
    among them that holds units; `axes` and `units` (empty: none) are those of the columns behind
    them; `filters` are dimensions of which one member was chosen. `rows` counts the rows of the
    heading, from the first row of the file on.
    """

    title: str
    notes: tuple[str, ...]
    filters: tuple[tuple[str, str], ...]
    labels: tuple[str, ...]
    unit_column: int | None
    axes: tuple[Axis, ...]
    units: tuple[str, ...]
    rows: int

    @property
    def width(self) -> int:
        """The number of columns of a row of figures."""
        return len(self.labels) + len(self.axes[0].members)


def is_topic(title: str) -> bool:
    """Whether a title says that its members are topics."""
    return _TOPIC.fullmatch(title.strip()) is not None


def is_period(title: str, texts: Sequence[str]) -> bool:
    """Whether a dimension is that of time, by its title or by most of its members."""
    return title.strip().lower() in PERIOD_WORDS or are_periods(texts)


def are_periods(texts: Sequence[str]) -> bool:
    """Whether nearly all texts name periods; a number counts only where it can be a year."""
    filled = [text.strip() for text in texts if text.strip()]
    placed = [
        text
        for text in filled
        if parse_period(text)[0].frequency is not Frequency.TEXT
        and (not text.isdecimal() or 1500 <= int(text[:4]) <= 2200)
    ]
    return bool(filled) and (len(placed) >= 0.8 * len(filled) or are_dates(filled))


def filled(row: Row) -> list[int]:
    """The places of the cells that are not blank."""
    return [place for place, cell in enumerate(row) if cell.strip()]


def read_crosstab(rows: Sequence[Row]) -> Crosstab | None:
    """The heading of a table layout of which these are the first rows; None for other files."""
    last = _last_header_row(rows)
    if last is None:
        return None
    if last and _is_headed_by_periods(rows[last - 1], rows[last]):
        last -= 1
    preamble = [row for row in rows[:last] if filled(row) == [0]]
    stack = [row for row in rows[:last] if filled(row) and filled(row)[0] > 0]
    body = _body(rows[last + 1 :], len(filled(rows[last])))
    bottom = rows[last]
    width = max(_width([*stack, bottom]), _usual_width(body))
    if not body or width < 2:
        return None
    count = _count_labels(stack, bottom, body, width)
    if not 0 < count < width:
        return None
    labels = [_cell(bottom, place) for place in range(count)]
    axes, pending = _stacked_axes(stack, count, width)
    members = [_cell(bottom, place) for place in range(count, width)]
    topics_in_rows = any(map(is_topic, labels))
    units: tuple[str, ...] = ()
    unit_column = None
    if topics_in_rows:
        unit_column = _unit_column(labels, body, members, has_title=bool(pending), is_only=not axes)
        title = labels[unit_column] if unit_column is not None else ""
        title = pending or ("" if title.lower() in _UNIT_WORDS else title)
        if not axes or any(members):
            axes.append(Axis(title, tuple(_fill_forward(members))))
    elif pending or not axes:
        axes.append(Axis(pending or "", tuple(_fill_forward(members))))
    else:
        units = tuple(members)
    if not stack and not _may_stand_alone(labels, axes[0], body):
        return None
    is_time = are_periods(members) if units else is_period(axes[-1].title, members)
    if looks_numeric(members) and not is_time and any(map(str.strip, members)):
        return None
    title, notes, filters = _read_preamble(preamble)
    return Crosstab(title, notes, filters, tuple(labels), unit_column, tuple(axes), units, last + 1)


def _last_header_row(rows: Sequence[Row]) -> int | None:
    """The first row with more than its first cell, that one filled: it names the rows' labels.

    Where header rows stand above it, its first cell is enough.
    """
    has_stack = False
    for place, row in enumerate(rows[:MOST_HEADER_ROWS]):
        cells = filled(row)
        if cells and cells[0] > 0:
            has_stack = True
        elif len(cells) > 1 or (cells and has_stack):
            return place
    return None


def _is_headed_by_periods(row: Row, following: Row) -> bool:
    """Whether a row names the periods, behind a blank cell, of the figures in the one below it."""
    places = filled(row)
    return (
        len(places) > 1
        and places[0] > 0
        and are_periods([row[place] for place in places])
        and any(cell.strip() for cell in following[1:])
        and not are_periods(following[1:])
        and looks_numeric(following[1:])
    )


def _body(rows: Sequence[Row], least: int) -> list[Row]:
    return [row for row in rows if len(filled(row)) > 1 and len(row) >= least]


def _width(rows: Sequence[Row]) -> int:
    return max((filled(row)[-1] + 1 for row in rows if filled(row)), default=0)


def _usual_width(body: Sequence[Row]) -> int:
    """The width of the widest rows of figures, not counting one that is wider by mistake."""
    widths = sorted((filled(row)[-1] + 1 for row in body), reverse=True)
    return widths[min(len(widths) - 1, max(1, len(widths) // 10))] if widths else 0


def _cell(row: Row, place: int) -> str:
    return " ".join(row[place].split()) if place < len(row) else ""


def _column(body: Sequence[Row], place: int) -> list[str]:
    return [_cell(row, place) for row in body]


def _fill_forward(cells: Sequence[str]) -> list[str]:
    """The cells with each blank one as the one before it: a merged cell stands in its first."""
    found: list[str] = []
    for cell in cells:
        found.append(cell or (found[-1] if found else ""))
    return found


def _fill_within(cells: Sequence[str], groups: Sequence[str]) -> list[str]:
    """As `_fill_forward`, but a cell never holds for another group than its own."""
    found: list[str] = []
    for place, cell in enumerate(cells):
        is_same = place > 0 and groups[place] == groups[place - 1]
        found.append(cell or (found[-1] if is_same else ""))
    return found


def _count_labels(stack: Sequence[Row], bottom: Row, body: Sequence[Row], width: int) -> int:
    """The number of columns that label the rows.

    Newer tables have the title of a dimension alone in a row, above its first member; older ones
    in the last of the columns that label the rows, before its members.
    """
    if not stack:
        place = 1
        while place < width and not _holds_values(bottom, body, place):
            place += 1
        return place
    first = min(filled(row)[0] for row in stack)
    if len(filled(stack[0])) == 1 and filled(stack[0]) == [first]:
        return first
    title, below = _cell(stack[-1], first), _cell(bottom, first)
    texts = _column(body, first)
    named = is_topic(title) or title.lower() in PERIOD_WORDS or is_period(below, ())
    if named or not any(texts) or not looks_numeric(texts):
        return first + 1
    return first + 1 if are_periods(texts) else first


def _holds_values(bottom: Row, body: Sequence[Row], place: int) -> bool:
    texts = _column(body, place)
    if are_periods([_cell(bottom, place)]):
        return True
    return any(texts) and looks_numeric(texts) and not are_periods(texts)


def _stacked_axes(stack: Sequence[Row], count: int, width: int) -> tuple[list[Axis], str]:
    """The axes that the stacked rows give, and a title still without members."""
    axes: list[Axis] = []
    pending = ""
    for row in stack:
        cells = filled(row)
        is_title = cells == [count] and (width > count + 1 or not _is_open(axes))
        if not pending and (is_title or _repeats_title(row[count:width])):
            pending = _cell(row, count)
            continue
        own = _cell(row, count - 1)
        members = [_cell(row, place) for place in range(count, width)]
        if not pending and axes and _goes_on(axes[-1].title, own):
            axes[-1] = _nested(axes[-1], _fill_within(members, axes[-1].members))
            continue
        axes.append(Axis(pending or own, tuple(_fill_forward(members))))
        pending = ""
    return [_as_periods(axis) for axis in axes], pending


def _repeats_title(cells: Row) -> bool:
    """Whether the title of the topics or the periods stands above each of their members."""
    texts = {" ".join(cell.split()) for cell in cells}
    (title, *others) = texts or {""}
    return not others and (is_topic(title) or title.lower() in PERIOD_WORDS)


def _as_periods(axis: Axis) -> Axis:
    """The axis with its members as periods where the years stand above their parts."""
    joined = tuple(member.replace(TOPIC_MARK, " ") for member in axis.members)
    return Axis(axis.title, joined) if joined != axis.members and are_periods(joined) else axis


def _goes_on(title: str, own: str) -> bool:
    """Whether a row of headings is of the axis above it: `Onderwerpen_2` of `Onderwerpen_1`."""
    return own in ("", title) or (is_topic(own) and is_topic(title))


def _is_open(axes: Sequence[Axis]) -> bool:
    return bool(axes) and not axes[-1].title


def _nested(axis: Axis, members: Sequence[str]) -> Axis:
    """An axis with another row of headings below its members."""
    joined = (
        TOPIC_MARK.join(part for part in dict.fromkeys(parts) if part)
        for parts in zip(axis.members, members, strict=True)
    )
    return Axis(axis.title, tuple(joined))


def _unit_column(
    labels: Sequence[str],
    body: Sequence[Row],
    members: Sequence[str],
    *,
    has_title: bool,
    is_only: bool,
) -> int | None:
    """The column with the units of topics that stand in the rows; None where there is none.

    Its heading is blank, or, in older tables, the title of the dimension in the columns: the
    last one of the headings, where none `has_title` above it. Where that dimension `is_only` one,
    the title must fit its members.
    """
    units = [place for place, label in enumerate(labels) if place and label.lower() in _UNIT_WORDS]
    blank = [place for place, label in enumerate(labels) if place and not label]
    if units or blank:
        return (units or blank)[0]
    place = len(labels) - 1
    if place == 0 or has_title or is_topic(labels[place]) or are_periods(_column(body, place)):
        return None
    if not any(members):
        return None  # It is the title of the column itself: it stands before no members.
    is_time = labels[place].lower() in PERIOD_WORDS
    return None if is_only and is_time is not are_periods(members) else place


def _may_stand_alone(labels: Sequence[str], axis: Axis, body: Sequence[Row]) -> bool:
    """Whether one header row without any above it is that of a table layout."""
    if are_parts(axis.members) and are_years(_column(body, len(labels) - 1)):
        return True
    if are_periods(axis.members):
        return len(axis.members) > 1 or any(map(is_topic, labels))
    return is_topic(labels[0]) and looks_numeric(
        [_cell(row, place) for row in body for place in range(len(labels), len(row))]
    )


def _read_preamble(
    rows: Sequence[Row],
) -> tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Title, other lines, and filters `Dimension: member` of the lines above the table."""
    title, notes, filters = "", [], []
    for row in rows:
        text = _cell(row, 0)
        name, mark, member = (part.strip() for part in text.partition(":"))
        is_filter = bool(mark and name and member)
        if is_filter and (title or is_topic(name) or name.lower() in PERIOD_WORDS):
            filters.append((name, member))
        elif not title:
            title = text
        else:
            notes.append(text)
    return title, tuple(notes), tuple(filters)
