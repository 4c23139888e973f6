"""Why a file cannot be read: it holds no figures, or is of a layout that is not known."""

import re
from collections import Counter
from collections.abc import Iterable

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.core.period import Frequency
from mkbviewer.core.period_label import parse_period
from mkbviewer.dialects.base import Layout, Probe
from mkbviewer.dialects.metadata import is_metadata, split_sections
from mkbviewer.dialects.probe import table_id_of
from mkbviewer.dialects.titles import repeated_names

_LABEL_HEADERS = ({"Key", "Title"}, {"Identifier", "Title"})
_TABLE_INFO_HEADER = {"Identifier", "ShortTitle", "Title"}
_GROUP_HEADERS = ({"DimensionKey", "ParentID"}, {"Id", "ParentId", "Title"})
MOST_DIMENSIONS = 100
MOST_COLUMNS = 5000
_IDENTIFIER = re.compile(r"\d{5}[A-Za-z]{3}")


def refuse_other_kinds(probe: Probe) -> None:
    """Raise UnreadableFile for what its header shows to be no table that stands by itself.

    Metadata and code lists need the data file beside them, a bulk set its other files.
    """
    names = {name.strip() for name in probe.header}
    if is_metadata(probe.head):
        table, title = _table_of(probe)
        raise _metadata_alone(probe, table, title)
    if names >= _TABLE_INFO_HEADER:
        raise _metadata_alone(probe, *_first_record(probe))
    if {"Type", "Datatype"} <= names or any(names >= header for header in _GROUP_HEADERS):
        raise _metadata_alone(probe, table_id_of(probe.path), "")
    if any(names >= header for header in _LABEL_HEADERS):
        raise UnreadableFile(
            _("{file} is a code list and holds no figures.").format(file=probe.path.name),
            _("Its columns are {columns}: codes with their labels.").format(
                columns=", ".join(name for name in probe.header if name.strip())
            ),
            _("Import the data file; a code list in the same folder is then used for its labels."),
        )


def refuse_too_wide(probe: Probe, layout: Layout) -> None:
    """Raise UnreadableFile for more dimensions or columns than any table has: it is no table."""
    if len(layout.dimensions) <= MOST_DIMENSIONS and len(layout.columns) <= MOST_COLUMNS:
        return
    raise UnreadableFile(
        _("{file} cannot be read.").format(file=probe.path.name),
        _(
            "It has {columns} columns, {dimensions} of them dimensions; no table has so many."
        ).format(columns=len(layout.columns), dimensions=len(layout.dimensions)),
        _("Download the table from StatLine or the open data portal as CSV."),
    )


def refuse_repeated(probe: Probe, names: Iterable[str], remedy: str = "") -> None:
    """Raise UnreadableFile for columns of the same name; `remedy` where not the usual one."""
    repeated = repeated_names(names)
    if repeated:
        raise UnreadableFile(
            _("Columns of {file} have the same name.").format(file=probe.path.name),
            _("These names occur twice in the header: {names}.").format(names=", ".join(repeated)),
            remedy or _("Download the file again, or give each column a name of its own."),
        )


def refuse_alike(probe: Probe, layout: Layout) -> None:
    """Raise UnreadableFile for dimensions whose names differ by their capitals only."""
    counts = Counter(dimension.key.casefold() for dimension in layout.dimensions)
    names = [one.key for one in layout.dimensions if counts[one.key.casefold()] > 1]
    if names:
        raise UnreadableFile(
            _("Columns of {file} have the same name.").format(file=probe.path.name),
            _("These names differ by their capitals only: {names}.").format(names=", ".join(names)),
            _("Give each column a name of its own."),
        )


def _metadata_alone(probe: Probe, table: str, title: str) -> UnreadableFile:
    if table and title:
        why = _("It describes table {table} ({title}).").format(table=table, title=title)
    elif table:
        why = _("It describes table {table}.").format(table=table)
    else:
        why = _("It describes the measures and dimensions of a table.")
    return UnreadableFile(
        _("{file} is a metadata file and holds no figures.").format(file=probe.path.name),
        why,
        _("Import it together with the data file of the same table."),
    )


def _table_of(probe: Probe) -> tuple[str, str]:
    records = split_sections(probe.head).get("TableInfos", ())
    if not records:
        found = _IDENTIFIER.search(probe.head)
        return (found[0] if found else table_id_of(probe.path)), ""
    return records[0].get("Identifier", "").strip(), records[0].get("Title", "").strip()


def _first_record(probe: Probe) -> tuple[str, str]:
    record = dict(zip(probe.header, probe.rows[1] if len(probe.rows) > 1 else (), strict=False))
    return record.get("Identifier", "").strip(), " ".join(record.get("Title", "").split())


def refuse(probe: Probe) -> UnreadableFile:
    """The error for a file that no dialect fits: what it looks like, and what to do."""
    what = _("{file} cannot be read.").format(file=probe.path.name)
    if _is_statline_layout(probe):
        return UnreadableFile(
            what,
            _("It looks like StatLine's table layout, but its headings cannot be understood."),
            _("Download it from StatLine as “CSV with statistical symbols”."),
        )
    if _is_figure(probe):
        return UnreadableFile(
            what,
            _("It looks like the file behind a chart on cbs.nl, but its figures are not found."),
            _("Download the table itself from StatLine or the open data portal."),
        )
    first = probe.head.splitlines()[0] if probe.head else ""
    return UnreadableFile(
        what,
        _("No known layout fits; the first line is: {line}").format(
            line=first[:120] + ("…" if len(first) > 120 else "")
        ),
        _("Download the table from StatLine or the open data portal as CSV."),
    )


def _is_statline_layout(probe: Probe) -> bool:
    first = [name.strip() for name in probe.header]
    start = [cell.strip() for row in probe.rows[:8] for cell in row]
    if len([name for name in first if name]) == 1 and len(probe.rows) > 2:
        return any(
            word in start for word in ("Onderwerp", "Onderwerpen", "Topic", "Perioden", "Periods")
        )
    if first[0] in ("Onderwerp", "Topic", "Onderwerpen"):
        return True
    return any(
        cell.startswith(("Onderwerp:", "Topic:")) or cell == "Perioden"
        for cell in start[len(first) :]
    )


def _is_figure(probe: Probe) -> bool:
    if len(probe.rows) < 2 or len(probe.header) < 2:
        return False
    head = [name.strip().lower() for name in probe.header[:2]]
    if head[0] in ("jaar", "year", "periode", "period", "maand", "kwartaal", "month", "quarter"):
        return True
    cells = [row[index] for row in probe.rows[1:6] for index in (0, 1) if len(row) > 1]
    return any(
        not cell.strip().isdigit() and parse_period(cell)[0].frequency is not Frequency.TEXT
        for cell in cells
    )
