"""Views that come from elsewhere and go there: as a text, and as a small file."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.kept.view_text import (
    PREFIX,
    SUFFIX,
    SentView,
    view_from_text,
    view_to_file,
    view_to_text,
)
from mkbviewer.core.language import _
from mkbviewer.exporters.base import write_atomically
from mkbviewer.store.pages.sent_views import fit_view, read_view_file, tell_lacking
from mkbviewer.ui.widgets.messages import Link
from mkbviewer.viewmodels.session.places import place_of

if TYPE_CHECKING:
    from mkbviewer.ui.kept.kept_views import KeptViews
    from mkbviewer.ui.window.main_window import MainWindow


class ViewExchange(QObject):
    """Copies, writes, reads and opens views; what is opened can then be saved."""

    def __init__(self, window: "MainWindow", kept: "KeptViews") -> None:
        super().__init__(window)
        self._window, self._kept = window, kept
        self._session = window.session

    def copy_text(self, sent: SentView | None = None) -> None:
        """Put a view on the clipboard as a text; what is shown where none is given."""
        sent = sent or self._kept.shown()
        if sent is None:
            return
        QApplication.clipboard().setText(view_to_text(sent))
        self._window.messages.show_message(
            _("The view is on the clipboard as a text."),
            _("Mail it; whoever has mkbviewer pastes it into the search field (Ctrl+K)."),
            kind="success",
        )

    def save_file(self, sent: SentView | None = None) -> None:
        """Ask where, then write a view as a file; what is shown where none is given."""
        sent = sent or self._kept.shown()
        if sent is None:
            return
        saving = self._window.prepare_saving()
        name = re.sub(r"[^\w .-]+", "-", sent.name).strip(" -.") or "mkbviewer"
        found, _kind = QFileDialog.getSaveFileName(
            self._window.shell,
            _("Save the view as a file"),
            str(saving.folder / f"{name}{SUFFIX}"),
            _file_kinds(),
        )
        if not found:
            return
        target = Path(found)
        target = target if target.suffix else target.with_suffix(SUFFIX)
        try:
            write_atomically(target, view_to_file(sent).encode("utf-8"))
        except MkbviewerError as problem:
            self._window.tell(problem)
            return
        saving.tell_saved(target)

    def ask_file(self) -> None:
        """Ask for a file with a view, and open it."""
        folder = str(self._window.prepare_saving().folder)
        found, _kind = QFileDialog.getOpenFileName(
            self._window.shell, _("Open a view"), folder, _file_kinds()
        )
        if found:
            self.open_file(Path(found))

    def take_files(self, paths: Iterable[Path]) -> tuple[Path, ...]:
        """Open the views among files that came in; answers the other files.

        On the command line the text of a view can stand in the place of a file's name.
        """
        others = []
        for path in paths:
            if str(path).startswith(PREFIX):
                self.open_text(str(path))
            elif path.suffix.lower() == SUFFIX:
                self.open_file(path)
            else:
                others.append(path)
        return tuple(others)

    def open_file(self, path: Path) -> None:
        """Open the view in a file."""
        try:
            self._open_sent(read_view_file(path))
        except MkbviewerError as problem:
            self._window.tell(problem)

    def open_text(self, text: str) -> None:
        """Open the view in a text."""
        try:
            self._open_sent(view_from_text(text))
        except MkbviewerError as problem:
            self._window.tell(problem)

    def _open_sent(self, sent: SentView) -> None:
        """Raises UnknownName where this library does not hold what it shows."""
        view = fit_view(self._session.holdings, sent.view)
        name = sent.name or self._kept.title_of(place_of(view)) or view.subject
        details = [sent.note] if sent.note else []
        if lacking := tell_lacking(sent.view, view):
            details.append(lacking)
        self._session.show(view)
        kept = replace(sent, view=view, name=name)
        is_kept = any(one.view == view and one.name == name for one in self._kept.shelf.now.views)
        keep = Link(_("Save it"), lambda: self._kept.keep(kept), closes=True)
        self._window.messages.show_message(
            _("View from elsewhere: {name}").format(name=name),
            " ".join(details),
            links=[] if is_kept else [keep],
        )


def _file_kinds() -> str:
    return _("Views (*{suffix});;All files (*)").format(suffix=SUFFIX)
