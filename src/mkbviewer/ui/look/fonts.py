"""The program's own font, the same on every machine, on screen and on paper."""

from functools import lru_cache

from PySide6.QtGui import QFontDatabase

from mkbviewer.paths import resources_dir

FAMILY = "Mkbviewer Sans"


@lru_cache(maxsize=1)
def load_fonts() -> str:
    """Make the shipped fonts known to Qt, once, and say their family.

    Needs a QGuiApplication. Raises FileNotFoundError when the installation is incomplete.
    """
    files = sorted((resources_dir() / "fonts").glob("*.ttf"))
    if not files:
        raise FileNotFoundError("resources/fonts holds no font; the installation is incomplete")
    for file in files:
        QFontDatabase.addApplicationFont(str(file))
    return FAMILY
