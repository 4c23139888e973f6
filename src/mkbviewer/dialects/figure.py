"""The small CSV behind a chart on cbs.nl: periods or categories in the rows, a column a line."""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace

from mkbviewer.core.language import _
from mkbviewer.core.period import Frequency, Period, split_status
from mkbviewer.core.period_label import parse_period
from mkbviewer.dialects.base import Column, Layout, Probe, Recognition, Role, dimensions_of, either
from mkbviewer.dialects.categories import UNTITLED, count_categories
from mkbviewer.dialects.column_names import PART_WORDS, PERIOD_WORDS, YEAR_NAME, YEAR_WORDS
from mkbviewer.dialects.content import looks_numeric
from mkbviewer.dialects.crosstab import are_periods
from mkbviewer.dialects.marks import find_marks, with_marks
from mkbviewer.dialects.parts_of_years import join_period, length_of
from mkbviewer.dialects.plain import PlainFile
from mkbviewer.dialects.probe import table_id_of
from mkbviewer.dialects.rewriting import (
    Body,
    Wrapping,
    find_wrapping,
    is_lone,
    numbered_rows,
    read_footer,
    rewrite_rows,
)
from mkbviewer.dialects.rows import FOOTER, CleanRows
from mkbviewer.dialects.statline_flat import measures_of, names_classification, topic_measure
from mkbviewer.dialects.titles import repeated_names
from mkbviewer.dialects.written_periods import read_together, resemble_periods

_NAMELESS = ("", "x", "datum", "date", "tijd", "time")
_MANGLED = re.compile(r"(?P<month>[^\W\d]{3,4})\.?[-/ ](?P<year>\d\d)")
_YEAR = re.compile(r"(?:18|19|20)\d\d\*{0,2}")
_PIVOT_YEAR = 30
_UNNAMED_COLUMN = "X"


class Figure:
    """`Jaar;Maand;Cyclus` or `Periode,Cyclus`, with a line of text at the end or without."""

    name = "figure"

    @property
    def title(self) -> str:
        """The layout in the user's words."""
        return _("File behind a chart on cbs.nl")

    def recognise(self, probe: Probe) -> Recognition | None:
        """The description of such a file, or None for a file of another layout."""
        numbered = numbered_rows(probe.head, probe.form.delimiter)
        wrapping = find_wrapping([row for _line, row in numbered if len(row) > 1])
        rows = [wrapping.unwrap(row) for _line, row in numbered]
        while rows and is_lone(rows[0]):
            rows.pop(0)
        preamble = len(numbered) - len(rows)
        header = [" ".join(name.split()) for name in rows[0]] if rows else []
        header = header[: max((n for n, name in enumerate(header, 1) if name), default=0)]
        body = [row for row in rows[1:] if len(row) >= len(header) and not is_lone(row)]
        found = _Found(probe, numbered, preamble, header, body, wrapping)
        time = _find_time(header, body)
        if time is not None:
            return self._describe(found, time)
        place = _find_bare_years(header, body)
        if place is None:
            # A category without any figure is one too.
            wide = [row for row in rows[1:] if len(row) >= len(header)]
            filled = [row for row in wide if not (is_lone(row) and FOOTER.match(row[0]))]
            count = count_categories(header, filled)
            return self._describe(found, None, categories=range(count)) if count else None
        name = header[place]
        as_time = self._describe(found, _Time(place))
        as_category = self._describe(found, None, categories=(place,))
        if as_time is None or as_category is None:
            return as_time or as_category
        return either(
            [
                ("period", _("{name} is the period").format(name=name), as_time),
                (
                    "category",
                    _("{name} is a category, and there are no periods").format(name=name),
                    as_category,
                ),
            ]
        )

    def _describe(
        self, found: "_Found", time: "_Time | None", categories: Container[int] = ()
    ) -> Recognition | None:
        """The description with this time, and with these columns as categories."""
        probe, header, body = found.probe, found.header, found.body
        columns = _columns(header, body, time, categories)
        measures = [column for column in columns if column.role is Role.MEASURE]
        if not measures or repeated_names(column.key for column in columns):
            return None
        before = found.wrapping.columns
        marks = find_marks(
            probe,
            [before + column.index for column in measures],
            ",",
            own="" if probe.form.delimiter == "," else ",",
            rows=[[*[""] * before, *row] for row in body],
        )
        layout = Layout(
            form=probe.form,
            columns=columns,
            measures=measures_of([column.key for column in measures]),
            dimensions=dimensions_of(columns),
            header_rows=found.numbered[found.preamble][0],
        )
        labels = sum(column.role in (Role.DIMENSION, Role.PERIOD) for column in columns)
        footer = read_footer(found.rows)
        recognition = Recognition(
            dialect=self.name,
            layout=_rewritten(layout, Body(len(header), found.wrapping, labels), time),
            table=table_id_of(probe.path),
            title=_title_above(found.numbered, found.preamble),
            source=footer.source or "CBS",
            description="\n".join(footer.notes),
            reasons=(time.reason(header) if time else _without_time(columns),),
            warnings=_warnings(body, time) if time else (),
        )
        return with_marks(recognition, marks)


