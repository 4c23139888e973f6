"""What differs between two releases of a table."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from typing import Any

from mkbviewer.cli.holdings import opened_holdings
from mkbviewer.cli.output import write_columns
from mkbviewer.cli.views import find_measure
from mkbviewer.core.language import _
from mkbviewer.core.model import Measure
from mkbviewer.core.numbers import decimals_to_tell, format_number
from mkbviewer.core.period import parse_code
from mkbviewer.core.status import Status, parse_status
from mkbviewer.store.revisions.comparison import Kind
from mkbviewer.store.revisions.revisions import Diff, Revision, opened_revisions

MOST_LINES = 20
"""How many figures are named in words where no limit is given."""


def run_diff(options: Namespace) -> int:
    """Count what differs between two releases, and name the figures, the biggest revision first."""
    with opened_holdings(options) as holdings:
        library, table = holdings.find_table(options.table)
        structure = library.structure(table.id, options.new)
        measures = [find_measure(structure, name) for name in options.measures]
        with opened_revisions(library, table.id, options.old, options.new, measures=measures) as (
            diff,
            rows,
        ):
            if options.json:
                _write_json(diff, islice(rows, options.limit))
            else:
                limit = MOST_LINES if options.limit is None else options.limit
                _write_words(diff, islice(rows, limit), limit)
    return 0


def _write_json(diff: Diff, rows: Iterator[Revision]) -> None:
    heading = {
        "table": diff.table,
        "title": diff.title,
        "old": diff.old.name,
        "new": diff.new.name,
        "added": diff.counts.added,
        "removed": diff.counts.removed,
        "revised": diff.counts.revised,
        "restated": diff.counts.restated,
        "notes": list(diff.silence),
    }
    # There can be millions: they are written one by one.
    text = json.dumps(heading, ensure_ascii=False, indent=1).removesuffix("\n}")
    sys.stdout.write(f'{text},\n "revisions": [')
    for number, revision in enumerate(rows):
        sys.stdout.write(",\n  " if number else "\n  ")
        json.dump(describe_revision(diff, revision), sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n ]\n}\n")


def describe_revision(diff: Diff, revision: Revision) -> dict[str, Any]:
    """One difference as JSON."""
    kind = revision.kind
    dimensions = diff.structure.dimensions
    return {
        "kind": kind.value if kind in {Kind.ADDED, Kind.REMOVED} else "revised",
        "differs": kind.value,
        "measure": revision.measure,
        "members": {one.key: code for one, code in zip(dimensions, revision.members, strict=True)},
        "period": revision.period,
        "old_value": revision.old,
        "new_value": revision.new,
        "old_status": revision.old_status,
        "new_status": revision.new_status,
        "difference": revision.difference,
        "relative": revision.relative,
    }


def _write_words(diff: Diff, rows: Iterator[Revision], limit: int) -> None:
    counts = diff.counts
    print(
        _("{table}  {title}: release {new} against {old}").format(
            table=diff.table, title=diff.title, new=diff.new.name, old=diff.old.name
        )
    )
    print(
        _(
            "{revised} revised (of which {restated} by their status only), {added} added, "
            "{removed} removed"
        ).format(
            revised=format_number(counts.revised, 0),
            restated=format_number(counts.restated, 0),
            added=format_number(counts.added, 0),
            removed=format_number(counts.removed, 0),
        )
    )
    for sentence in diff.silence:
        print(f"! {sentence}")
    lines = [_in_words(diff, revision) for revision in rows]
    if not lines:
        return
    print()
    write_columns(
        (
            _("what"),
            _("measure"),
            _("members"),
            _("period"),
            _("old"),
            _("new"),
            _("difference"),
            "%",
        ),
        lines,
    )
    if diff.total > limit:
        print(
            _("… and {count} more; {option} tells how many to name.").format(
                count=format_number(diff.total - limit, 0), option="--limit"
            )
        )


def _in_words(diff: Diff, revision: Revision) -> tuple[str, ...]:
    measure = diff.structure.measure(revision.measure) or Measure(
        revision.measure, revision.measure
    )
    members = zip(diff.structure.dimensions, revision.members, strict=True)
    labels = [dimension.label(code) for dimension, code in members]
    period = parse_code(revision.period)
    figures = [one for one in (revision.old, revision.new) if isinstance(one, float)]
    decimals = decimals_to_tell(figures, measure.unit, measure.decimals)
    difference, relative = revision.difference, revision.relative
    return (
        _kind_in_words(revision.kind),
        measure.title,
        ", ".join(labels),
        period.label if period else revision.period,
        _figure(revision.old, revision.old_status, decimals),
        _figure(revision.new, revision.new_status, decimals),
        "" if not difference else format_number(difference, decimals, signed=True),
        "" if not relative else format_number(100 * relative, 1, signed=True),
    )


def _kind_in_words(kind: Kind) -> str:
    return {
        Kind.VALUE: _("revised"),
        Kind.PRESENCE: _("revised"),
        Kind.STATUS: _("status"),
        Kind.ADDED: _("added"),
        Kind.REMOVED: _("removed"),
    }[kind]


def _figure(value: float | str | None, symbol: str, decimals: int) -> str:
    status = parse_status(symbol) if symbol else None
    if isinstance(value, str):
        return value
    if value is None:
        if status is Status.IMPOSSIBLE:
            return _("empty")
        return "–" if status is None else status.mark
    return format_number(value, decimals) + (status.mark if status else "")
