"""Importing files, or saying what an import would give."""

import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mkbviewer import paths
from mkbviewer.cli.output import range_in_words, tell_problem, write_json
from mkbviewer.core.errors import MkbviewerError, UnreadableFile
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number, unit_label
from mkbviewer.core.report.catalogue import Catalogue, load_catalogue
from mkbviewer.core.status import parse_status
from mkbviewer.store.editions.edition_import import import_edition, inspect_edition
from mkbviewer.store.importing.gather import Candidate, gather
from mkbviewer.store.importing.importer import Progress, import_file, inspect_file
from mkbviewer.store.library.contents import INDEX, has_lost_index
from mkbviewer.store.library.draft import Terms
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.report import UNCHANGED, ImportReport, Question, refusal

MOST_LINES = 10
"""How many rejected rows the report in words names; the JSON has them all."""
MOST_MEASURES = 20
"""How many measures the report in words names; the JSON has them all."""


def run_import(options: Namespace) -> int:
    """Import files into the library and report on each."""
    terms = Terms(reading=options.reading)
    with Library(options.library) as library:
        return _report_on(
            options,
            lambda one, progress: (
                import_edition(library, one.edition, _shipped())
                if one.edition
                else import_file(library, one.path, one.companions, progress=progress, terms=terms)
            ),
        )


def run_inspect(options: Namespace) -> int:
    """Report on files as an import would, and change nothing."""
    terms = Terms(reading=options.reading)
    with _library_that_is_there(options.library) as library:
        return _report_on(
            options,
            lambda one, progress: (
                inspect_edition(one.edition, _shipped())
                if one.edition
                else inspect_file(
                    one.path, one.companions, library=library, progress=progress, terms=terms
                )
            ),
        )


def _shipped() -> Catalogue:
    return load_catalogue(paths.resources_dir() / "catalogue")


@contextmanager
def _library_that_is_there(folder: Path) -> Iterator[Library | None]:
    if not (folder / INDEX).is_file() and not has_lost_index(folder):
        yield None
        return
    with Library(folder, read_only=True) as library:
        yield library


def _report_on(options: Namespace, read: Callable[[Candidate, Progress], ImportReport]) -> int:
    reports = []
    candidates = gather(options.files)
    if not candidates:
        tell_problem(
            UnreadableFile(
                _("There is nothing to read in {folder}.").format(folder=options.files[0]),
                _("It holds no CSV files."),
            )
        )
    for candidate in candidates:
        line = ProgressLine(candidate.path.name)
        try:
            report = read(candidate, line.show)
        except Exception as problem:  # noqa: BLE001 - one file must not take the others with it
            report = refusal(candidate.path, unexpected(problem))
        finally:
            line.clear()
        reports.append(report)
        if report.error is not None:
            tell_problem(report.error, str(report.file))
            for one in report.rejected if report.edition else ():
                place = _("line {line}: {reason}").format(line=one.line, reason=one.reason)
                print(f"  {place if one.line else one.reason}", file=sys.stderr, flush=True)
            if report.question:
                print("\n".join(question_in_words(report.question)), file=sys.stderr, flush=True)
        elif not options.json:
            is_done = options.word == "import"
            print("\n".join(in_words(report, is_done=is_done)), flush=True)
    if options.json:
        write_json([report.to_json() for report in reports])
    is_saved = not options.rejected or _save_rejected(options.rejected, candidates, reports)
    is_all_read = candidates and all(report.error is None for report in reports)
    return 0 if is_all_read and is_saved else 1


def _save_rejected(
    target: Path, candidates: Sequence[Candidate], reports: Sequence[ImportReport]
) -> bool:
    """Write every row left out, of each file to a file of its own where several have any."""
    from mkbviewer.exporters.rejected_csv import write_rejected
    from mkbviewer.store.importing.rejections import read_rejected

    found = [pair for pair in zip(candidates, reports, strict=True) if pair[1].rejected_count]
    is_saved = True
    for one, report in found:
        stem = target.stem if len(found) == 1 else f"{target.stem} {one.path.stem}"
        try:
            rows = read_rejected(one.path, one.companions, reading=report.reading)
            write_rejected(rows, target.with_stem(stem))
        except MkbviewerError as problem:
            tell_problem(problem, str(one.path))
            is_saved = False
    return is_saved


