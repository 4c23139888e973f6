"""Importing files, or saying what an import would give."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mkbviewer.cli.output import tell, write_json
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number
from mkbviewer.store.gather import Candidate, gather
from mkbviewer.store.importer import import_file, inspect_file
from mkbviewer.store.library import Library
from mkbviewer.store.report import ImportReport

MOST_LINES = 10
"""How many rejected rows the report in words names; the JSON has them all."""

Progress = Callable[[float, str], None]


def run_import(options: Namespace) -> int:
    """Import files into the library and report on each."""
    with Library(options.library) as library:
        return _report_on(
            options,
            lambda one, progress: import_file(library, one.path, one.companions, progress=progress),
        )


def run_inspect(options: Namespace) -> int:
    """Report on files as an import would, and change nothing."""
    return _report_on(
        options, lambda one, progress: inspect_file(one.path, one.companions, progress=progress)
    )


def _report_on(options: Namespace, read: Callable[[Candidate, Progress], ImportReport]) -> int:
    reports = []
    for candidate in gather(options.files):
        line = ProgressLine(candidate.path.name)
        try:
            report = read(candidate, line.show).to_json()
        finally:
            line.clear()
        reports.append(report)
        if report["status"] == "refused":
            tell(f"{report['file']}:", _error_text(report["error"]))
        elif not options.json:
            print("\n".join(in_words(report)), flush=True)
    if options.json:
        write_json(reports)
    return 1 if any(report["status"] == "refused" for report in reports) else 0


def _error_text(error: Any) -> str:
    if isinstance(error, Mapping):
        return " ".join(str(error[part]) for part in ("what", "why", "remedy") if error.get(part))
    return str(error)


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


def in_words(report: Mapping[str, Any]) -> Iterable[str]:
    """A report on one file as lines of text."""
    status = {
        "imported": _("imported"),
        "unchanged": _("already imported, nothing changed"),
        "readable": _("can be imported"),
    }.get(report["status"], report["status"])
    yield f"{report['file']}: {status}"
    facts = {
        _("table"): f"{report['table']} {report['title']}".strip(),
        _("release"): report["release"],
        _("layout"): report["dialect"],
        _("measures"): str(_count(report["measures"])),
        _("dimensions"): ", ".join(
            f"{one['name']} ({_count(one['members'])})" for one in report["dimensions"]
        ),
        _("periods"): _periods(report),
        _("figures"): format_number(report["observations"] or 0, 0),
        _("missing"): ", ".join(
            f"{format_number(count, 0)} × “{symbol}”" for symbol, count in report["missing"].items()
        ),
        _("revisions"): _revisions(report.get("revisions")),
    }
    width = max(len(name) for name in facts)
    for name, value in facts.items():
        if value:
            yield f"  {name.ljust(width)}  {value}"
    for reason in report.get("reasons", ()):
        yield f"  {_('recognised:')} {reason}"
    for warning in report["warnings"]:
        yield f"  {_('note:')} {warning}"
    yield from _rejected(report)


def _count(value: Any) -> int:
    return value if isinstance(value, int) else len(value)


def _periods(report: Mapping[str, Any]) -> str:
    if not report["first"]:
        return ""
    return f"{report['first']}-{report['last']} ({', '.join(report['frequencies'])})"


def _revisions(revisions: Mapping[str, int] | None) -> str:
    if not revisions or not any(revisions.values()):
        return ""
    return _("{added} added, {removed} removed, {revised} revised").format(**revisions)


def _rejected(report: Mapping[str, Any]) -> Iterable[str]:
    rejected = report["rejected"]
    count = report.get("rejected_count", len(rejected))
    if not count:
        return
    yield "  " + ngettext(
        "{count} row could not be read:", "{count} rows could not be read:", count
    ).format(count=count)
    for one in rejected[:MOST_LINES]:
        yield "    " + _("line {line}: {reason}").format(line=one["line"], reason=one["reason"])
    if count > MOST_LINES:
        yield "    …"
