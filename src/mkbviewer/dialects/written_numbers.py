"""Numbers as people and spreadsheets write them: a real minus sign, spaces, stars behind them.

What follows here makes of such a text the plain number that it means, and leaves every other text
as it is. A percent sign counts only where a whole column has it.
"""

# ruff: noqa: S608 - column numbers of this package only

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkbviewer.dialects.base import Layout
from mkbviewer.dialects.cells import CELLS, NIL, Loading, bare_text, number_in
from mkbviewer.dialects.profiling import Profile, profile_cells

if TYPE_CHECKING:
    import duckdb

_SPACES = " \u00a0\u2009\u202f"
_MINUS = "\u2212\u2013"
# CBS's old sign for nil, as text processors write it.
_DASHES = "\u2212\u2013\u2014"
_SPACED = rf"[+-]?[1-9][0-9]{{0,2}}([{_SPACES}][0-9]{{3}})+([.,][0-9]+)?"
_PERCENT = rf"[+-]?[0-9]+([.,][0-9]+)?[{_SPACES}]*%"


_STARS = rf"([0-9%])[{_SPACES}]?(\*{{1,2}})$"


def plain_number(text: str) -> str:
    """A cell as a number is written plainly, without percent sign and stars; other texts as is."""
    bare = text.strip()
    if bare[:1] in tuple(_MINUS) and bare[1:2].isdecimal():
        bare = "-" + bare[1:]
    bare = re.sub(_STARS, r"\1", bare)
    if re.fullmatch(_PERCENT, bare):
        return bare.rstrip(f"%{_SPACES}")
    return re.sub(f"[{_SPACES}]", "", bare) if re.fullmatch(_SPACED, bare) else bare


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

    Percentages are read in wide files only, where a column has one unit.
    """
    text = bare_text(number)
    minus = rf"regexp_replace({text}, '^[{_MINUS}]([0-9])', '-\1')"
    minus = f"regexp_replace({minus}, '^[{_DASHES}]$', '{NIL}')"
    core = rf"regexp_replace({minus}, '{_STARS}', '\1')"
    stars = f"regexp_extract({minus}, '{_STARS}', 2)"
    is_spaced = f"regexp_full_match({core}, '{_SPACED}')"
    is_percentage = f"regexp_full_match({core}, '{_PERCENT}')"
    plain = f"case when {is_spaced} then regexp_replace({core}, '[{_SPACES}]', '', 'g')"
    strange = f"{core} <> {text} or {is_spaced}"
    in_percent = not (profile.numbers or layout.is_long) and _is_any(
        connection, f"v{number} is null and {is_percentage}"
    )
    if in_percent:
        plain += f" when {is_percentage} then rtrim({core}, '%{_SPACES}')"
        strange += f" or {is_percentage}"
    plain += f" else {core} end"
    changed = connection.execute(
        f"update {CELLS} set s{number} = {plain} || {stars}, v{number} = {number_in(plain, layout)}"
        f" where v{number} is null and ({strange})"
    ).fetchone()
    if not changed or not changed[0]:
        return Written(profile)
    loading = Loading(decimals={number: profile.decimals})
    after = profile_cells(connection, [number], layout.decimal, loading)[number]
    has_stars = _is_any(connection, f"v{number} is not null and ends_with(s{number}, '*')")
    return Written(after, in_percent, has_stars)


def _is_any(connection: "duckdb.DuckDBPyConnection", condition: str) -> bool:
    query = f"select 1 from {CELLS} where {condition} limit 1"
    return connection.execute(query).fetchone() is not None


def star_of(number: int) -> str:
    """SQL for the star behind a cell's number; NULL where there is none."""
    text = f"s{number}"
    return f"case when ends_with({text}, '**') then '**' when ends_with({text}, '*') then '*' end"
