"""StatLine's "CSV in table layout": title, filters, stacked header rows, a unit row, a footer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure
from mkbviewer.dialects.base import Column, Layout, Probe, Recognition, Role
from mkbviewer.dialects.categories import UNTITLED
from mkbviewer.dialects.column_names import PART_WORDS, PERIOD_WORDS
from mkbviewer.dialects.crosstab import (
    MOST_HEADER_ROWS,
    TOPIC_MARK,
    Crosstab,
    are_periods,
    is_topic,
    read_crosstab,
)
from mkbviewer.dialects.marks import find_marks, with_marks
from mkbviewer.dialects.parts_of_years import are_parts, are_years, join_period, length_of
from mkbviewer.dialects.plain import PlainFile
from mkbviewer.dialects.probe import stem_of, table_id_of
from mkbviewer.dialects.rewriting import (
    Body,
    find_wrapping,
    is_lone,
    longer_head,
    numbered_rows,
    read_footer,
    rewrite_rows,
)
from mkbviewer.dialects.rows import CleanRows
from mkbviewer.dialects.statline_flat import title_of_name, topic_measure

_NUMBERED = "{title} {number}"


class StatLineLayout:
    """Dimensions in rows and in columns, as StatLine shows them on the screen."""

    name = "statline_layout"

    @property
    def title(self) -> str:
        """The layout in the user's words."""
        return _("StatLine CSV in table layout")

    def recognise(self, probe: Probe) -> Recognition | None:
        """The description of such a file, or None for a file of another layout."""
        found = _read_head(probe, probe.head)
        if found is None and probe.size > len(probe.head) and probe.rows[0] and _may_go_on(probe):
            found = _read_head(probe, longer_head(probe))
        if found is None:
            return None
        crosstab, lines, rows, body = found
        before = body.wrapping.columns
        figures = range(before + len(crosstab.labels), before + crosstab.width)
        marks = find_marks(
            probe, figures, ",", own=",", rows=[[*[""] * before, *row] for row in rows]
        )
        plan = _plan(crosstab, rows, crosstab.title or title_of_name(probe) or stem_of(probe.path))
        layout = Layout(
            form=probe.form,
            columns=plan.columns,
            measures=(),
            dimensions=tuple(Dimension(key, key) for key in plan.dimensions),
            header_rows=lines,
            topic_mark=TOPIC_MARK,
        )
        footer = read_footer(rows)
        recognition = Recognition(
            dialect=self.name,
            layout=_rewritten(layout, body, plan),
            table=table_id_of(probe.path),
            title=crosstab.title or title_of_name(probe),
            source=footer.source or "CBS",
            description="\n".join((*crosstab.notes, *footer.notes)),
            reasons=tuple(_reasons(crosstab, body)),
        )
        return with_marks(recognition, marks)


def _may_go_on(probe: Probe) -> bool:
    """Whether a file longer than its head begins with few, very wide rows, or headings only."""
    return len(probe.rows) < 10 or (
        len(probe.rows) < MOST_HEADER_ROWS and any(not row[0].strip() for row in probe.rows)
    )


def _read_head(probe: Probe, text: str) -> tuple[Crosstab, int, list[list[str]], Body] | None:
    """The heading, its lines, the rows below it, and where the rows of figures are."""
    numbered = numbered_rows(text, probe.form.delimiter)
    wrapping = find_wrapping([row for _line, row in numbered])
    rows = [
        wrapping.unwrap(row, is_first=place == 0) for place, (_line, row) in enumerate(numbered)
    ]
    crosstab = read_crosstab(rows)
    if crosstab is None:
        return None
    lines = numbered[crosstab.rows - 1][0]
    labels = len(crosstab.labels) - (crosstab.unit_column is not None)
    return crosstab, lines, rows[crosstab.rows :], Body(crosstab.width, wrapping, labels)


