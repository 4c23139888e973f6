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

    Where some of its members are there no more, the others are shown.
    Raises UnknownName when there is no such page, or its table is in neither library, and
    InvalidView when its table does not fill the page.
    """
    table = view.subject if view.is_table else view.source
    if not view.is_table and holdings.catalogue.indicator(view.subject) is None:
        raise UnknownName(
            _("The view is of a page that is not there: {subject}.").format(subject=view.subject),
            _("It may be of another edition of the annual report."),
            _("Choose that edition on the overview, then open the view again."),
        )
    if table:
        view = _of_a_release_there(holdings, view, table)
    return _with_members_there(holdings, view)


def _of_a_release_there(holdings: Holdings, view: View, table: str) -> View:
    own = holdings.own.find_table(table)
    shipped = table if view.is_table else embedded_table_id(view.subject, table)
    found = own or holdings.embedded.find_table(shipped)
    if found is None:
        raise UnknownName(
            _("The view is of table {table}, which is not in this library.").format(table=table),
            _("A view says which figures to show; it does not hold them."),
            _("Import the file of that table first, then open the view again."),
        )
    is_there = any(one.name == view.release for one in found.releases)
    return view if is_there else replace(view, release="")


def _with_members_there(holdings: Holdings, view: View) -> View:
    """Where nothing of it would be left it stays as it is, and its page tells what is not there."""
    from mkbviewer.store.pages.page import find_source

    if view.release or not (view.by and view.members):
        return view
    _sources, chosen = find_source(holdings, view)
    dimension = chosen.supply.structure.dimension(view.by) if chosen else None
    there = tuple(one for one in view.members if dimension and dimension.member(one))
    return replace(view, members=there) if there else view


def tell_lacking(asked: View, shown: View) -> str:
    """What a view asks for that `fit_view` did not find, in a sentence or two; else nothing."""
    told = []
    if shown.release != asked.release:
        text = _("Its release {release} is not in this library: the newest is shown.")
        told.append(text.format(release=asked.release))
    if gone := [one for one in asked.members if one not in shown.members]:
        text = _("No longer in the table, and left out: {members}.")
        told.append(text.format(members=", ".join(gone)))
    return " ".join(told)
