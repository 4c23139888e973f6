"""What the measures of a file turn out to be: numbers or text, and with how many decimals."""

# ruff: noqa: S608 - column numbers and quoted literals of this package only

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from mkbviewer.core.language import _
from mkbviewer.core.model import Measure
from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import (
    CELLS,
    ODD_VALUE,
    Loading,
    bare_text,
    number_in,
    sql_text,
)
from mkbviewer.dialects.measures import Profile, measure_found, warn_of_large, with_decimals
from mkbviewer.dialects.profiling import (
    has_other_decimals,
    profile_cells,
    profile_long,
    read_other_decimals,
)
from mkbviewer.dialects.written_numbers import read_written_numbers

if TYPE_CHECKING:
    import duckdb


# `€ 5`, `(3)`, `<5` and `EUR 5` too.
_LIKE_A_NUMBER = r"(?:EUR|[^\pL0-9])?[^\pL0-9]{0,3}[0-9].*"


class Load(Protocol):
    """Fills the table `cells`, the measures in `texts` as text."""

    def __call__(self, texts: frozenset[int], *, keeps_texts: bool) -> Loading:
        """Load, with the texts of all numbers if `keeps_texts`; tells how it was done."""
        ...


@dataclass
class Judgement:
    """The measures found; `odd` are the value columns with cells that are no number.

    `starred` are those with stars behind numbers.
    `numbers_only` is SQL that holds for the rows of `cells` whose measure is not text.
    """

    measures: tuple[Measure, ...]
    odd: list[int] = field(default_factory=list)
    numbers_only: str = "true"
    warnings: list[str] = field(default_factory=list)
    starred: frozenset[int] = frozenset()


def judge_wide(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    load: Load,
) -> Judgement:
    """Load the cells of a wide file, again when measures turn out to be text.

    Also again when decimal marks are mixed: then the text of every number counts.
    """
    texts = frozenset(number for number, measure in enumerate(layout.measures) if measure.is_text)
    keeps_texts = False
    while True:
        loading = load(texts, keeps_texts=keeps_texts)
        numbers = [number for number in range(len(layout.measures)) if number not in texts]
        profiles = profile_cells(connection, numbers, layout.decimal, loading)
        odd = [number for number in numbers if profiles[number].odd]
        written = {
            number: read_written_numbers(connection, layout, number, profiles[number])
            for number in odd
        }
        profiles |= {number: one.profile for number, one in written.items()}
        odd = [number for number in odd if profiles[number].odd]
        if not keeps_texts and any(
            has_other_decimals(connection, number, layout.decimal) for number in odd
        ):
            keeps_texts = True
            continue
        warnings = _settle_decimals(connection, layout, profiles) if keeps_texts else []
        found = frozenset(number for number in numbers if profiles[number].is_text)
        if not found:
            break
        texts |= found
    measures = tuple(
        replace(measure, is_text=True, decimals=None)
        if number in texts
        else with_decimals(
            measure,
            profiles[number],
            in_percent=number in written and written[number].in_percent,
        )
        for number, measure in enumerate(layout.measures)
    )
    odd = [number for number in numbers if profiles[number].odd]
    warnings += warn_of_large({measures[n].title: profiles[n] for n in numbers})
    for number in sorted(texts):
        if not layout.measures[number].is_text:
            warnings += _warn_of_text(connection, layout, measures[number].title, number)
    starred = frozenset(n for n, one in written.items() if one.has_stars and n not in texts)
    return Judgement(measures, odd, warnings=warnings, starred=starred)


def _settle_decimals(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, profiles: dict[int, Profile]
) -> list[str]:
    warnings = []
    for number, profile in profiles.items():
        if profile.odd:
            title = "" if layout.is_long else layout.measures[number].title
            profiles[number], warning = read_other_decimals(
                connection, number, profile, layout.decimal
            )
            if warning:
                warnings.append(warning.format(measure=title) if title else warning)
    return warnings


def _warn_of_text(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    title: str,
    number: int,
    condition: str = "true",
) -> list[str]:
    """A warning where most cells of a measure that is kept as text begin as numbers do."""
    text = bare_text(number)
    row = connection.execute(
        f"select count(*) filter (regexp_full_match({text}, '{_LIKE_A_NUMBER}')),"
        f" count(*) filter ({text} <> ''), first({text}) filter ({text} similar to"
        f" '{_LIKE_A_NUMBER}' and {number_in(text, layout)} is null)"
        f" from {CELLS} where {condition}"
    ).fetchone()
    if row is None or not row[2] or 2 * row[0] <= row[1]:
        return []
    return [
        _(
            "{measure} is kept as text, for most of it is no plain number: “{text}”. Leave nothing"
            " but the number in its cells to have figures."
        ).format(measure=title, text=row[2][:40])
    ]


def judge_long(
    connection: "duckdb.DuckDBPyConnection",
    layout: Layout,
    load: Load,
) -> Judgement:
    """Load the cells of a long file, and find its measures in it, each with one unit."""
    loading = replace(load(frozenset(), keeps_texts=True), decimals={0: None})
    profiles = profile_cells(connection, [0], layout.decimal, loading)
    has_stars, has_texts = False, layout.column(Role.TEXT) is not None
    if profiles[0].odd:
        written = read_written_numbers(connection, layout, 0, profiles[0])
        profiles[0], has_stars = written.profile, written.has_stars
    warnings = _settle_decimals(connection, layout, profiles)
    found = profile_long(connection, layout.decimal, has_units=layout.column(Role.UNIT) is not None)
    measures = tuple(measure_found(*one) for one in found)
    warnings += warn_of_large({_("value"): profiles[0]})
    for measure in measures:
        if measure.is_text:
            rows = _rows_of(layout, measure) + (f" and {ODD_VALUE}" if has_texts else "")
            warnings += _warn_of_text(connection, layout, measure.title, 0, rows)
    odd = [0] if any(profile.odd and not profile.is_text for *_names, profile in found) else []
    starred = frozenset([0] if has_stars else [])
    return Judgement(measures, odd, _numbers_only(layout, measures), warnings, starred)


def _numbers_only(layout: Layout, measures: Sequence[Measure]) -> str:
    texts = [_rows_of(layout, measure) for measure in measures if measure.is_text]
    return f"not ({' or '.join(texts)})" if texts else "true"


def _rows_of(layout: Layout, measure: Measure) -> str:
    """SQL for the rows of `cells` with this measure of a long file."""
    unit = "trim(u)" if layout.column(Role.UNIT) else "''"
    return f"(trim(m) = {sql_text(measure.title)} and {unit} = {sql_text(measure.unit)})"
