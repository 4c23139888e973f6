"""Editions of the report in the window: the chooser on the overview, and who follows it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QToolButton

from mkbviewer.core.language import _
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.widgets.messages import Link
from mkbviewer.viewmodels.overview.editions import Editions

if TYPE_CHECKING:
    from mkbviewer.ui.window.main_window import MainWindow


class EditionParts(QObject):
    """A button in the overview's header with a menu: which edition, another one, one less."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.editions = Editions(window.session, self)
        self.button = QToolButton()
        self.button.setObjectName("button")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        window.overview.add_to_header(self.button)
        self.editions.used.connect(self._follow)
        self.editions.failed.connect(window.tell)
        self.editions.restored.connect(self._tell_restored)
        window.arrivals.edition_asked.connect(self.editions.choose)
        window.program.imports.library_changed.connect(self.editions.follow_library)
        self._tell()

    def _follow(self) -> None:
        """Let everything that works with the holdings have those of the edition in use."""
        window, holdings = self._window, self._window.session.holdings
        for one in (window.checks.checks, window.releases.revised, window.search.search):
            one.follow(holdings)
        window.barometer.follow(holdings)
        window.tree.show_catalogue(holdings.catalogue)
        window.sidebar.show_tree(window.tree)
        window.checks.forget_page()
        self._tell()

    def _tell(self) -> None:
        self.button.setText(_("Edition {name}").format(name=self.editions.current) + "  ▾")
        self.button.setAccessibleName(
            _("Edition of the annual report: {name}").format(name=self.editions.current)
        )

    def _tell_restored(self, name: str) -> None:
        self._window.messages.show_message(
            _("Put back: edition {name} of the annual report").format(name=name),
            kind="success",
            links=[
                Link(_("Use edition {name}").format(name=name), lambda: self.editions.choose(name))
            ],
        )

    def _fill(self) -> None:
        editions, menu = self.editions, self.menu
        menu.clear()
        for name in editions.names:
            shipped = _("Edition {name} (of the program)")
            text = shipped if name == editions.shipped else _("Edition {name}")
            action = menu.addAction(text.format(name=name))
            action.setCheckable(True)
            action.setChecked(name == editions.current)
            action.triggered.connect(lambda _on=False, name=name: editions.choose(name))
        menu.addSeparator()
        menu.addAction(
            icon("folder-open"),
            _("Take in another edition…"),
            self._window.actions.commands.import_folder,
        )
        for name in editions.names:
            if name != editions.shipped:
                action = menu.addAction(
                    icon("trash-2"), _("Remove edition {name}").format(name=name)
                )
                action.triggered.connect(lambda _on=False, name=name: editions.remove(name))
