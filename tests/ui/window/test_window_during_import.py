"""The window goes on painting while a million figures are imported.

How often it paints is measured by `benchmarks/window_during_import.py`.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QProgressBar

from mkbviewer.viewmodels.background.tasks import TaskRunner
from mkbviewer.viewmodels.imports.import_jobs import State
from tests.large_file import write_large_table
from tests.ui.window_desk import open_desk


class Paints(QObject):
    """Keeps what a bar showed each time that it was painted."""

    def __init__(self, bar: QProgressBar) -> None:
        super().__init__()
        self.values: list[int] = []
        bar.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.values.append(watched.value())  # type: ignore[attr-defined]
        return False


def test_progress_is_painted_between_begin_and_end_of_an_import(qapp, qtbot, tmp_path):
    large = write_large_table(tmp_path / "99903NED_UntypedDataSet_14022024.csv")
    runner = TaskRunner()
    desk = open_desk(qapp, tmp_path, runner=runner)
    imports = desk.window.program.imports
    desk.session.open_imports()
    paints: list[Paints] = []

    def watch(*_all):
        panel = desk.window.imports_panel
        bar = panel.list.findChild(QProgressBar) if panel else None
        if bar is not None and not paints:
            paints.append(Paints(bar))

    imports.jobs.dataChanged.connect(watch)
    with qtbot.waitSignal(imports.finished, timeout=120_000):
        imports.add([large])
    assert [job.state for job in imports.jobs.jobs] == [State.IMPORTED]
    between = {value for value in paints[0].values if 0 < value < 100}
    assert len(between) >= 3
    assert paints[0].values == sorted(paints[0].values)
    runner.close()
    desk.close()
