"""Numbers as people and spreadsheets write them: a real minus sign, spaces between thousands.

What follows here makes of such a text the plain number that it means, and leaves every other text
as it is. A percent sign counts only where a whole column has it.
"""

# ruff: noqa: S608 - column numbers of this package only

import re
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


def plain_number(text: str) -> str:
    """A cell as a number is written plainly, without a percent sign; any other text as it is."""
    bare = text.strip()
    if bare[:1] in tuple(_MINUS) and bare[1:2].isdecimal():
        bare = "-" + bare[1:]
    if re.fullmatch(_PERCENT, bare):
        return bare.rstrip(f"%{_SPACES}")
    return re.sub(f"[{_SPACES}]", "", bare) if re.fullmatch(_SPACED, bare) else bare


def read_written_numbers(
    connection: "duckdb.DuckDBPyConnection", layout: Layout, number: int, profile: Profile
) -> tuple[Profile, bool]:
    """Read the cells of a value column that are no number as they stand, but mean one.

    Gives the new profile, and whether they were percentages; these are read in wide files only,
    where a column has one unit.
    """
    text = bare_text(number)
    minus = rf"regexp_replace({text}, '^[{_MINUS}]([0-9])', '-\1')"
    minus = f"regexp_replace({minus}, '^[{_DASHES}]$', '{NIL}')"
    is_spaced = f"regexp_full_match({minus}, '{_SPACED}')"
    is_percentage = f"regexp_full_match({minus}, '{_PERCENT}')"
    plain = f"case when {is_spaced} then regexp_replace({minus}, '[{_SPACES}]', '', 'g')"
    strange = f"v{number} is null and ({minus} <> {text} or {is_spaced}"
    has_percent = (
        not (profile.numbers or layout.is_long)
        and connection.execute(
            f"select 1 from {CELLS} where v{number} is null and {is_percentage} limit 1"
        ).fetchone()
    )
    if has_percent:
        plain += f" when {is_percentage} then rtrim({minus}, '%{_SPACES}')"
        strange += f" or {is_percentage}"
    plain += f" else {minus} end"
    changed = connection.execute(
        f"update {CELLS} set s{number} = {plain}, v{number} = {number_in(plain, layout)}"
        f" where {strange})"
    ).fetchone()
    if not changed or not changed[0]:
        return profile, False
    loading = Loading(decimals={number: profile.decimals})
    after = profile_cells(connection, [number], layout.decimal, loading)[number]
    return after, bool(has_percent)