def _reasons(crosstab: Crosstab, body: Body) -> list[str]:
    reasons = [
        _("title and headings stand above the figures, in rows 1 to {count}").format(
            count=crosstab.rows
        )
    ]
    labels = [
        title
        for place, title in enumerate(crosstab.labels)
        if title and place != crosstab.unit_column
    ]
    if labels:
        reasons.append(_("the rows are labelled by {titles}").format(titles=", ".join(labels)))
    if body.wrapping.columns:
        reasons.append(_("the index columns of R or pandas before it were left out"))
    return reasons


_Part = Callable[[Sequence[str], int], str]
"""Gives a cell of a new row, from the labels of a row of figures and the number of one of them."""


@dataclass(frozen=True)
class _Plan:
    """How one row of figures becomes one row for each of them.

    `columns` are those of the new rows. `parts` give the text in each of them, but the last,
    from the labels of the row and the number of the figure.
    """

    columns: tuple[Column, ...]
    dimensions: tuple[str, ...]
    parts: tuple[_Part, ...]
    labels: int
    width: int

    def rewrite(self, labels: list[str], figures: Sequence[str]) -> Iterator[list[str]]:
        """One row for each figure of a row."""
        for number, figure in enumerate(figures):
            yield [*(part(labels, number) for part in self.parts), figure]


@dataclass(frozen=True)
class _Source:
    """Where the members of one dimension, the periods or the topics come from."""

    title: str
    texts: Sequence[str]
    part: _Part


def _from_label(place: int) -> _Part:
    return lambda labels, _number: labels[place]


def _from_column(members: Sequence[str]) -> _Part:
    return lambda _labels, number: members[number]


def _plan(crosstab: Crosstab, rows: Sequence[Sequence[str]], name: str) -> _Plan:
    sources, period = _find_period(_sources_of(crosstab, rows))
    topics = [one for one in sources if is_topic(one.title)]
    if not topics:
        topics = [one for one in sources if not one.title and one is not period][:1]
    columns: list[Column] = []
    parts: list[_Part] = []
    dimensions: list[str] = []
    for source in sources:
        if source in topics:
            continue
        key = source.title
        if source is period:
            role = Role.PERIOD
        else:
            role, key = Role.DIMENSION, _free_key(source.title or UNTITLED, dimensions)
            dimensions.append(key)
        columns.append(Column(len(columns), role, key))
        parts.append(source.part)
    topic, unit = _topic_and_unit(crosstab, topics, name)
    columns.append(Column(len(columns), Role.MEASURE_KEY))
    parts.append(topic)
    if unit is not None:
        columns.append(Column(len(columns), Role.UNIT))
        parts.append(unit)
    columns.append(Column(len(columns), Role.VALUE))
    return _Plan(
        tuple(columns), tuple(dimensions), tuple(parts), len(crosstab.labels), crosstab.width
    )


def _sources_of(crosstab: Crosstab, rows: Sequence[Sequence[str]]) -> list[_Source]:
    """What was chosen, the labels of the rows, and what stands in the columns."""
    figures = [row for row in rows if len(row) >= crosstab.width and not is_lone(row)]
    sources = [
        _Source(title, (text,), _from_column((text,) * (crosstab.width)))
        for title, text in crosstab.filters
    ]
    sources += [
        _Source(title, [row[place] for row in figures], _from_label(place))
        for place, title in enumerate(crosstab.labels)
        if place != crosstab.unit_column
    ]
    sources += [
        _Source(axis.title, axis.members, _from_column(axis.members)) for axis in crosstab.axes
    ]
    # Older tables have the title of the periods above a column of blanks.
    return [
        one
        for one in sources
        if one.title.lower() not in PERIOD_WORDS or any(map(str.strip, one.texts))
    ]


def _find_period(sources: list[_Source]) -> tuple[list[_Source], _Source | None]:
    """The sources with the periods as one of them, and which one; None without periods."""
    period = _first(sources, lambda one: one.title.lower() in PERIOD_WORDS) or _first(
        sources, lambda one: are_periods(one.texts)
    )
    part = _part_of_year(sources, period) if period else None
    if period and part:
        sources = [one for one in sources if one not in (period, part)]
        period = _joined(period, part)
        sources.append(period)
    return sources, period


