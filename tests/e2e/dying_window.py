"""The real program, used and then killed, or looked at when it has started again.

dying_window.py use | look OUT.json
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QTimer

from mkbviewer import app, paths
from mkbviewer.core import language

GIVE_UP = 40_000


def use(start: app.Start) -> None:
    """Change all that must come back; then wait to be killed."""
    window = start.window
    assert window is not None
    session = window.session
    window.shell.resize(1180, 760)
    session.open_indicator("samenstelling-mkb")

    def go_on() -> None:
        if session.is_loading or session.page is None:
            QTimer.singleShot(20, go_on)
            return
        session.change(chart="line", first="2015KW01")
        QTimer.singleShot(300, mark)

    def mark() -> None:
        session.mark_periods([2, 3])
        window.halves.setSizes([231, 1180 - 231])
        window.halves.splitterMoved.emit(231, 1)
        print("used", flush=True)

    go_on()


def look(start: app.Start) -> None:
    """Write down what has come back."""
    window = start.window
    assert window is not None
    session = window.session

    def write_down() -> None:
        if session.is_loading or session.page is None:
            QTimer.singleShot(20, write_down)
            return
        view = session.page.view
        seen = {
            "subject": view.subject,
            "chart": view.chart,
            "first": view.first,
            "marked": session.marked_periods,
            "size": [window.shell.width(), window.shell.height()],
            "sidebar": window.halves.sizes()[0],
            "said": [one.accessibleName() for one in window.messages.messages],
        }
        Path(sys.argv[2]).write_text(json.dumps(seen), encoding="utf-8")
        window.shell.close()

    if "overview" in sys.argv:
        session.open_indicator("vacatures")
    write_down()


def main() -> int:
    """Run the window, and do with it what is asked."""
    then: Callable[[app.Start], None] = use if sys.argv[1] == "use" else look
    language.activate("en", paths.catalogues_dir())

    class Watched(app.Start):
        def furnish(self) -> None:
            super().furnish()
            assert self.window is not None
            QTimer.singleShot(GIVE_UP, self.window.shell.close)
            then(self)

    with patch.object(app, "Start", Watched):
        return app.run_window((), paths.library_dir(), "en")


if __name__ == "__main__":
    sys.exit(main())
