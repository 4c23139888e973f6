"""Removing releases and bringing them back; checking a library and making it anew."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkbviewer.cli.files import ProgressLine
from mkbviewer.cli.output import tell, write_columns, write_json
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.model import Release
from mkbviewer.core.numbers import format_number
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.library import Library

if TYPE_CHECKING:
    from mkbviewer.store.upkeep.rebuild import Rebuilt
    from mkbviewer.store.upkeep.verification import Verification


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
    task = {"verify": _verify, "rebuild": _rebuild, "empty-trash": _empty_trash}[options.task]
    return task(options)


def _verify(options: Namespace) -> int:
    from mkbviewer.store.upkeep.verification import verify

    line = ProgressLine(_("Checking"))
    with Library(options.library, read_only=not _is_there(options.library)) as library:
        found = verify(library, progress=line.show)
    line.clear()
    if options.json:
        write_json(describe_verification(found))
    else:
        _write_verification(found)
    if not found.faults:
        return 0
    count = len(found.faults)
    tell(
        ngettext(
            "{count} thing in the library is not right.",
            "{count} things in the library are not right.",
            count,
        ).format(count=format_number(count, 0)),
        _("{command} makes the library anew from the files that were imported.").format(
            command="`mkbviewer library rebuild`"
        ),
    )
    return 1


def describe_verification(found: "Verification") -> dict[str, Any]:
    """What came of checking a library, as JSON."""
    return {
        "ok": not found.faults,
        "releases": found.releases,
        "originals": found.originals,
        "bytes": found.size,
        "problems": [
            {"path": one.path, "table": one.table, "release": one.release, "problem": one.what}
            for one in found.faults
        ],
    }


def _write_verification(found: "Verification") -> None:
    for one in found.faults:
        subject = _subject(one.table, one.release)
        print(f"{one.path}{f' ({subject})' if subject else ''}: {one.what}")
    print(
        _("Releases checked: {releases}; kept files checked: {originals}.").format(
            releases=format_number(found.releases, 0),
            originals=format_number(found.originals, 0),
        )
    )


def _rebuild(options: Namespace) -> int:
    from mkbviewer.store.upkeep.rebuild import Outcome, open_to_rebuild, rebuild

    line = ProgressLine(_("Making anew"))
    with open_to_rebuild(options.library) as library:
        done = rebuild(library, progress=line.show)
    line.clear()
    if options.json:
        write_json([describe_rebuilt(one) for one in done])
    else:
        _write_rebuilt(done)
    kept = [one for one in done if one.outcome is Outcome.KEPT]
    for one in kept:
        subject = _subject(one.table, one.release)
        tell(f"{subject}:" if subject else "", one.why)
    return 1 if kept else 0


def describe_rebuilt(one: "Rebuilt") -> dict[str, Any]:
    """A release after a rebuild, as JSON."""
    return {
        "table": one.table,
        "release": one.release,
        "outcome": one.outcome.value,
        "differences": one.differences,
        "why": one.why,
    }


def _write_rebuilt(done: Sequence["Rebuilt"]) -> None:
    from mkbviewer.store.upkeep.rebuild import Outcome

    words = {
        Outcome.SAME: _("the same figures"),
        Outcome.CHANGED: _("other figures"),
        Outcome.KEPT: _("stayed as it was"),
        Outcome.FOUND: _("found again"),
    }
    write_columns(
        (_("table"), _("release"), _("outcome"), _("differences"), ""),
        (
            (
                one.table,
                one.release,
                words[one.outcome],
                format_number(one.differences, 0) if one.differences else "",
                one.why,
            )
            for one in done
        ),
    )


def _subject(table: str, release: str) -> str:
    return " ".join(part for part in (table, release) if part)


def _empty_trash(options: Namespace) -> int:
    with Library(options.library, read_only=not _is_there(options.library)) as library:
        freed = library.empty_trash()
    if options.json:
        write_json({"bytes": freed})
    else:
        tell(
            _("The trash is empty; {size} kB became free.").format(
                size=format_number(freed / 1000, 0)
            )
        )
    return 0


def _is_there(folder: Path) -> bool:
    """Whether there is a library: looking after one must not make one."""
    return (folder / INDEX).is_file()
