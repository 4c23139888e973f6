"""The report of one import in words."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.status import parse_status
from mkbviewer.store.report import ImportReport
from mkbviewer.ui.facts_panel import words
from mkbviewer.viewmodels.import_jobs import ImportJob

REJECTED_SHOWN = 20


def report_card(job: ImportJob, parent: QWidget) -> QFrame:
    """A card with what was recognised, what is in it, and what changed; or why it was refused."""
    card = QFrame(parent)
    card.setObjectName("card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(16, 13, 16, 15)
    layout.setSpacing(9)
    report = job.report
    heading = QLabel(_heading(job).upper(), card)
    heading.setObjectName("label")
    layout.addWidget(heading)
    problem = job.problem or (report.error if report else None)
    if problem is not None:
        for text, name in _problem_words(problem):
            layout.addWidget(words(text, name, card))
        return card
    assert report is not None
    columns = QHBoxLayout()
    columns.setSpacing(26)
    for title, paragraphs in (
        (_("Recognised as “{layout}”").format(layout=_layout_words(report)), _recognition(report)),
        (_("Contents"), _contents(report)),
        (_("Against the release before"), _changes(report)),
    ):
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(words(title, "strong", card))
        for paragraph in paragraphs:
            column.addWidget(words(paragraph, "words", card))
        column.addStretch()
        columns.addLayout(column, 1)
    layout.addLayout(columns)
    for title, lines in (
        (_("Warnings"), list(report.warnings)),
        (_rejected_title(report), _rejected(report)),
    ):
        if lines:
            layout.addWidget(words(title, "strong", card))
            for line in lines:
                layout.addWidget(words(line, "words", card))
    return card


def _heading(job: ImportJob) -> str:
    report = job.report
    if report is None or not report.table:
        return _("Report · {file}").format(file=job.path.name)
    return _("Report · {table}, release {release}").format(
        table=report.table, release=report.release
    )


def _problem_words(problem: Exception) -> list[tuple[str, str]]:
    if not isinstance(problem, MkbviewerError):
        said = _("Something unexpected went wrong; the library was not changed.")
        return [(said, "strong"), (f"{type(problem).__name__}: {problem}", "small")]
    parts = [(problem.what, "strong"), (problem.why, "words"), (problem.remedy, "words")]
    return [part for part in parts if part[0]]


def _layout_words(report: ImportReport) -> str:
    from mkbviewer.dialects import DIALECTS

    titles = {one.name: one.title for one in DIALECTS}
    return titles.get(report.dialect, report.dialect)


def _recognition(report: ImportReport) -> list[str]:
    told = [*report.reasons, report.table_reason]
    if report.companions:
        told.append(_("Read together with {files}.").format(files=", ".join(report.companions)))
    return [one for one in told if one]


def _contents(report: ImportReport) -> list[str]:
    members = sum(len(one.members) for one in report.dimensions)
    count = len(report.dimensions)
    lines = [
        ngettext("{count} dimension", "{count} dimensions", count).format(count=count)
        + " ("
        + ngettext("{count} member", "{count} members", members).format(
            count=format_number(members, 0)
        )
        + "), "
        + ngettext("{count} measure", "{count} measures", len(report.measures)).format(
            count=format_number(len(report.measures), 0)
        )
    ]
    if report.first:
        first, last = (parse_period(code)[0].label for code in (report.first, report.last))
        often = ", ".join(one.label for one in report.frequencies)
        lines.append(f"{first} – {last} ({often})")
    lines.append(
        ngettext("{count} figure", "{count} figures", report.observations).format(
            count=format_number(report.observations, 0)
        )
    )
    for symbol, missing in report.missing.items():
        status = parse_status(symbol)
        label = status.label if status else symbol
        written = f" ({status.mark})" if status and status.mark else ""
        lines.append(f"{format_number(missing, 0)} × {label}{written}")
    return lines


def _changes(report: ImportReport) -> list[str]:
    if not report.compared_with:
        return [_("This is the first release of the table.")]
    found = report.revisions
    return [
        _(
            "{added} new, {revised} revised and {removed} dropped figures, against {release}."
        ).format(
            added=format_number(found.added, 0),
            revised=format_number(found.revised, 0),
            removed=format_number(found.removed, 0),
            release=report.compared_with,
        )
    ]


def _rejected_title(report: ImportReport) -> str:
    count = report.rejected_count
    return ngettext("{count} row was left out", "{count} rows were left out", count).format(
        count=format_number(count, 0)
    )


def _rejected(report: ImportReport) -> list[str]:
    lines = [
        _("Line {line}: {reason}").format(line=one.line, reason=one.reason)
        for one in report.rejected[:REJECTED_SHOWN]
    ]
    if report.rejected_count > len(lines):
        lines.append(_("and further rows"))
    return lines if report.rejected_count else []
