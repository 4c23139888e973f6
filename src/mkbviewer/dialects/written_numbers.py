"""Numbers as people and spreadsheets write them: a real minus sign, spaces, stars behind them.

Signs of money and brackets are left alone: `(3)` may be a negative number or an uncertain one.

What follows here makes of such a text the plain number that it means, and leaves every other text
as it is. A percent sign counts only where a whole column has it.
"""

# ruff: noqa: S608 - column numbers of this package only

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import CELLS, NIL, ODD_VALUE, Loading, bare_text, number_in
from mkbviewer.dialects.measures import Profile
from mkbviewer.dialects.plain_numbers import (
    BARE,
    DASHES,
    MINUS_SIGN,
    PERCENT,
    PLUS_SIGN,
    SPACED,
    SPACES,
    STARS,
)
from mkbviewer.dialects.profiling import profile_cells

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Written:
    """What became of a value column: its profile, whether in per cent, whether stars stand in it.

    The stars stay behind the numbers in the texts of the cells.
    """

    profile: Profile
    in_percent: bool = False
    has_stars: bool = False


def read_written_numbers(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, number: int, profile: Profile
) -> Written:
    """Read the cells of a value column that are no number as they stand, but mean one.

    Percentages are read in wide files only, where a column has one unit, which must not be another.
    """
    text = bare_text(number)
    # What stands in a column of texts may look like a number, and is none.
    beside_texts = layout.column(Role.TEXT) is not None
    if beside_texts and not _is_any(connection, ODD_VALUE):
        return Written(profile)
    minus = rf"regexp_replace({text}, '{MINUS_SIGN}', '-\1')"
    minus = rf"regexp_replace({minus}, '{PLUS_SIGN}', '\1')"
    minus = f"regexp_replace({minus}, '^[{DASHES}]$', '{NIL}')"
    core = rf"regexp_replace({minus}, '{STARS}', '\1')"
    stars = f"regexp_extract({minus}, '{STARS}', 2)"
    is_spaced = f"regexp_full_match({core}, '{SPACED}')"
    is_percentage = f"regexp_full_match({core}, '{PERCENT}')"
    plain = f"case when {is_spaced} then regexp_replace({core}, '[{SPACES}]', '', 'g')"
    # Without the blanks around it that only typesetters know, a text may be a number too.
    is_bare = f"{text} <> s{number} and regexp_full_match({text}, '{BARE}')"
    strange = f"{core} <> {text} or {is_spaced} or ({is_bare})"
    in_percent = (
        not (profile.numbers or layout.is_long)
        and _may_be_percentages(layout.measures[number].unit)
        and _is_any(connection, f"v{number} is null and {is_percentage}")
    )
    if in_percent:
        plain += f" when {is_percentage} then rtrim({core}, '%{SPACES}')"
        strange += f" or {is_percentage}"
    plain += f" else {core} end"
    changed = connection.execute(
        f"update {CELLS} set s{number} = {plain} || {stars}, v{number} = {number_in(plain, layout)}"
        f" where v{number} is null and ({strange}){' and ' + ODD_VALUE if beside_texts else ''}"
    ).fetchone()
    if not changed or not changed[0]:
        return Written(profile)
    loading = Loading(decimals={number: profile.decimals})
    after = profile_cells(connection, [number], layout.decimal, loading)[number]
    has_stars = _is_any(connection, f"v{number} is not null and ends_with(s{number}, '*')")
    return Written(after, in_percent, has_stars)


def _may_be_percentages(unit: str) -> bool:
    """Whether numbers in this unit can have a percent sign behind them: those in no unit too."""
    return not unit or "%" in unit or unit.lower().startswith(("procent", "percent"))


def _is_any(connection: "duckdb.DuckDBPyConnection", condition: str) -> bool:
    query = f"select 1 from {CELLS} where {condition} limit 1"
    return connection.execute(query).fetchone() is not None


def star_of(number: int) -> str:
    """SQL for the star behind a cell's number; NULL where there is none."""
    text = f"s{number}"
    return f"case when ends_with({text}, '**') then '**' when ends_with({text}, '*') then '*' end"
