"""What the window does when files come in: show how far they are, then what they brought."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.numbers import format_number
from mkbviewer.ui.widgets.messages import Link, Message, MessageBar
from mkbviewer.viewmodels.imports.import_jobs import State
from mkbviewer.viewmodels.imports.imports import Imports
from mkbviewer.viewmodels.session.places import IMPORTS, REMOVALS
from mkbviewer.viewmodels.session.session import Session

if TYPE_CHECKING:
    from mkbviewer.store.library.report import ImportReport

SHOW_LIST_AFTER = 400
"""Milliseconds after which an import that still runs brings up the list of imports."""


class Arrivals(QObject):
    """Follows the imports: the list while they run, a message and the right page after.

    `report_asked` carries the row of the import whose report the user wants to see,
    `edition_asked` the year of an edition of the report that came in.
    """

    report_asked = Signal(int)
    edition_asked = Signal(str)

    def __init__(
        self, session: Session, imports: Imports, messages: MessageBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._imports = imports
        self._messages = messages
        self._reports: list[tuple[int, ImportReport]] = []
        self._asking: list[int] = []
        self._told: dict[int, Message] = {}
        # A quick import never shows the list: its page is there before the list could be read.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_LIST_AFTER)
        self._timer.timeout.connect(self._show_list)
        imports.jobs.rowsInserted.connect(lambda *_: self._timer.start())
        imports.imported.connect(self._take)
        imports.asked.connect(self._asking.append)
        imports.library_changed.connect(session.refresh)
        imports.library_changed.connect(self._take_back_words)
        imports.finished.connect(self._finish)

    def refuse_drop(self) -> None:
        """Say kindly that what was dropped is no file."""
        self._messages.show_problem(
            UnreadableFile(
                _("That is not a file on this computer."),
                _("Only files and folders can be dropped here; a link or a text cannot be read."),
                _("Save it as a file first, then drag the file to this window."),
            )
        )

    def tell_removed(self, table: str) -> None:
        """Say that a table is gone, and offer to bring it back."""
        removal = self._session.undo_text
        self._messages.show_message(
            _("{table} was removed from the library.").format(table=table),
            _("It is kept aside, and can be put back."),
            links=[Link(_("Undo"), lambda: self._take_back(removal), closes=True)],
        )

    def _take_back(self, removal: str) -> None:
        """Undo a removal; where other steps came after it, show where it can be put back."""
        if self._session.undo_text == removal:
            self._session.undo()
        else:
            self._session.open_place(REMOVALS)

    @Slot()
    def _take_back_words(self) -> None:
        """Close what tells of an import that has been undone since."""
        for row, message in list(self._told.items()):
            if self._imports.can_undo_import(row):
                continue
            del self._told[row]
            if message in self._messages.messages:
                message.close_it()

    def _show_list(self) -> None:
        if self._session.place != IMPORTS and self._imports.is_busy:
            self._session.open_imports()

    def _take(self, report: "ImportReport") -> None:
        row = next(
            (
                row
                for row, job in reversed(list(enumerate(self._imports.jobs.jobs)))
                if job.report is report
            ),
            -1,
        )
        self._reports.append((row, report))
        if report.status == State.IMPORTED and row >= 0:
            self._session.record(self._imports.step(row))

    def _finish(self) -> None:
        self._timer.stop()
        reports, self._reports = self._reports, []
        good = [(row, one) for row, one in reports if one.status != State.REFUSED]
        asking = list(self._asking)
        self._asking.clear()
        if good:
            pages = [one.table for _row, one in good if one.table and not one.waits]
            if pages and not asking:
                self._session.open_imported(pages[0])
            elif not asking and any(one.edition for _row, one in good):
                self._session.open_overview()
            self._tell_imported(good)
        if asking:
            # A question is answered where the others wait, before anything else is shown.
            self.report_asked.emit(asking[0])
        for row, report in reports:
            if report.error is not None:
                self._messages.show_problem(report.error, [self._report_link(row)])

    def _report_link(self, row: int) -> Link:
        return Link(_("Report"), lambda: self.report_asked.emit(row))

    def _tell_imported(self, good: "list[tuple[int, ImportReport]]") -> None:
        links = [self._report_link(good[-1][0])]
        new = [(row, one) for row, one in good if one.status == State.IMPORTED]
        if len(new) == 1:
            row = new[0][0]
            links.append(Link(_("Undo"), lambda: self._imports.undo_import(row), closes=True))
        edition = next((one.edition for _row, one in good if one.edition), "")
        if edition:
            show = _("Show edition {name}").format(name=edition)
            links.insert(0, Link(show, lambda: self.edition_asked.emit(edition), closes=True))
        said = _of_one(good[0][1]) if len(good) == 1 else _of_several([one for _row, one in good])
        message = self._messages.show_message(*said, kind="success" if new else "info", links=links)
        if len(good) == len(new) == 1:
            self._told[new[0][0]] = message


def _name(report: "ImportReport") -> str:
    return " ".join(dict.fromkeys((report.table, report.title))).strip()


def _of_one(report: "ImportReport") -> tuple[str, str]:
    """What became of one file, and the details."""
    if report.waits:
        return (
            _("The metadata of {table} is kept.").format(table=_name(report)),
            _("It will be used when the figures of that table are imported."),
        )
    if report.status == State.UNCHANGED:
        text = _("{table} was already imported; nothing has changed.")
        return text.format(table=_name(report)), ""
    details = " · ".join(report.reasons) if report.edition else _detail(report)
    return _("Imported: {table}").format(table=_name(report)), details


def _of_several(reports: "list[ImportReport]") -> tuple[str, str]:
    """What became of several files, and the tables that they are of."""
    waiting = sum(one.waits for one in reports)
    new = sum(one.status == State.IMPORTED for one in reports)
    told = [
        text.format(count=format_number(count, 0))
        for count, text in (
            (new, ngettext("{count} file was imported.", "{count} files were imported.", new)),
            (
                len(reports) - new - waiting,
                ngettext(
                    "{count} file was there already.",
                    "{count} files were there already.",
                    len(reports) - new - waiting,
                ),
            ),
            (
                waiting,
                ngettext(
                    "The metadata in {count} file is kept until its figures come.",
                    "The metadata in {count} files is kept until their figures come.",
                    waiting,
                ),
            ),
        )
        if count
    ]
    return " ".join(told), ", ".join(dict.fromkeys(one.table for one in reports if one.table))


def _detail(report: "ImportReport") -> str:
    count = report.observations
    figures = ngettext("{count} figure", "{count} figures", count)
    if report.measures and all(one.is_text for one in report.measures):
        figures = ngettext("{count} text", "{count} texts", count)
    figures = figures.format(count=format_number(count, 0))
    parts = [_("release {release}").format(release=report.release), figures]
    if report.compared_with:
        parts.append(
            _("{added} new and {revised} revised against {release}").format(
                added=format_number(report.revisions.added, 0),
                revised=format_number(report.revisions.revised, 0),
                release=report.compared_with,
            )
        )
    if report.rejected_count:
        count = report.rejected_count
        parts.append(
            ngettext("{count} row was left out", "{count} rows were left out", count).format(
                count=format_number(count, 0)
            )
        )
    return " · ".join(parts)