def unexpected(problem: Exception) -> MkbviewerError:
    """An error of the program itself, told with the place where it arose."""
    steps = traceback.extract_tb(problem.__traceback__)
    place = f"{Path(steps[-1].filename).name}:{steps[-1].lineno}" if steps else ""
    return MkbviewerError(
        _("mkbviewer itself made an error."),
        f"{type(problem).__name__}: {problem} ({place}).",
        _("Please report it, with the file."),
    )


class ProgressLine:
    """One line on stderr that says how far a file is; nothing where stderr is no terminal."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._width = 0

    def show(self, fraction: float, step: str) -> None:
        """Say how far the work is."""
        if sys.stderr.isatty():
            line = f"{self._name}: {fraction:4.0%} {step}"
            print(f"\r{line.ljust(self._width)}", end="", file=sys.stderr, flush=True)
            self._width = len(line)

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            print(f"\r{' ' * self._width}\r", end="", file=sys.stderr, flush=True)
            self._width = 0


def in_words(report: ImportReport, *, is_done: bool) -> Iterator[str]:
    """A report on one file as lines of text; `is_done` says that it was imported indeed."""
    if report.waits:
        status = _("kept until its figures come") if is_done else _("would be kept")
    elif report.status == UNCHANGED:
        status = _("already imported, nothing changes")
    else:
        status = _("imported") if is_done else _("can be imported")
    yield f"{report.file}: {status}"
    if report.edition:
        yield f"  {report.title}: {', '.join(report.reasons)}"
        return
    facts = {
        _("table"): f"{report.table}  {report.title}".rstrip(),
        _("release"): report.release,
        _("layout"): report.dialect,
        _("measures"): _measures(report),
        _("dimensions"): ", ".join(
            f"{dimension.title} ({len(dimension.members)})" for dimension in report.dimensions
        ),
        _("periods"): range_in_words(report.first, report.last, report.frequencies),
        _("figures"): format_number(report.observations, 0),
        _("missing"): "; ".join(_missing(report)),
        _("revisions"): _revisions(report),
        _("biggest revision"): report.revisions.biggest.in_words()
        if report.revisions.biggest
        else "",
    }
    width = max(len(name) for name in facts)
    for name, value in facts.items():
        if value:
            yield f"  {name.ljust(width)}  {value}"
    for reason in (*report.reasons, report.table_reason):
        if reason:
            yield f"  · {reason}"
    for warning in report.warnings:
        yield f"  ! {warning}"
    yield from _rejected(report)


def question_in_words(question: Question) -> Iterator[str]:
    """Each reading with the first figures as it reads them, as a small table."""
    for number, choice in enumerate(question.choices, 1):
        yield f"  --reading {number}  {choice.says}"
        rows = [choice.heading, *choice.preview]
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield f"      {'  '.join(cells)}".rstrip()


def _measures(report: ImportReport) -> str:
    """The first measures with their units, and how many more there are."""
    named = [
        f"{one.title} ({unit_label(one.unit)})" if one.unit else one.title
        for one in report.measures[:MOST_MEASURES]
    ]
    more = len(report.measures) - len(named)
    if more:
        named.append(_("and {count} more").format(count=format_number(more, 0)))
    return ", ".join(named)


def _missing(report: ImportReport) -> Iterator[str]:
    """How many figures are missing of each kind, in words with the symbol that CBS writes."""
    for symbol, count in report.missing.items():
        status = parse_status(symbol)
        label = status.label if status else symbol
        mark = f" ({status.mark})" if status and status.mark else ""
        yield f"{format_number(count, 0)} × {label}{mark}"


def _revisions(report: ImportReport) -> str:
    if not report.compared_with:
        return ""
    counts = report.revisions
    return _(
        "{added} added, {removed} removed, {revised} revised against release {release}"
    ).format(
        added=counts.added,
        removed=counts.removed,
        revised=counts.revised,
        release=report.compared_with,
    )


def _rejected(report: ImportReport) -> Iterator[str]:
    count = report.rejected_count
    if not count:
        return
    told = ngettext("{count} row was left out", "{count} rows were left out", count)
    yield f"  {told.format(count=format_number(count, 0))}:"
    for one in report.rejected[:MOST_LINES]:
        yield "    " + _("line {line}: {reason}").format(line=one.line, reason=one.reason)
    if count > MOST_LINES:
        yield "    …"
