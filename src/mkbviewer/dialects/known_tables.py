"""The titles of CBS tables that the program knows, for files that do not tell theirs.

They stand in `resources/known_tables.csv`, with ids as CBS writes them.
"""

import csv
from dataclasses import replace
from functools import cache

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Recognition
from mkbviewer.paths import resources_dir


@cache
def _titles() -> dict[str, str]:
    path = resources_dir() / "known_tables.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["table"].casefold(): row["title"] for row in csv.DictReader(file)}


def known_title(table: str) -> str:
    """The title of a table as the program's own list has it; empty for other tables."""
    return _titles().get(table.casefold(), "")


def add_known_title(found: Recognition) -> Recognition:
    """The recognition, with the title from the list where neither file nor metadata tells one."""
    if not found.table or found.title not in ("", found.table):
        return found
    title = known_title(found.table)
    if not title:
        return found
    reason = _("the title comes from mkbviewer's own list of tables")
    return replace(found, title=title, reasons=(*found.reasons, reason))
