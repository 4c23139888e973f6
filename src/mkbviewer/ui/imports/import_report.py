"""The report of one import in words."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.status import parse_status
from mkbviewer.store.library.report import ImportReport
from mkbviewer.ui.widgets.link_button import link_button
from mkbviewer.ui.widgets.words import Words
from mkbviewer.viewmodels.imports.import_jobs import ImportJob, State

_ROWS_IN_SIGHT = 8


@dataclass(frozen=True)
class ReportLinks:
    """What can be done from a report: show the revisions of its table, save the rows left out."""

    show_revisions: Callable[[], None]
    save_rejected: Callable[[], None]


def report_card(job: ImportJob, parent: QWidget, links: ReportLinks) -> QFrame:
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
            layout.addWidget(Words(name, card, text))
        if report is not None and report.edition and report.rejected:
            layout.addWidget(_rejected_list(report, card))
        return card
    assert report is not None
    if report.edition:
        for text in (report.title, *report.reasons):
            layout.addWidget(Words("words", card, text))
        return card
    columns = QHBoxLayout()
    columns.setSpacing(26)
    for title, paragraphs in (
        (_("Recognised as “{layout}”").format(layout=_layout_words(report)), _recognition(report)),
        (_("Contents"), _contents(report)),
        (_("Against the release before"), _changes(report)),
    ):
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Words("strong", card, title))
        for paragraph in paragraphs:
            column.addWidget(Words("words", card, paragraph))
        column.addStretch()
        columns.addLayout(column, 1)
    if report.compared_with and job.state is not State.UNDONE:
        link = link_button(_("Show revisions"), card)
        link.clicked.connect(links.show_revisions)
        column.insertWidget(column.count() - 1, link, 0, Qt.AlignmentFlag.AlignLeft)
    layout.addLayout(columns)
    if report.warnings:
        layout.addWidget(Words("strong", card, _("Warnings")))
        for warning in report.warnings:
            layout.addWidget(Words("words", card, warning))
    if report.rejected_count:
        layout.addLayout(_rejected_head(report, links, card))
        layout.addWidget(_rejected_list(report, card))
    return card


def _rejected_head(report: ImportReport, links: ReportLinks, card: QWidget) -> QHBoxLayout:
    head = QHBoxLayout()
    head.addWidget(Words("strong", card, _rejected_title(report)), 1)
    save = QPushButton(_("Save the rows…"), card)
    save.clicked.connect(links.save_rejected)
    head.addWidget(save)
    return head


def _rejected_list(report: ImportReport, card: QWidget) -> QPlainTextEdit:
    """The first rows in a field of their own: a hundred lines would push all else out of sight."""
    shown = QPlainTextEdit(card)
    shown.setReadOnly(True)
    shown.setAccessibleName(_rejected_title(report))
    shown.setPlainText("\n".join(_rejected(report)))
    lines = min(len(report.rejected) + 1, _ROWS_IN_SIGHT)
    shown.setFixedHeight(lines * shown.fontMetrics().lineSpacing() + 26)
    return shown


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
    lines = [
        _(
            "{added} new, {revised} revised and {removed} dropped figures, against {release}."
        ).format(
            added=format_number(found.added, 0),
            revised=format_number(found.revised, 0),
            removed=format_number(found.removed, 0),
            release=report.compared_with,
        )
    ]
    if found.biggest:
        lines.append(_("Biggest revision: {what}.").format(what=found.biggest.in_words()))
    return lines


def _rejected_title(report: ImportReport) -> str:
    count = report.rejected_count
    return ngettext("{count} row was left out", "{count} rows were left out", count).format(
        count=format_number(count, 0)
    )


def _rejected(report: ImportReport) -> list[str]:
    lines = [
        _("Line {line}: {reason}").format(line=one.line, reason=one.reason)
        if one.line
        else one.reason
        for one in report.rejected
    ]
    rest = report.rejected_count - len(lines)
    if rest > 0:
        lines.append(
            ngettext("and {count} more row", "and {count} more rows", rest).format(
                count=format_number(rest, 0)
            )
        )
    return lines
