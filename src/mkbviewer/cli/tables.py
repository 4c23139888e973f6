"""What the library holds: its tables, their releases and their figures."""

import sys
from argparse import Namespace
from typing import Any

from mkbviewer.cli.holdings import opened_holdings
from mkbviewer.cli.output import range_in_words, write_columns, write_json, written_whole
from mkbviewer.cli.views import find_measure, find_members
from mkbviewer.core.language import _
from mkbviewer.core.model import Origin, Release, Structure, Table
from mkbviewer.core.numbers import format_number


def run_tables(options: Namespace) -> int:
    """List the tables of both libraries, the user's own first."""
    with opened_holdings(options) as holdings:
        tables = holdings.tables()
    if options.json:
        write_json([describe_table(table) for table in tables])
        return 0
    write_columns(
        (_("table"), _("origin"), _("releases"), _("periods"), _("figures"), _("title")),
        (
            (
                table.id,
                _("imported") if table.origin is Origin.IMPORTED else _("embedded"),
                str(len(table.releases)),
                _range_of(table.structure),
                format_number(table.newest.observations, 0),
                table.title,
            )
            for table in tables
        ),
    )
    return 0


def _range_of(structure: Structure) -> str:
    return range_in_words(structure.first, structure.last, structure.frequencies)


def describe_table(table: Table) -> dict[str, Any]:
    """A table as JSON, as its newest release has it."""
    structure = table.structure
    return {
        "table": table.id,
        "title": table.title,
        "origin": table.origin.value,
        "releases": [release.name for release in table.releases],
        "measures": [measure.key for measure in structure.measures],
        "dimensions": [
            {"name": one.key, "members": len(one.members), "title": one.title}
            for one in structure.dimensions
        ],
        "frequencies": [frequency.value for frequency in structure.frequencies],
        "first": structure.first,
        "last": structure.last,
        "observations": table.newest.observations,
        "measure_details": [
            {"key": one.key, "title": one.title, "unit": one.unit} for one in structure.measures
        ],
        "source": table.source,
    }


def run_releases(options: Namespace) -> int:
    """List the releases of one table, from old to new; put them in another order first if asked."""
    with opened_holdings(options) as holdings:
        if options.order is not None:
            holdings.own.reorder(options.table, options.order)
        library, table = holdings.find_table(options.table)
        reasons = library.order_reasons(table.id)
    if options.json:
        write_json(
            [
                {**describe_release(release), "ordered_by": reasons[release.name].value}
                for release in table.releases
            ]
        )
        return 0
    write_columns(
        (
            _("release"),
            _("stands here by"),
            _("date of CBS"),
            _("imported"),
            _("file"),
            _("layout"),
            _("figures"),
            _("missing"),
        ),
        (
            (
                release.name,
                reasons[release.name].label,
                release.modified,
                release.imported,
                release.file_name,
                release.dialect,
                format_number(release.observations, 0),
                format_number(sum(release.missing.values()), 0),
            )
            for release in table.releases
        ),
    )
    return 0


def describe_release(release: Release) -> dict[str, Any]:
    """A release as JSON."""
    return {
        "table": release.table,
        "release": release.name,
        "imported": release.imported,
        "modified": release.modified,
        "file": release.file_name,
        "dialect": release.dialect,
        "observations": release.observations,
        "missing": release.missing,
        "provisional": release.is_provisional,
        "original": release.original,
    }


def run_query(options: Namespace) -> int:
    """Write a release's figures as tidy CSV to stdout or a file."""
    with opened_holdings(options) as holdings:
        library, table = holdings.find_table(options.table)
        structure = library.structure(table.id, options.release)
        measures = [find_measure(structure, name) for name in options.measures]
        where = dict(find_members(structure, options.where))
        from mkbviewer.store.pages.query import write_observations

        if options.output is None:
            write_observations(library, table.id, sys.stdout, measures, where, options.release)
        else:
            with written_whole(options.output) as place:
                write_observations(library, table.id, place, measures, where, options.release)
    return 0
