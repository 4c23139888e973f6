"""Numbers as people and spreadsheets write them: a real minus sign, spaces, stars behind them.

Signs of money and brackets are left alone: `(3)` may be a negative number or an uncertain one.

What follows here makes of such a text the plain number that it means, and leaves every other text
as it is. A percent sign counts only where a whole column has it.
"""

# ruff: noqa: S608 - column numbers of this package only

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.cells import CELLS, NIL, ODD_VALUE, Loading, bare_text, number_in
from mkbviewer.dialects.profiling import Profile, profile_cells

if TYPE_CHECKING:
    import duckdb

_SPACES = " \u00a0\u2007\u2009\u202f"
_MINUS = "\u2212\u2013"
_MINUS_SIGN = rf"^[{_MINUS}-][{_SPACES}]*([0-9.,])"
_PLUS_SIGN = rf"^\+[{_SPACES}]+([0-9.,])"
# CBS's old sign for nil, as text processors write it.
_DASHES = "\u2212\u2013\u2014"
_SPACED = rf"[+-]?[1-9][0-9]{{0,2}}([{_SPACES}][0-9]{{3}})+([.,][0-9]+)?"
_PERCENT = rf"[+-]?[0-9]+([.,][0-9]+)?[{_SPACES}]*%"


_BARE = r"[+-]?[0-9]*[.,]?[0-9]+"
_PLAIN = re.compile(_BARE)
_SIGNS = (*_MINUS, "-", "+")
_STARS = rf"([0-9%])[{_SPACES}]?(\*{{1,2}})$"


def plain_number(text: str) -> str:
    """A cell as a number is written plainly, without percent sign and stars; other texts as is."""
    bare = text.strip()
    if _PLAIN.fullmatch(bare):  # Almost every number is.
        return bare
    if bare[:1] in _SIGNS:
        bare = re.sub(_PLUS_SIGN, r"\1", re.sub(_MINUS_SIGN, r"-\1", bare))
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

    Percentages are read in wide files only, where a column has one unit, which must not be another.
    """
    text = bare_text(number)
    # What stands in a column of texts may look like a number, and is none.
    beside_texts = layout.column(Role.TEXT) is not None
    if beside_texts and not _is_any(connection, ODD_VALUE):
        return Written(profile)
    minus = rf"regexp_replace({text}, '{_MINUS_SIGN}', '-\1')"
    minus = rf"regexp_replace({minus}, '{_PLUS_SIGN}', '\1')"
    minus = f"regexp_replace({minus}, '^[{_DASHES}]$', '{NIL}')"
    core = rf"regexp_replace({minus}, '{_STARS}', '\1')"
    stars = f"regexp_extract({minus}, '{_STARS}', 2)"
    is_spaced = f"regexp_full_match({core}, '{_SPACED}')"
    is_percentage = f"regexp_full_match({core}, '{_PERCENT}')"
    plain = f"case when {is_spaced} then regexp_replace({core}, '[{_SPACES}]', '', 'g')"
    # Without the blanks around it that only typesetters know, a text may be a number too.
    is_bare = f"{text} <> s{number} and regexp_full_match({text}, '{_BARE}')"
    strange = f"{core} <> {text} or {is_spaced} or ({is_bare})"
    in_percent = (
        not (profile.numbers or layout.is_long)
        and _may_be_percentages(layout.measures[number].unit)
        and _is_any(connection, f"v{number} is null and {is_percentage}")
    )
    if in_percent:
        plain += f" when {is_percentage} then rtrim({core}, '%{_SPACES}')"
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
