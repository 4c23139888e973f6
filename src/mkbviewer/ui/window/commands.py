"""What the menus do."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.settings import TEXT_SIZES
from mkbviewer.ui.window.actions import LANGUAGE_NAMES, Commands
from mkbviewer.viewmodels.session.places import COLLECTION, REMOVALS, PlaceKind
from mkbviewer.viewmodels.session.tree_contents import Data

if TYPE_CHECKING:
    from mkbviewer.ui.window.main_window import MainWindow

IMPORT_FOLDER = "import_folder"


def make_commands(window: "MainWindow") -> Commands:
    """The commands of a window."""
    session = window.session
    return Commands(
        import_files=partial(_import_files, window),
        import_folder=partial(_import_folder, window),
        print_page=partial(_print_page, window),
        make_report=partial(_make_report, window),
        quit=partial(_quit, window),
        undo=session.undo,
        redo=session.redo,
        copy_table=partial(_copy_table, window),
        copy_chart=partial(_copy_chart, window),
        copy_sentences=partial(_copy_sentences, window),
        search=window.search.toggle,
        filter_list=partial(_filter_list, window),
        go_back=session.go_back,
        go_forward=session.go_forward,
        show_overview=session.open_overview,
        toggle_panel=partial(_toggle_panel, window),
        compare=partial(_compare, window),
        add_to_comparison=window.collection.add_shown,
        add_releases=window.collection.add_releases,
        show_comparison=partial(session.open_place, COLLECTION),
        toggle_full_screen=partial(_toggle_full_screen, window),
        show_imports=session.open_imports,
        show_releases=window.releases.open_dialog,
        show_revisions=window.releases.open_revisions,
        show_texts=window.texts.open,
        show_removals=partial(session.open_place, REMOVALS),
        remove_table=partial(_remove_table, window),
        refresh=session.refresh,
        open_library=lambda: _open_path(window.program.library),
        show_keys=partial(_show_keys, window),
        show_about=partial(_show_about, window),
        show_log=partial(_show_log, window),
        step_text_size=partial(_step_text_size, window),
        choose_text_size=lambda size: _choose_text_size(window, int(size)),
        choose_theme=partial(_choose_theme, window),
        choose_language=partial(_choose_language, window),
        show_sidebar=lambda is_on: window.memory.show_sidebar(is_shown=is_on),
        show_report_figures=lambda is_on: session.change(hides_report=not is_on),
        take_notes=lambda is_on: _take_notes(window, is_on=is_on),
    )


def _import_files(window: "MainWindow") -> None:
    files, _kind = QFileDialog.getOpenFileNames(
        window.shell,
        _("Import CBS files"),
        _import_place(window),
        _("CBS files (*.csv *.txt *.zip *.gz);;All files (*)"),
    )
    _import(window, [Path(file) for file in files])


def _import_folder(window: "MainWindow") -> None:
    folder = QFileDialog.getExistingDirectory(
        window.shell, _("Import a folder"), _import_place(window)
    )
    _import(window, [Path(folder)] if folder else [])


def _import(window: "MainWindow", paths: list[Path]) -> None:
    if paths:
        window.program.settings.others[IMPORT_FOLDER] = str(paths[0].parent)
        window.program.imports.add(paths)


def _import_place(window: "MainWindow") -> str:
    return str(window.program.settings.folder(IMPORT_FOLDER) or Path.home())


def _quit(window: "MainWindow") -> None:
    window.shell.close()


def _filter_list(window: "MainWindow") -> None:
    window.actions.sidebar.setChecked(True)
    window.sidebar.focus_search()


def _toggle_full_screen(window: "MainWindow") -> None:
    shell = window.shell
    if shell.isFullScreen():
        shell.showNormal()
    else:
        shell.showFullScreen()


def _remove_table(window: "MainWindow") -> None:
    place = window.session.place
    if place is not None and place.kind in (PlaceKind.TABLE, PlaceKind.TEXTS):
        window.releases.releases.remove(place.id)


def _open_path(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _show_keys(window: "MainWindow") -> None:
    from mkbviewer.ui.window.keys import KeysDialog

    KeysDialog(window.shell.menuBar(), window.shell).open()


def _show_about(window: "MainWindow") -> None:
    from mkbviewer.ui.window.about import AboutDialog

    AboutDialog(window.shell).open()


def _show_log(window: "MainWindow") -> None:
    log_file = window.program.log_file
    if log_file is not None and log_file.exists():
        _open_path(log_file)
    else:
        window.messages.show_message(_("The log is empty: nothing went wrong."))


def _choose_theme(window: "MainWindow", name: str) -> None:
    window.program.settings.theme = name
    window.program.theme.choose(name)
    window.session.save_soon()


def _step_text_size(window: "MainWindow", steps: int) -> None:
    place = TEXT_SIZES.index(window.program.theme.text_size) + steps
    _choose_text_size(window, TEXT_SIZES[min(max(place, 0), len(TEXT_SIZES) - 1)])


def _choose_text_size(window: "MainWindow", percent: int) -> None:
    window.program.settings.text_size = percent
    window.actions.show_text_size(percent)
    window.program.theme.choose_text_size(percent)
    window.session.save_soon()


def _choose_language(window: "MainWindow", code: str) -> None:
    window.program.settings.language = code
    window.session.save_soon()
    window.messages.show_message(
        _("mkbviewer speaks {language} when it starts next.").format(language=LANGUAGE_NAMES[code])
    )


def _print_page(window: "MainWindow") -> None:
    window.prepare_saving().print_shown()


def _make_report(window: "MainWindow") -> None:
    from mkbviewer.ui.output.report_dialog import ReportDialog
    from mkbviewer.ui.output.report_making import ReportMaking

    session, saving = window.session, window.prepare_saving()
    data = session.contents.data
    dialog = ReportDialog(
        session.holdings.catalogue,
        {one for one, found in data.items() if found is not Data.NONE},
        ReportMaking(session.holdings, session.runner),
        lambda: saving.folder / _("report.pdf"),
        window.shell,
    )
    dialog.written.connect(lambda target, problems: _tell_report(window, target, problems))
    dialog.failed.connect(window.tell)
    dialog.open()


def _tell_report(
    window: "MainWindow", target: Path, problems: Mapping[str, MkbviewerError]
) -> None:
    window.prepare_saving().tell_saved(target)
    for problem in problems.values():
        window.messages.show_problem(problem)


def _take_notes(window: "MainWindow", *, is_on: bool) -> None:
    window.program.settings.takes_notes = is_on
    window.prepare_page().widget.figures.table.copies_notes = is_on
    if window.collection.page is not None:
        window.collection.page.figures.table.copies_notes = is_on
    window.session.save_soon()


def _copy_table(window: "MainWindow") -> None:
    if window.collection.is_shown:
        window.collection.copy_figures()
    elif window.session.page is None:
        window.barometer.copy_figures()
    else:
        window.prepare_page().widget.copy_figures()


def _copy_chart(window: "MainWindow") -> None:
    window.prepare_saving().copy_chart()


def _compare(window: "MainWindow") -> None:
    controls = window.prepare_page().widget.controls
    if not (controls.isVisible() and controls.line.open(controls.comparison)):
        window.messages.show_message(_("These figures allow none of the comparisons."))


def _copy_sentences(window: "MainWindow") -> None:
    if window.collection.is_shown:
        window.collection.copy_sentences()
    else:
        window.prepare_page().widget.figures.sentence.copy()


def _toggle_panel(window: "MainWindow") -> None:
    if window.collection.is_shown and window.collection.page is not None:
        window.collection.page.toggle_panel()
    else:
        window.prepare_page().widget.toggle_panel()