@dataclass(frozen=True)
class _Found:
    """The rows of a file: its lines with their numbers, those above the header, and the figures."""

    probe: Probe
    numbered: list[tuple[int, list[str]]]
    preamble: int
    header: list[str]
    body: list[list[str]]
    wrapping: Wrapping

    @property
    def rows(self) -> list[list[str]]:
        """The header and all rows below it, without what wraps them."""
        return [self.wrapping.unwrap(row) for _line, row in self.numbered[self.preamble :]]


def _title_above(numbered: Sequence[tuple[int, list[str]]], count: int) -> str:
    """The first line above the header, which is the chart's title; empty where there is none."""
    return " ".join(numbered[0][1][0].split()) if count else ""


@dataclass(frozen=True)
class _Time:
    """The columns that tell the period: one, or the year and the part of it."""

    column: int
    part: int | None = None
    length: Frequency = Frequency.MONTH

    def text(self, row: Sequence[str]) -> str:
        """The period of a row as CBS writes it, with its star."""
        if self.part is None:
            return repair_period(row[self.column])
        return join_period(row[self.column], row[self.part], self.length)

    def reason(self, header: Sequence[str]) -> str:
        """Why it is taken for the time."""
        if self.part is None:
            name = header[self.column] or _UNNAMED_COLUMN
            return _("the column {name} holds the periods").format(name=name)
        return _("the columns {year} and {part} hold the periods").format(
            year=header[self.column], part=header[self.part]
        )


def _find_time(header: Sequence[str], body: Sequence[Sequence[str]]) -> _Time | None:
    if len(header) < 2 or not body:
        return None
    names = [name.lower() for name in header]
    year = next((n for n, name in enumerate(names) if name in YEAR_WORDS), None)
    part = next((n for n, name in enumerate(names) if name in PART_WORDS), None)
    if year is not None and part is not None:
        time = _Time(year, part, length_of(names[part]))
        above, texts = "", []
        for row in body:
            above = row[year].strip() or above
            texts.append(time.text(_with_year(row, time, above)))
        return time if are_periods(texts) else None
    for place, name in enumerate(names):
        texts = [repair_period(row[place]) for row in body]
        is_named = name in (*YEAR_WORDS, *PART_WORDS, *PERIOD_WORDS, *_NAMELESS)
        is_certain = not any(text.strip().rstrip("*").strip().isdecimal() for text in texts)
        is_time = are_periods(texts) or bool(read_together(texts))
        # What is called a period is one, though it may be known by its text only.
        if is_named and (is_time or resemble_periods(texts)):
            return _Time(place)
        if name in PERIOD_WORDS and _are_half_periods(texts):
            return _Time(place)
        if place == 0 and is_certain and is_time:
            return _Time(place)
    return None


