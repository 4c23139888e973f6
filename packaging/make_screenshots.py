"""Make the pictures in docs/screenshots anew: the real window, offscreen, in Dutch.

    .venv/bin/python packaging/make_screenshots.py [NAME…]

Without names all of them. With MKBVIEWER_SHARED_DATA, or that folder beside the working copy,
pictures with imported figures are made too. Look at every one before it is kept.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from mkbviewer import paths
from mkbviewer.app import Start
from mkbviewer.core import language
from mkbviewer.settings import FILE_NAME, load_settings
from mkbviewer.ui.window.main_window import MainWindow
from mkbviewer.ui.window.shell import Shell
from mkbviewer.viewmodels.session.places import BAROMETER, CLOCK

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "screenshots"
SHARED = Path(os.environ.get("MKBVIEWER_SHARED_DATA", ROOT.parent / "shared" / "data"))
WIDE, SMALL = (1440, 900), (1024, 700)
_SETTLED = 1.2
_LONGEST_START = 30.0


@dataclass(frozen=True)
class Scene:
    """One picture: its file, its theme and size, and what is done before it is taken."""

    name: str
    theme: str
    do: Callable[[MainWindow], None]
    size: tuple[int, int] = WIDE
    files: tuple[str, ...] = field(default=())


def page(indicator: str, **fields: Any) -> Callable[[MainWindow], None]:
    """Open a page, and change its view."""

    def do(window: MainWindow) -> None:
        window.session.open_indicator(indicator)
        pump(0.8)
        if fields:
            window.session.change(**fields)

    return do


SCENES = (
    Scene("overview-light-1440", "light", lambda window: window.session.open_overview()),
    Scene("overview-dark-1024", "dark", lambda window: window.session.open_overview(), SMALL),
    Scene("samenstelling-mkb-light", "light", page("samenstelling-mkb")),
    Scene(
        "groei-aantal-bedrijven-dark",
        "dark",
        page("groei-aantal-bedrijven", first="2019KW01"),
    ),
    Scene(
        "oprichtingen-opheffingen-sector-light",
        "light",
        page("oprichtingen-opheffingen-sector", last="2023KW02"),
    ),
    Scene("faillissementen-dark", "dark", page("faillissementen", first="2020KW01")),
    Scene("arbeidsinzet-light", "light", page("arbeidsinzet")),
    Scene("arbeidsproductiviteit-sector-dark", "dark", page("arbeidsproductiviteit-sector")),
    Scene("gebruik-ai-light", "light", page("gebruik-ai")),
    Scene("vacatures-dark", "dark", page("vacatures")),
    Scene(
        "toegevoegde-waarde-light",
        "light",
        page("toegevoegde-waarde", chart="dots", members=("C", "F", "G", "H", "I", "J")),
    ),
    Scene("uurloon-dark", "dark", page("uurloon", chart="heat")),
    Scene("energiekosten-light", "light", page("energiekosten", chart="facets")),
    Scene("verduurzaming-dark", "dark", page("verduurzaming")),
    Scene("vacatures-dark-1024", "dark", page("vacatures"), SMALL),
    Scene(
        "samenstelling-mkb-imported-light",
        "light",
        page("samenstelling-mkb"),
        files=("cbs/v4b-api-dumps/81589NED.csv",),
    ),
    Scene("barometer-light", "light", lambda window: window.session.open_place(BAROMETER)),
    Scene("barometer-dark", "dark", lambda window: window.session.open_place(BAROMETER)),
    Scene("clock-light", "light", lambda window: window.session.open_place(CLOCK)),
    Scene("clock-dark", "dark", lambda window: window.session.open_place(CLOCK)),
)


def pump(seconds: float) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def take(application: QApplication, scene: Scene) -> None:
    """Open a window of its own with an empty library, and keep a picture of it."""
    settings = paths.user_config_dir() / FILE_NAME
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"theme": scene.theme}), "utf-8")
    files = tuple(SHARED / name for name in scene.files)
    with tempfile.TemporaryDirectory(prefix="library-") as library:
        shell = Shell(is_dark=scene.theme == "dark")
        start = Start(application, shell, load_settings(settings), files, Path(library), "nl")
        shell.resize(*scene.size)
        shell.show()
        start.furnish()
        until = time.monotonic() + _LONGEST_START
        while start.window is None and time.monotonic() < until:
            pump(0.05)
        assert start.window is not None
        start.window.prepare_page()
        pump(_SETTLED + 3.0 * bool(files))
        scene.do(start.window)
        pump(_SETTLED)
        shell.setFocus()
        pump(0.1)
        shell.grab().save(str(TARGET / f"{scene.name}.png"))
        shell.close()
        start.close()
        shell.deleteLater()
        pump(0.1)


def main(names: list[str]) -> int:
    """Make the pictures with these names, or all; answers the exit status."""
    unknown = set(names) - {scene.name for scene in SCENES}
    if unknown:
        print("No such picture: " + ", ".join(sorted(unknown)))
        return 2
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for place in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[place] = folder
        language.activate("nl", paths.catalogues_dir())
        application = QApplication([])
        for scene in SCENES:
            if names and scene.name not in names:
                continue
            if any(not (SHARED / name).is_file() for name in scene.files):
                print(f"{scene.name}: skipped, its file is not in {SHARED}")
                continue
            take(application, scene)
            print(f"{scene.name}: made")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
