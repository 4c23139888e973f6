"""Going through the places of a window, and what can be seen and reached on each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from mkbviewer.store.importing.importer import import_file
from mkbviewer.viewmodels.session.places import (
    BAROMETER,
    CHECKS,
    CLOCK,
    COLLECTION,
    REMOVALS,
    SAVED_VIEWS,
    Place,
    PlaceKind,
)
from tests.texts_table import write_words_only
from tests.ui.window_desk import SPECIMEN, Desk


def _open_own_table(desk: Desk) -> None:
    if not desk.holdings.own.tables():
        desk.drop_files(SPECIMEN)
    desk.session.open_table("81589NED")


def _open_revisions(desk: Desk) -> None:
    _open_own_table(desk)
    desk.session.open_place(Place(PlaceKind.REVISIONS, "81589NED"))


def _open_texts(desk: Desk) -> None:
    if desk.holdings.own.find_table("99908NED") is None:
        with TemporaryDirectory() as folder:
            import_file(desk.holdings.own, write_words_only(Path(folder)))
        desk.session.refresh()
    desk.session.open_table("99908NED")


PLACES: dict[str, Callable[[Desk], None]] = {
    "overview": lambda desk: desk.session.open_overview(),
    "indicator": lambda desk: desk.session.open_indicator("samenstelling-mkb"),
    "other indicator": lambda desk: desk.session.open_indicator("vacatures"),
    "without figures": lambda desk: desk.session.open_indicator("startups"),
    "imports": lambda desk: desk.session.open_imports(),
    "barometer": lambda desk: desk.session.open_place(BAROMETER),
    "clock": lambda desk: desk.session.open_place(CLOCK),
    "checks": lambda desk: desk.session.open_place(CHECKS),
    "removals": lambda desk: desk.session.open_place(REMOVALS),
    "saved views": lambda desk: desk.session.open_place(SAVED_VIEWS),
    "collection": lambda desk: desk.session.open_place(COLLECTION),
    "own table": _open_own_table,
    "revisions": _open_revisions,
    "texts": _open_texts,
}


def arrive(desk: Desk, place: str) -> None:
    """Open a place and let everything find its size."""
    PLACES[place](desk)
    settle()


def settle() -> None:
    for _turn in range(6):
        QApplication.processEvents()


def visible_widgets(desk: Desk) -> Iterator[QWidget]:
    """Everything that is shown, also what must be scrolled to."""
    for widget in desk.window.shell.findChildren(QWidget):
        if widget.isVisible():
            yield widget


def tab_stops(desk: Desk) -> list[QWidget]:
    """What Tab must reach."""
    return [
        one
        for one in visible_widgets(desk)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isEnabled()
        and one.focusProxy() is None
        and one.window() is desk.window.shell
        and not _is_left_to_arrows(one)
    ]


def _is_left_to_arrows(widget: QWidget) -> bool:
    """Whether it is one of several of which Tab reaches the chosen one, and arrows the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and widget is not group.checkedButton()


def name_of(widget: QWidget) -> str:
    """What a failing test says of a widget."""
    text = getattr(widget, "text", str)
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName() or text()}"