def _topic_and_unit(
    crosstab: Crosstab, topics: Sequence[_Source], name: str
) -> tuple[_Part, _Part | None]:
    """The parts that give the topic and its unit; None where no unit is told."""
    path = _topic_of([topic.part for topic in topics], name)
    if crosstab.unit_column is not None:
        return path, _from_label(crosstab.unit_column)
    if crosstab.units:
        return path, _from_column(crosstab.units)
    if len(topics) == 1 and _have_units(topics[0].texts):
        return _of_topic(path, lambda topic: topic.key), _of_topic(path, lambda topic: topic.unit)
    return path, None


def _have_units(topics: Sequence[str]) -> bool:
    """Whether every topic has its unit in brackets behind it."""
    filled = dict.fromkeys(text.strip() for text in topics if text.strip())
    return bool(filled) and all(topic_measure(text).unit for text in filled)


def _of_topic(path: _Part, wanted: Callable[[Measure], str]) -> _Part:
    """What is wanted of the topic in a path with its unit in brackets."""
    told = cache(lambda text: wanted(topic_measure(text)))
    return lambda labels, number: told(path(labels, number))


def _part_of_year(sources: Sequence[_Source], period: _Source) -> _Source | None:
    """The months or quarters of the years that the periods are, where they stand apart."""
    if not are_years(period.texts):
        return None
    return _first(
        sources,
        lambda one: (
            one is not period
            and one.title.lower() in ("", *PART_WORDS)
            and (are_parts(one.texts) or (bool(one.title) and _are_numbers(one.texts)))
        ),
    )


def _are_numbers(texts: Sequence[str]) -> bool:
    filled = [text.strip() for text in texts if text.strip()]
    return bool(filled) and all(text.isdecimal() and 1 <= int(text) <= 12 for text in filled)


def _joined(period: _Source, part: _Source) -> _Source:
    """The years and the parts of them as one."""
    length = length_of(part.title)
    years, parts = dict.fromkeys(period.texts), dict.fromkeys(part.texts)
    texts = [join_period(year, one, length) for year in years for one in parts]
    return _Source(
        period.title,
        texts,
        lambda labels, number: join_period(
            period.part(labels, number), part.part(labels, number), length
        ),
    )


def _first(sources: Sequence[_Source], holds: Callable[[_Source], bool]) -> _Source | None:
    return next((source for source in sources if holds(source)), None)


def _free_key(title: str, taken: Sequence[str]) -> str:
    folded, number, key = {one.casefold() for one in taken}, 1, title
    while key.casefold() in folded:
        number += 1
        key = _NUMBERED.format(title=title, number=number)
    return key


def _topic_of(topics: Sequence[_Part], name: str) -> _Part:
    """The path of groups and topic, parted by the topic mark; without topics the table's name."""
    alone = name.replace(TOPIC_MARK, "/")

    @cache
    def path(text: str) -> str:
        steps = (" ".join(step.split()) for step in text.split(TOPIC_MARK))
        return TOPIC_MARK.join(step for step in steps if step) or alone

    if len(topics) == 1:
        (only,) = topics
        return lambda labels, number: path(only(labels, number))

    def joined(labels: Sequence[str], number: int) -> str:
        return path(TOPIC_MARK.join(dict.fromkeys(part(labels, number) for part in topics)))

    return joined


def _rewritten(layout: Layout, body: Body, plan: _Plan) -> Layout:
    def rewrite(plain: PlainFile, check_cancelled: Callable[[], None]) -> CleanRows:
        above = [""] * plan.labels

        def rows(fields: list[str]) -> Iterator[list[str]]:
            labels = fields[: plan.labels]
            for place, label in enumerate(labels[:-1]):
                above[place] = label if label.strip() else above[place]
            return plan.rewrite([*above[:-1], labels[-1]], fields[plan.labels :])

        return rewrite_rows(plain, layout, body, check_cancelled, rows)

    return replace(layout, rewrite=rewrite)
