"""The real program, which answers where something stands and what it shows: answering_window.py.

Questions come as lines of JSON on stdin and are answered on stdout. Nothing is done to the window
here but scrolling to what is asked for: keys and mouse are the story's.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from unittest.mock import patch

from looking import Looking  # type: ignore[import-not-found]  # beside this script
from PySide6.QtCore import QSocketNotifier, QTimer

from mkbviewer import app, paths
from mkbviewer.core import language

SIZE = (1360, 800)
LONGEST = 120_000


class Answers:
    """Reads questions as they come, without waiting for them."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking
        self._rest = b""
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    def _read(self, *_ignored) -> None:
        piece = os.read(sys.stdin.fileno(), 65536)
        if not piece:
            self._notifier.setEnabled(False)
            return
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for line in lines:
            question = json.loads(line)
            try:
                answer = getattr(self._looking, question.pop("ask"))(**question)
            except Exception as problem:  # noqa: BLE001 - the story shows it
                answer = {"problem": f"{type(problem).__name__}: {problem}"}
            print(json.dumps(answer), flush=True)


def main() -> int:
    code, *files = sys.argv[1:]
    language.activate(code, paths.catalogues_dir())
    kept = []

    class Answering(app.Start):
        def furnish(self) -> None:
            try:
                super().furnish()
            except Exception:  # noqa: BLE001
                # Raised to Qt it would only be printed, and the story would wait for nothing.
                traceback.print_exc()
                os._exit(1)
            window = self.window
            assert window is not None
            window.shell.move(0, 0)
            window.shell.resize(*SIZE)
            QTimer.singleShot(LONGEST, window.shell.close)
            kept.append(Answers(Looking(window)))
            tell_ready(window)

    def tell_ready(window) -> None:
        is_ready = window.overview.cards or not window.overview.isVisible()
        if is_ready and not window.session.is_loading and window._page is not None:
            print("ready", flush=True)
        else:
            QTimer.singleShot(20, lambda: tell_ready(window))

    with patch.object(app, "Start", Answering):
        return app.run_window([Path(file) for file in files], paths.library_dir(), code)


if __name__ == "__main__":
    sys.exit(main())
