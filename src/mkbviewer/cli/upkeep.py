"""Removing releases and bringing them back; checking a library and making it anew."""

from argparse import Namespace
from collections.abc import Iterable

from mkbviewer.cli.output import tell, write_columns, write_json
from mkbviewer.core.language import _
from mkbviewer.core.model import Release
from mkbviewer.store.library import Library


def run_remove(options: Namespace) -> int:
    """Move a table, or one release of it, aside in the user's library."""
    with Library(options.library) as library:
        removed = library.remove(options.table, options.release or None)
    _report(options, removed, _("Removed: table {table}, release {name}."))
    return 0


def run_restore(options: Namespace) -> int:
    """Bring back what was removed; without a table, list what can be brought back."""
    with Library(options.library) as library:
        if options.table:
            restored = library.restore(options.table, options.release or None)
            _report(options, restored, _("Brought back: table {table}, release {name}."))
            return 0
        removals = library.removals()
    if options.json:
        write_json(
            [
                {
                    "table": one.release.table,
                    "release": one.release.name,
                    "title": one.title,
                    "removed": one.moment,
                    "file": one.release.file_name,
                }
                for one in removals
            ]
        )
        return 0
    write_columns(
        (_("table"), _("release"), _("removed"), _("file"), _("title")),
        (
            (
                one.release.table,
                one.release.name,
                one.moment,
                one.release.file_name,
                one.title,
            )
            for one in removals
        ),
    )
    return 0


def _report(options: Namespace, releases: Iterable[Release], sentence: str) -> None:
    if options.json:
        write_json([{"table": one.table, "release": one.name} for one in releases])
        return
    for release in releases:
        tell(sentence.format(table=release.table, name=release.name))


def run_upkeep(options: Namespace) -> int:
    """Do one of the tasks of `library`."""
    raise NotImplementedError
