"""Where the program finds its own files and where it keeps the user's.

The wheel holds `resources/` and `data/` inside the package; in a working copy (an editable
install) they stand beside `src/`.
"""

import os
from pathlib import Path

_APPLICATION = "mkbviewer"
_PACKAGE = Path(__file__).resolve().parent
_WORKING_COPY = _PACKAGE.parents[1]


def resources_dir() -> Path:
    """The folder with catalogue, fonts, icons, translations and style.

    Raises FileNotFoundError when the installation is incomplete.
    """
    return _shipped("resources")


def data_dir() -> Path:
    """The folder with the embedded data.

    Raises FileNotFoundError when the installation is incomplete.
    """
    return _shipped("data")


def catalogues_dir() -> Path:
    """The folder with `<language>/LC_MESSAGES/mkbviewer.mo`, as gettext asks for it."""
    return resources_dir() / "i18n"


def user_data_dir() -> Path:
    """The user's own folder for data that must never be lost; it need not exist yet."""
    from platformdirs import user_data_path

    return user_data_path(_APPLICATION, appauthor=False)


def user_config_dir() -> Path:
    """The user's own folder for settings and the remembered session; it need not exist yet."""
    from platformdirs import user_config_path

    return user_config_path(_APPLICATION, appauthor=False)


def user_log_dir() -> Path:
    """The user's own folder for log files; it need not exist yet."""
    from platformdirs import user_log_path

    return user_log_path(_APPLICATION, appauthor=False)


def library_dir() -> Path:
    """The library: `MKBVIEWER_LIBRARY` where that is set, else a folder in the user's data."""
    override = os.environ.get("MKBVIEWER_LIBRARY")
    return Path(override).expanduser() if override else user_data_dir() / "library"


def _shipped(name: str) -> Path:
    for place in (_PACKAGE / name, _WORKING_COPY / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"{name}/ is missing beside {_PACKAGE}; the installation is incomplete")