def _are_half_periods(texts: Sequence[str]) -> bool:
    """Whether half of the texts name periods: enough where the column is called so."""
    placed = [text for text in texts if parse_period(text)[0].frequency is not Frequency.TEXT]
    return bool(placed) and 2 * len(placed) >= len(texts)


def _with_year(row: Sequence[str], time: _Time, year: str) -> list[str]:
    """A row with the year above it where it has only a part of one, as merged cells leave it."""
    cells = list(row)
    if time.part is not None and cells[time.part].strip() and not cells[time.column].strip():
        cells[time.column] = year
    return cells


def _find_bare_years(header: Sequence[str], body: Sequence[Sequence[str]]) -> int | None:
    """The one column before the figures that holds nothing but years, under a name of its own.

    The year may be that of the figures, or one in which houses were built or people were born.
    """
    found = [
        place
        for place, name in enumerate(header)
        if name
        and (place == 0 or YEAR_NAME.search(name))
        and all(_YEAR.fullmatch(row[place].strip()) for row in body)
    ]
    return found[0] if len(found) == 1 and body else None


def _columns(
    header: Sequence[str],
    body: Sequence[Sequence[str]],
    time: _Time | None,
    categories: Container[int] = (),
) -> tuple[Column, ...]:
    """What the columns hold: numbers are measures, words before the first of them dimensions."""
    columns: list[Column] = []
    has_measure = False
    for place, name in enumerate(header):
        if time and place == time.column:
            role = Role.PERIOD
        elif place in categories:
            role = Role.DIMENSION
        elif not name or (time and place == time.part):
            role = Role.IGNORED
        elif has_measure or _is_measure(name, [row[place] for row in body]):
            role, has_measure = Role.MEASURE, True
        else:
            role = Role.DIMENSION
        key = UNTITLED if role is Role.DIMENSION and not name else name
        columns.append(Column(place, role, key))
    return tuple(columns)


def _without_time(columns: Sequence[Column]) -> str:
    names = [column.key for column in columns if column.role is Role.DIMENSION]
    return _("there are no periods; the rows are told apart by {names}").format(
        names=", ".join(names)
    )


def _is_measure(name: str, texts: Sequence[str]) -> bool:
    """Whether most of a column are numbers, or a unit behind its name says that all should be.

    A classification in brackets is no unit (`Bedrijfstak (SBI 2008)`).
    """
    has_unit = bool(topic_measure(name).unit) and not names_classification(name, texts)
    return looks_numeric(texts) or has_unit


def repair_period(text: str) -> str:
    """A period that a spreadsheet took for a date and wrote its own way: `Apr-01` is April 2001.

    Years of two digits are those from 1930 to 2029, as the spreadsheet itself reads them.
    """
    bare, status = split_status(text)
    period = _mangled_month(bare)
    return period.code + status.symbol if period else text


def _mangled_month(text: str) -> Period | None:
    match = _MANGLED.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"])
    century = 2000 if year < _PIVOT_YEAR else 1900
    period, _status = parse_period(f"{match['month']} {century + year}")
    return period if period.frequency is Frequency.MONTH else None


def _warnings(body: Sequence[Sequence[str]], time: _Time) -> tuple[str, ...]:
    if time.part is not None:
        return ()
    for row in body:
        text, _status = split_status(row[time.column])
        if period := _mangled_month(text):
            return (
                _("A spreadsheet changed the names of months; {text} is read as {period}.").format(
                    text=text, period=period.label
                ),
            )
    return ()


def _rewritten(layout: Layout, body: Body, time: _Time | None) -> Layout:
    def rewrite(plain: PlainFile, check_cancelled: Callable[[], None]) -> CleanRows:
        year = ""

        def rows(fields: list[str]) -> Iterator[list[str]]:
            nonlocal year
            cells = list(fields)
            if time:
                year = cells[time.column].strip() or year
                cells[time.column] = time.text(_with_year(cells, time, year))
            yield cells

        return rewrite_rows(plain, layout, body, check_cancelled, rows)

    return replace(layout, rewrite=rewrite)
