"""Views that come from elsewhere: read from a file, and fitted to what this library holds."""

from dataclasses import replace
from pathlib import Path

from mkbviewer.core.errors import UnknownName, UnreadableFile
from mkbviewer.core.kept.view_text import SentView, view_from_file
from mkbviewer.core.language import _
from mkbviewer.core.view import View
from mkbviewer.store.pages.holdings import Holdings, embedded_table_id

_MOST_BYTES = 1 << 20


def read_view_file(path: Path) -> SentView:
    """The view in a file. Raises UnreadableFile, InvalidView."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES)
    except OSError as problem:
        raise UnreadableFile(
            _("“{name}” cannot be read.").format(name=path.name),
            _("The system says: {reason}.").format(reason=problem.strerror or problem),
            _("Check that the file is still there, and that you may read it."),
        ) from problem
    return view_from_file(content.decode("utf-8-sig", errors="replace"))


def fit_view(holdings: Holdings, view: View) -> View:
    """The view as this library can show it: of the newest release where its own is not here.

    Raises UnknownName when there is no such page, or its table is in neither library.
    """
    table = view.subject if view.is_table else view.source
    if not view.is_table and holdings.catalogue.indicator(view.subject) is None:
        raise UnknownName(
            _("The view is of a page that is not there: {subject}.").format(subject=view.subject),
            _("It may be of another edition of the annual report."),
            _("Choose that edition on the overview, then open the view again."),
        )
    if not table:
        return view
    own = holdings.own.find_table(table)
    shipped = table if view.is_table else embedded_table_id(view.subject, table)
    found = own or holdings.embedded.find_table(shipped)
    if found is None:
        raise UnknownName(
            _("The view is of table {table}, which is not in this library.").format(table=table),
            _("A view says which figures to show; it does not hold them."),
            _("Import the file of that table first, then open the view again."),
        )
    has_release = not view.release or any(one.name == view.release for one in found.releases)
    return view if has_release else replace(view, release="")
