"""The menus and the shortcuts of the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu

from mkbviewer.core.language import LANGUAGES, _
from mkbviewer.settings import TEXT_SIZES, Settings
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.widgets.save_button import SaveFormat

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


@dataclass(frozen=True)
class Commands:
    """What the menus can have done; each is called without arguments but the last ones."""

    import_files: Callable[[], None]
    import_folder: Callable[[], None]
    print_page: Callable[[], None]
    make_report: Callable[[], None]
    quit: Callable[[], None]
    undo: Callable[[], None]
    redo: Callable[[], None]
    copy_table: Callable[[], None]
    copy_chart: Callable[[], None]
    copy_sentences: Callable[[], None]
    search: Callable[[], None]
    filter_list: Callable[[], None]
    go_back: Callable[[], None]
    go_forward: Callable[[], None]
    show_overview: Callable[[], None]
    toggle_panel: Callable[[], None]
    compare: Callable[[], None]
    add_to_comparison: Callable[[], None]
    add_releases: Callable[[], None]
    show_comparison: Callable[[], None]
    toggle_full_screen: Callable[[], None]
    show_imports: Callable[[], None]
    show_releases: Callable[[], None]
    show_revisions: Callable[[], None]
    show_texts: Callable[[], None]
    show_removals: Callable[[], None]
    remove_table: Callable[[], None]
    refresh: Callable[[], None]
    open_library: Callable[[], None]
    show_keys: Callable[[], None]
    show_about: Callable[[], None]
    show_log: Callable[[], None]
    step_text_size: Callable[[int], None]
    choose_text_size: Callable[[str], None]
    choose_theme: Callable[[str], None]
    choose_language: Callable[[str], None]
    show_sidebar: Callable[[bool], None]
    show_report_figures: Callable[[bool], None]
    take_notes: Callable[[bool], None]


@dataclass(frozen=True)
class Chosen:
    """What is chosen in the menus when they are built."""

    theme: str
    language: str
    text_size: int = 100
    has_sidebar: bool = True
    takes_notes: bool = False

    @staticmethod
    def of(settings: Settings) -> "Chosen":
        """What the settings say."""
        return Chosen(
            settings.theme,
            settings.language,
            settings.text_size,
            not settings.hides_sidebar,
            settings.takes_notes,
        )


class Actions(QObject):
    """Builds the menu bar; keeps the actions that are now and then disabled."""

    def __init__(self, window: QMainWindow, commands: Commands, chosen: Chosen) -> None:
        super().__init__(window)
        self._window = window
        self.commands = commands
        bar = window.menuBar()
        brand = QLabel("mkbviewer", bar)
        brand.setObjectName("brand")
        bar.setCornerWidget(brand, Qt.Corner.TopLeftCorner)
        self._build_file(bar.addMenu(_("&File")), commands, chosen)
        self._build_edit(bar.addMenu(_("&Edit")), commands)
        self._build_view(bar.addMenu(_("&View")), commands, chosen)
        self._build_data(bar.addMenu(_("&Data")), commands)
        self._build_help(bar.addMenu(_("&Help")), commands)
        # Qt knows Alt for this; F10 is what people know from elsewhere.
        QShortcut(QKeySequence("F10"), window, lambda: bar.setActiveAction(bar.actions()[0]))

    def show_formats(self, formats: Sequence[SaveFormat]) -> None:
        """Fill File ▸ Save as."""
        self.save_menu.clear()
        for one in formats:
            self.save_menu.addAction(one.text, one.choose)

    def show_report_choice(self, *, is_shown: bool, has_any: bool) -> None:
        """Say whether the report's figures stand in the chart, and let that be chosen or not."""
        self.report_figures.setChecked(is_shown)
        self.report_figures.setEnabled(has_any)

    def enable_page(
        self,
        *,
        has_figures: bool = False,
        is_own_table: bool = False,
        has_releases: bool = False,
        has_texts: bool = False,
    ) -> None:
        """Enable what a page can have done: with figures or texts, of an own table or releases."""
        for action in (
            self.print,
            self.copy,
            self.copy_chart,
            self.copy_sentences,
            self.compare,
            self.collect,
        ):
            action.setEnabled(has_figures)
        self.save_menu.setEnabled(has_figures)
        self.report_figures.setEnabled(False)
        self.remove.setEnabled(is_own_table)
        self.releases.setEnabled(has_releases)
        self.collect_releases.setEnabled(has_releases and has_figures)
        self.revisions.setEnabled(has_releases)
        self.texts.setEnabled(has_texts)

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Say what undo and redo would do; None where there is nothing."""
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)
        # A name may hold the mark that a menu takes for the sign of a key.
        undone, redone = (step and step.replace("&", "&&") for step in (undo, redo))
        self.undo.setText(_("&Undo: {step}").format(step=undone) if undone else _("&Undo"))
        self.redo.setText(_("&Redo: {step}").format(step=redone) if redone else _("&Redo"))

    def _build_file(self, menu: QMenu, commands: Commands, chosen: Chosen) -> None:
        self._add(menu, _("&Import…"), commands.import_files, "import", "Ctrl+O")
        self._add(menu, _("Import a &folder…"), commands.import_folder, "folder-open")
        menu.addSeparator()
        self.save_menu = menu.addMenu(icon("save"), _("&Save as"))
        self.print = self._add(menu, _("&Print…"), commands.print_page, "printer", "Ctrl+P")
        self._add(menu, _("&Report…"), commands.make_report, "file")
        self.notes = self._add(menu, _("Take my own &notes along"), lambda: None)
        self.notes.setCheckable(True)
        self.notes.setChecked(chosen.takes_notes)
        self.notes.toggled.connect(commands.take_notes)
        menu.addSeparator()
        self._add(menu, _("&Quit"), commands.quit, "", "Ctrl+Q")

    def _build_edit(self, menu: QMenu, commands: Commands) -> None:
        self.undo = self._add(menu, _("&Undo"), commands.undo, "undo-2", "Ctrl+Z")
        self.redo = self._add(menu, _("&Redo"), commands.redo, "redo-2", "Ctrl+Shift+Z", "Ctrl+Y")
        menu.addSeparator()
        self.copy = self._add(menu, _("&Copy figures"), commands.copy_table, "copy", "Ctrl+C")
        self.copy_chart = self._add(
            menu, _("Copy c&hart"), commands.copy_chart, "image", "Ctrl+Shift+C"
        )
        self.copy_sentences = self._add(
            menu, _("Copy the chart in &words"), commands.copy_sentences, "copy", "Ctrl+Alt+C"
        )
        menu.addSeparator()
        self._add(menu, _("&Search…"), commands.search, "search", "Ctrl+K", "Ctrl+F")
        self._add(menu, _("&Filter the list"), commands.filter_list, "funnel", "Ctrl+Shift+F")

    def _build_view(self, menu: QMenu, commands: Commands, chosen: Chosen) -> None:
        self.back = self._add(menu, _("&Back"), commands.go_back, "chevron-left", "Alt+Left")
        self.forward = self._add(
            menu, _("&Forward"), commands.go_forward, "chevron-right", "Alt+Right"
        )
        self._add(menu, _("&Overview"), commands.show_overview, "layout-dashboard", "Alt+Home")
        menu.addSeparator()
        self.sidebar = self._add(menu, _("&Sidebar"), lambda: None, "", "F9")
        self.sidebar.setCheckable(True)
        self.sidebar.setChecked(chosen.has_sidebar)
        self.sidebar.toggled.connect(commands.show_sidebar)
        self._add(menu, _("&Key figures and notes"), commands.toggle_panel, "panel-right", "F8")
        self.compare = self._add(menu, _("Co&mpare…"), commands.compare, "", "Ctrl+M")
        self.collect = self._add(
            menu, _("&Add to the comparison"), commands.add_to_comparison, "plus", "Ctrl+Shift+M"
        )
        self.collect_releases = self._add(
            menu, _("Add the last t&wo releases to the comparison"), commands.add_releases
        )
        self._add(menu, _("Show the compar&ison"), commands.show_comparison, "", "Ctrl+Alt+M")
        self.report_figures = self._add(
            menu, _("Figures of the &report in the chart"), lambda: None
        )
        self.report_figures.setCheckable(True)
        self.report_figures.setChecked(True)
        self.report_figures.triggered.connect(commands.show_report_figures)
        self._add(menu, _("F&ull screen"), commands.toggle_full_screen, "maximize", "F11")
        menu.addSeparator()
        self._build_text_size(menu.addMenu(_("Te&xt size")), commands, chosen.text_size)
        themes = {
            "system": _("&System"),
            "light": _("&Light"),
            "dark": _("&Dark"),
            "contrast": _("&High contrast"),
            "contrast_dark": _("High &contrast, dark"),
        }
        self._add_choices(menu.addMenu(_("&Theme")), themes, chosen.theme, commands.choose_theme)
        languages = {code: LANGUAGE_NAMES[code] for code in LANGUAGES}
        self._add_choices(
            menu.addMenu(_("&Language")), languages, chosen.language, commands.choose_language
        )

    def _build_text_size(self, menu: QMenu, commands: Commands, chosen: int) -> None:
        step, normal = commands.step_text_size, str(100)
        self._add(menu, _("&Larger"), lambda: step(1), "", "Ctrl++", "Ctrl+=")
        self._add(menu, _("&Smaller"), lambda: step(-1), "", "Ctrl+-")
        self._add(menu, _("&Normal"), lambda: commands.choose_text_size(normal), "", "Ctrl+0")
        menu.addSeparator()
        sizes = {str(size): f"{size}%" for size in TEXT_SIZES}
        self._text_sizes = self._add_choices(menu, sizes, str(chosen), commands.choose_text_size)

    def show_text_size(self, percent: int) -> None:
        """Mark the size of text that is chosen."""
        self._text_sizes[str(percent)].setChecked(True)

    def _build_data(self, menu: QMenu, commands: Commands) -> None:
        self._add(menu, _("&Imports"), commands.show_imports, "history", "Ctrl+I")
        self._add(menu, _("&Read again"), commands.refresh, "refresh-cw", "F5")
        menu.addSeparator()
        self.releases = self._add(menu, _("Re&leases…"), commands.show_releases, "database")
        self.revisions = self._add(
            menu, _("Re&visions"), commands.show_revisions, "git-compare", "Ctrl+R"
        )
        self.texts = self._add(menu, _("Measures in &words"), commands.show_texts, "table")
        menu.addSeparator()
        self.remove = self._add(menu, _("Remove this &table"), commands.remove_table, "trash-2")
        self._add(menu, _("Re&moved releases"), commands.show_removals, "undo-2")
        menu.addSeparator()
        self._add(menu, _("Open the library's &folder"), commands.open_library, "folder")

    def _build_help(self, menu: QMenu, commands: Commands) -> None:
        self._add(menu, _("&Keys"), commands.show_keys, "", "F1")
        self._add(menu, _("Show the lo&g file"), commands.show_log, "file")
        self._add(menu, _("&About mkbviewer"), commands.show_about, "info")

    def _add(
        self, menu: QMenu, text: str, do: Callable[[], None], picture: str = "", *keys: str
    ) -> QAction:
        action = QAction(text, self._window)
        if picture:
            action.setIcon(icon(picture))
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _on: do())
        menu.addAction(action)
        return action

    def _add_choices(
        self, menu: QMenu, texts: dict[str, str], chosen: str, choose: Callable[[str], None]
    ) -> dict[str, QAction]:
        group, made = QActionGroup(menu), {}
        for key, text in texts.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(key == chosen)
            action.triggered.connect(lambda _on, key=key: choose(key))
            group.addAction(action)
            made[key] = action
        return made
