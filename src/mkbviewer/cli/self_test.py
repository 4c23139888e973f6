"""Whether everything that the program needs is there and loads."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from mkbviewer import paths
from mkbviewer.cli import has_display
from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _, ngettext

EXPECTED_TROUBLE = (
    MkbviewerError,
    ImportError,
    OSError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a missing or damaged part of the installation makes a check raise."""


def run_self_test() -> int:
    """Run every check and write a line for each; 1 when one fails."""
    has_screen = has_display()
    # The checks must not depend on a screen; whether a window can open is a check of its own.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    checks: dict[str, Callable[[], str]] = {
        _("catalogue"): _check_catalogue,
        _("facts"): _check_facts,
        _("embedded library"): _check_embedded_library,
        _("translations"): _check_translations,
        _("reading files"): _check_reading,
        _("tables and figures"): _check_figures,
        _("Qt"): _check_qt,
        _("fonts"): _check_fonts,
        _("icons"): _check_icons,
        _("charts"): _check_charts,
    }
    if sys.platform == "linux" and has_screen:
        checks[_("screen")] = _check_screen
    results = [_run(name, check) for name, check in checks.items()]
    return 0 if all(results) else 1


def _run(name: str, check: Callable[[], str]) -> bool:
    try:
        found = check()
    except EXPECTED_TROUBLE as problem:
        reason = " ".join(str(problem).split()) or type(problem).__name__
        print(f"{_('FAILED')}  {name}: {reason}")
        return False
    print(f"{_('good')}  {name}: {found}")
    return True


def _check_catalogue() -> str:
    from mkbviewer.core.report.catalogue import load_catalogue

    count = len(load_catalogue(paths.resources_dir() / "catalogue").indicators)
    if not count:
        raise LookupError(_("There are no indicators."))
    return ngettext("{count} indicator", "{count} indicators", count).format(count=count)


def _check_facts() -> str:
    from mkbviewer.core.report.catalogue import load_catalogue
    from mkbviewer.core.report.facts import load_facts

    edition = load_catalogue(paths.resources_dir() / "catalogue").edition
    count = len(load_facts(paths.data_dir() / f"facts_{edition}.csv"))
    return ngettext("{count} fact", "{count} facts", count).format(count=count)


def _check_embedded_library() -> str:
    from mkbviewer.store.library.library import embedded_library
    from mkbviewer.store.pages.query import read_frame

    with embedded_library(paths.data_dir()) as library:
        tables = library.tables()
        if not tables:
            raise LookupError(_("There are no tables."))
        table = tables[0]
        read_frame(
            library,
            table.id,
            measures=[table.structure.measures[0].key],
            where={
                dimension.key: dimension.members[0].code for dimension in table.structure.dimensions
            },
        )
    count = len(tables)
    return ngettext("{count} table", "{count} tables", count).format(count=count)


def _check_translations() -> str:
    import gettext

    from mkbviewer.core.language import LANGUAGES, SOURCE_LANGUAGE

    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE:
            gettext.translation("mkbviewer", str(paths.catalogues_dir()), languages=[language])
    return ", ".join(LANGUAGES)


def _check_reading() -> str:
    from mkbviewer.dialects import DIALECTS

    return ", ".join(dialect.name for dialect in DIALECTS)


def _check_figures() -> str:
    import duckdb
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet
    import zstandard

    parts = (("DuckDB", duckdb), ("numpy", np), ("Arrow", pa), ("zstandard", zstandard))
    return ", ".join(f"{name} {module.__version__}" for name, module in parts)


def _check_qt() -> str:
    from PySide6.QtCore import qVersion
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtSvg import QSvgGenerator
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    assert application is not None
    return f"{qVersion()} ({QPrinter.__name__}, {QSvgGenerator.__name__})"


def _check_fonts() -> str:
    from PySide6.QtGui import QFontDatabase

    families: set[str] = set()
    for path in _files("fonts", "*.ttf"):
        identity = QFontDatabase.addApplicationFont(str(path))
        if identity < 0:
            raise ValueError(_("{file} does not load.").format(file=path.name))
        families.update(QFontDatabase.applicationFontFamilies(identity))
    return ", ".join(sorted(families))


def _check_icons() -> str:
    from PySide6.QtSvg import QSvgRenderer

    icons = _files("icons", "*.svg")
    for path in icons:
        if not QSvgRenderer(str(path)).isValid():
            raise ValueError(_("{file} does not load.").format(file=path.name))
    count = len(icons)
    return ngettext("{count} icon", "{count} icons", count).format(count=count)


def _files(folder: str, pattern: str) -> list[Path]:
    found = sorted((paths.resources_dir() / folder).glob(pattern))
    if not found:
        raise FileNotFoundError(_("There are no files in {folder}.").format(folder=folder))
    return found


def _check_charts() -> str:
    from mkbviewer.ui.charts import CHARTS

    return ", ".join(chart.name for chart in CHARTS)


def _check_screen() -> str:
    from PySide6.QtCore import QLibraryInfo, QPluginLoader

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    loader = QPluginLoader(str(folder / "libqxcb.so"))
    if not loader.load():
        raise ImportError(loader.errorString())
    return "X11"
