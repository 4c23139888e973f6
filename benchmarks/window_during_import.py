"""How often the window paints while a large file is imported.

    xvfb-run -a -s "-screen 0 1920x1080x24" python benchmarks/window_during_import.py
        [--observations 1000000] [--layout untyped] [--platform xcb]

Opens the window in a library of its own, lets it paint as often as it can for some seconds, then
imports a made-up table and goes on painting, the list of imports with its progress in sight.
Prints frames a second and the longest time between two frames, at rest and during the import.
"""

import argparse
import itertools
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from made_up_table import LAYOUTS, file_name, write_table
from page_change import Driver

if TYPE_CHECKING:
    from mkbviewer.ui.window.main_window import MainWindow

GOAL = 20.0
REST_SECONDS = 3.0
MOST_SECONDS = 600.0


class Painted(NamedTuple):
    """Frames a second, those of the slowest whole second, and the longest gap in milliseconds."""

    mean: float
    slowest: float
    gap: float


def judge(moments: list[float]) -> Painted:
    """What the moments of the frames, in seconds, say."""
    gaps = [after - before for before, after in itertools.pairwise(moments)]
    span = moments[-1] - moments[0]
    seconds: dict[int, int] = {}
    for moment in moments:
        second = int(moment - moments[0])
        seconds[second] = seconds.get(second, 0) + 1
    whole = [seconds.get(one, 0) for one in range(int(span))] or [len(gaps) / span]
    return Painted(len(gaps) / span, min(whole), 1000 * max(gaps))


class ImportDriver(Driver):
    """Takes the place of the event loop: paints without end, and imports meanwhile."""

    def __init__(self, file: Path) -> None:
        super().__init__((file,), rounds=1)
        self.at_rest: Painted | None = None
        self.importing: Painted | None = None
        self.seconds = 0.0

    def run(self, *_arguments: Any) -> int:
        """Paint at rest, then during the import."""
        window = self._furnished_window()
        window.session.open_imports()
        self._pump_for(1.0)
        frames = Frames(window)
        frames.paint_until(lambda begun: time.perf_counter() - begun > REST_SECONDS)
        self.at_rest = judge(frames.moments)
        finished: list[bool] = []
        window.program.imports.finished.connect(lambda *_all: finished.append(True))
        frames = Frames(window)
        window.program.imports.add(self.files)
        frames.paint_until(lambda begun: finished or time.perf_counter() - begun > MOST_SECONDS)
        self.importing = judge(frames.moments)
        self.seconds = frames.moments[-1] - frames.moments[0]
        states = [str(job.state) for job in window.program.imports.jobs.jobs]
        if states != ["imported"]:
            raise SystemExit(f"the file was not imported: {states}")
        return 0


class Frames:
    """Paints the whole window again and again, and keeps when each frame was done."""

    def __init__(self, window: "MainWindow") -> None:
        self._shell = window.shell
        self.moments: list[float] = []

    def paint_until(self, is_over: Any) -> None:
        """Handle what has come in and paint, until `is_over` says so of the moment we began."""
        from PySide6.QtCore import QEvent, QObject
        from PySide6.QtWidgets import QApplication

        moments = self.moments

        class Watch(QObject):
            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
                if event.type() == QEvent.Type.Paint:
                    moments.append(time.perf_counter())
                return False

        watch = Watch()
        self._shell.installEventFilter(watch)
        begun = time.perf_counter()
        while not is_over(begun):
            self._shell.update()
            QApplication.processEvents()
            # As often as a screen can show it, and no more.
            time.sleep(0.002)
        self._shell.removeEventFilter(watch)


def main() -> int:
    """Measure and print; the exit status says whether the goal is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--layout", choices=LAYOUTS, default="untyped")
    parser.add_argument("--platform", default="xcb")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / file_name(chosen.layout)
        write_table(file, chosen.layout, chosen.observations)
        driver = ImportDriver(file)
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = str(Path(folder) / name.lower())
        os.environ["MKBVIEWER_LIBRARY"] = str(Path(folder) / "library")
        os.environ["QT_QPA_PLATFORM"] = chosen.platform
        from PySide6.QtWidgets import QApplication

        from mkbviewer.__main__ import main as start

        QApplication.exec = staticmethod(driver.run)  # type: ignore[method-assign, assignment]
        start([])
    for name, painted in (("at rest", driver.at_rest), ("importing", driver.importing)):
        assert painted is not None
        print(
            f"{name:10} {painted.mean:6.1f} frames a second, {painted.slowest:5.1f} in the slowest"
            f" second, at most {painted.gap:6.1f} ms between two"
        )
    assert driver.importing is not None
    print(
        f"{chosen.observations} observations in {driver.seconds:.1f} s,"
        f" goal at least {GOAL:g} frames a second"
    )
    return 0 if driver.importing.mean >= GOAL and driver.importing.slowest >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
