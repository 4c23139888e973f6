"""The real program, watched: when something has been imported, writes down what it then shows.

watched_window.py OUT.json TABLE.csv [FILE...]
"""

import json
import sys
from pathlib import Path
from unittest.mock import patch

from drawn import curve_data  # type: ignore[import-not-found]  # beside this script
from PySide6.QtCore import QTimer

from mkbviewer import app, paths
from mkbviewer.core import language
from mkbviewer.exporters import EXPORTERS

GIVE_UP = 40_000


def watch(start: app.Start, out: Path, table: Path) -> None:
    window = start.window
    assert window is not None
    imports, session, shell = window.program.imports, window.session, window.shell
    shell.move(0, 0)
    shell.resize(1000, 700)
    QTimer.singleShot(GIVE_UP, shell.close)

    def tell_ready() -> None:
        if window.overview.cards:
            print("ready", flush=True)
        else:
            QTimer.singleShot(50, tell_ready)

    def look() -> None:
        if session.is_loading or session.page is None or imports.is_busy:
            QTimer.singleShot(50, look)
            return
        write_down(window, out, table)
        shell.close()

    imports.finished.connect(lambda: QTimer.singleShot(50, look))
    tell_ready()


def write_down(window, out: Path, table: Path) -> None:
    from mkbviewer.ui.indicator.page_export import what_to_export

    page, parts = window.session.page, window.prepare_page()
    figures = parts.widget.figures
    exporter = next(one for one in EXPORTERS if one.suffix == ".csv")
    exporter.write(what_to_export(page), table)
    curves = {
        key: {period.code: float(value) for period, value in zip(periods, values, strict=True)}
        for key, (periods, values) in curve_data(figures.chart).items()
    }
    model = figures.table.table
    labels = {one.member: one.key for one in page.frame.series}
    rows = {}
    for row in range(model.rowCount()):
        cells = [str(model.index(row, column).data()) for column in range(model.columnCount())]
        rows[cells[0]] = cells[1:]
    said = [one.accessibleName() for one in window.messages.messages]
    out.write_text(
        json.dumps(
            {
                "subject": page.view.subject,
                "curves": curves,
                "keys": labels,
                "rows": rows,
                "said": said,
                "jobs": [str(job.state) for job in window.program.imports.jobs.jobs],
            }
        ),
        encoding="utf-8",
    )


def main() -> int:
    out, table, *files = (Path(one) for one in sys.argv[1:])
    language.activate("nl", paths.catalogues_dir())

    class Watched(app.Start):
        def furnish(self) -> None:
            super().furnish()
            watch(self, out, table)

    with patch.object(app, "Start", Watched):
        return app.run_window(files, paths.library_dir(), "nl")


if __name__ == "__main__":
    sys.exit(main())
