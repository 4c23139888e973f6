"""The distinct texts of a file's columns, and the members, periods and measures they stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure, Member, Structure
from mkbviewer.core.period import Frequency, Period
from mkbviewer.core.status import Status, parse_status
from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import LETTERS
from mkbviewer.dialects.content import name_some
from mkbviewer.dialects.period_column import PeriodColumn, read_periods
from mkbviewer.dialects.titles import tell_apart

_NO_REMARK = ("", "none")


@dataclass
class Columns:
    """What the columns of a file hold.

    `texts` are the distinct ones of each column (d0, d1, … for dimensions, the others by LETTERS),
    in the file's order; `members` has the member's code for each text of each dimension,
    `statuses` the status for each text of statuses (None for no remark).
    `measures` are keyed, in the file's order; in a long file `measure_places` has, for each text of
    measures with each one of units, the place among them. `starred` are the value columns with
    stars behind numbers.
    """

    texts: Mapping[str, Sequence[str]]
    dimensions: tuple[Dimension, ...] = ()
    members: tuple[tuple[str, ...], ...] = ()
    periods: PeriodColumn | None = None
    measures: tuple[Measure, ...] = ()
    measure_places: tuple[int | None, ...] = ()
    statuses: tuple[Status | None, ...] = ()
    warnings: list[str] = field(default_factory=list)
    starred: frozenset[int] = frozenset()

    @property
    def missing_texts(self) -> tuple[str, ...]:
        """The texts of statuses that say that a figure is missing."""
        texts = zip(self.texts.get("t", ()), self.statuses, strict=True)
        return tuple(text for text, status in texts if status is not None and status.is_missing)

    @property
    def may_be_provisional(self) -> bool:
        """Whether a period, a status or a star in a cell can make an observation provisional."""
        if self.starred:
            return True
        periods = self.periods.found.values() if self.periods else ()
        stars = {Status.PROVISIONAL, Status.REVISED_PROVISIONAL}
        return not stars.isdisjoint({*self.statuses, *(status for _period, status in periods)})


def names_of_columns(layout: Layout) -> list[str]:
    """The names of the columns of texts in a file."""
    named = [f"d{number}" for number in range(len(layout.dimensions))]
    return named + [letter for role, letter in LETTERS.items() if layout.column(role)]


def find_columns(
    layout: Layout, texts: Mapping[str, Sequence[str]], measures: Sequence[Measure]
) -> Columns:
    """Find what the texts of the columns stand for.

    `measures` are those of a wide file; for a long file one for each measure and unit in it, whose
    keys are made here.
    """
    columns = Columns(texts)
    named = [texts[f"d{number}"] for number in range(len(layout.dimensions))]
    found = [
        match_members(each, dimension.members)
        for each, dimension in zip(named, layout.dimensions, strict=True)
    ]
    columns.dimensions = tuple(
        replace(dimension, members=tuple(dict.fromkeys(members.values())))
        for dimension, members in zip(layout.dimensions, found, strict=True)
    )
    columns.members = tuple(
        tuple(members[text].code for text in each)
        for each, members in zip(named, found, strict=True)
    )
    if period := layout.column(Role.PERIOD):
        columns.periods = read_periods(
            texts["p"],
            layout.period_statuses,
            layout.period_titles,
            name=period.key,
            may_be_text=layout.is_long,
        )
        columns.warnings += columns.periods.warnings
    if layout.is_long:
        _key_measures(layout, measures, columns)
    else:
        columns.measures = tuple(measures)
    if layout.column(Role.STATUS):
        _find_statuses(columns)
    return columns


def structure_of(columns: Columns) -> Structure:
    """The structure of a file of whose rows all were kept."""
    periods = columns.periods.periods if columns.periods else ()
    return Structure(columns.measures, columns.dimensions, *span_of(periods))


def span_of(periods: Sequence[Period]) -> tuple[tuple[Frequency, ...], str, str]:
    """The frequencies of periods in order of time, and the codes of the first and the last one.

    Those that are kept as text count where there are no others.
    """
    placed = [period for period in periods if period.frequency is not Frequency.TEXT] or periods
    found = {period.frequency for period in placed}
    frequencies = tuple(frequency for frequency in Frequency if frequency in found)
    return frequencies, *(((placed[0].code, placed[-1].code)) if placed else ("", ""))


def match_members(texts: Sequence[str], known: Sequence[Member]) -> dict[str, Member]:
    """The member that each text stands for: by its code, else by its label if only one has it.

    A text that is neither becomes a member of its own, with the text as code and label.
    """
    by_code = {member.code: member for member in known}
    by_label: dict[str, Member | None] = {}
    for member in known:
        by_label[member.label] = None if member.label in by_label else member
    found: dict[str, Member] = {}
    for text in texts:
        bare = text.strip()
        found[text] = (
            by_code.get(bare) or by_label.get(bare) or Member(bare, " ".join(bare.split()))
        )
    return found


def _key_measures(layout: Layout, measures: Sequence[Measure], columns: Columns) -> None:
    """Key each measure of a long file by its title, with the unit where a title has several."""
    titles = [measure.title for measure in measures]
    keyed: Sequence[Measure] = [
        replace(
            measure,
            key=f"{measure.title} ({measure.unit or '-'})"
            if titles.count(measure.title) > 1
            else measure.title,
        )
        for measure in measures
    ]
    places = {(measure.title, measure.unit): place for place, measure in enumerate(measures)}
    columns.measure_places = tuple(
        places.get((title.strip(" "), unit.strip(" ")))
        for title in columns.texts["m"]
        for unit in columns.texts.get("u", [""])
    )
    if layout.topic_mark:
        keyed = tell_apart([_split_topic(measure, layout.topic_mark) for measure in keyed])
    columns.measures = _described(keyed, layout.measures)


def _split_topic(measure: Measure, mark: str) -> Measure:
    group, _mark, title = measure.title.rpartition(mark)
    return replace(measure, title=title.strip(), group=group.replace(mark, "/"))


def _described(found: Sequence[Measure], known: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures found in a long file, with what the layout tells of those with the same key."""
    by_key = {measure.key: measure for measure in known}
    return tuple(
        measure
        if (told := by_key.get(measure.key)) is None
        else replace(
            told,
            unit=told.unit or measure.unit,
            decimals=measure.decimals if told.decimals is None else told.decimals,
            is_text=measure.is_text,
        )
        for measure in found
    )


def _find_statuses(columns: Columns) -> None:
    texts = columns.texts["t"]
    silent = {text for text in texts if text.strip().lower() in _NO_REMARK}
    columns.statuses = tuple(None if text in silent else parse_status(text) for text in texts)
    unknown = [
        text.strip()
        for text, status in zip(texts, columns.statuses, strict=True)
        if text not in silent and status is None
    ]
    if unknown:
        columns.warnings.append(
            _("These words are no status that CBS knows, and were left out: {words}.").format(
                words=name_some(unknown)
            )
        )
