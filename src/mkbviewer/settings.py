"""What the program remembers between two runs: one JSON file in the user's own folder."""

import base64
import binascii
import contextlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

FILE_NAME: Final = "settings.json"
EXPORT_FOLDER: Final = "export_folder"
"""The name of the folder in which something was saved last, among the others."""

THEMES: Final = ("system", "light", "dark", "contrast", "contrast_dark")
TEXT_SIZES: Final = (80, 90, 100, 110, 125, 150, 175, 200)
"""Per cent of the usual size of text."""

MOST_VIEWS: Final = 500
"""Views of more subjects than this are forgotten, the longest unused first."""

_LEFT_BEHIND: Final = 60.0
"""Seconds after which a file that was being written is of no program that still lives."""

log = logging.getLogger(__name__)


@dataclass
class Settings:
    """What is remembered, and the file in which. Without a path nothing is written.

    `language` is empty where the system decides; `theme` is one of THEMES, `text_size` of
    TEXT_SIZES. `grouping` is the mark between thousands, `copy_notation` how figures are copied;
    empty for the default; `takes_notes` lets the user's own notes go along with what is saved,
    copied and printed. `geometry` and `splitters` are Qt's own bytes; `sidebar_width` and
    `panel_width` are in pixels, 0 for the default. `last_view` and `views` (by subject) hold
    views as `core.view.view_to_dict` writes them, `last_place` the key of what was open where that
    was no page, `marks` what was marked on it and `zoom` which part of its axis was shown, `cycle`
    how the barometer's pages were left; `others` keeps what was used last (folders, the size of a
    picture, words searched for), and what a newer version of the program wrote.
    `damaged` is the file that could not be read, kept aside.
    """

    path: Path | None = None
    language: str = ""
    theme: str = "system"
    geometry: bytes = b""
    sidebar_width: int = 0
    panel_width: int = 0
    hides_sidebar: bool = False
    hides_panel: bool = False
    text_size: int = 100
    grouping: str = ""
    copy_notation: str = ""
    takes_notes: bool = False
    splitters: dict[str, bytes] = field(default_factory=dict)
    last_view: dict[str, Any] | None = None
    last_place: str = ""
    marks: dict[str, Any] = field(default_factory=dict)
    zoom: dict[str, Any] = field(default_factory=dict)
    cycle: dict[str, Any] = field(default_factory=dict)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    damaged: Path | None = None

    def remember_view(self, subject: str, view: Mapping[str, Any]) -> None:
        """Keep the view with which a subject opens next time."""
        self.views.pop(subject, None)
        self.views[subject] = dict(view)
        while len(self.views) > MOST_VIEWS:
            del self.views[next(iter(self.views))]

    def folder(self, name: str) -> Path | None:
        """A folder that is kept under a name; None where none is, or where it is gone."""
        kept = self.others.get(name)
        return Path(kept) if isinstance(kept, str) and Path(kept).is_dir() else None

    def save(self) -> None:
        """Write the file in one step: it is the old one or the new one, never half of one.

        Raises OSError when it cannot be written.
        """
        if self.path is not None:
            write_settings(self.path, self.to_plain())

    def to_plain(self) -> dict[str, Any]:
        """What is written, as it is now: later changes of the settings leave it as it is."""
        return {
            **self.others,
            "language": self.language,
            "theme": self.theme,
            "text_size": self.text_size,
            "grouping": self.grouping,
            "copy_notation": self.copy_notation,
            "takes_notes": self.takes_notes,
            "geometry": _encode(self.geometry),
            "sidebar_width": self.sidebar_width,
            "panel_width": self.panel_width,
            "hides_sidebar": self.hides_sidebar,
            "hides_panel": self.hides_panel,
            "splitters": {name: _encode(state) for name, state in self.splitters.items()},
            "last_view": self.last_view,
            "last_place": self.last_place,
            "marks": dict(self.marks),
            "zoom": dict(self.zoom),
            "cycle": dict(self.cycle),
            "views": dict(self.views),
        }


def write_settings(path: Path, plain: Mapping[str, Any]) -> None:
    """Write what `Settings.to_plain` gave, so that also a power cut leaves a whole file.

    Raises OSError when it cannot be written.
    """
    # Indented, Python's slow encoder would do it, while the window waits for its turn.
    text = json.dumps(plain, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".new", f"{path.name}.", path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    # What a program that died left half done.
    for rest in path.parent.glob(f"{path.name}.*.new"):
        with contextlib.suppress(OSError):
            if time.time() - rest.stat().st_mtime > _LEFT_BEHIND:
                rest.unlink()


def load_settings(path: Path) -> Settings:
    """The settings in a file; the defaults where there is none or where it is damaged.

    A damaged file is kept beside it under the name `<name>.damaged`, and the log says so. A
    single value that cannot be right is replaced by its default.
    """
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(plain, dict):
            raise TypeError("not an object")
    except FileNotFoundError:
        return Settings(path)
    except OSError as problem:
        log.warning("The settings in %s cannot be read (%s); the defaults are used.", path, problem)
        return Settings(path)
    except (ValueError, TypeError, RecursionError) as problem:
        return Settings(path, damaged=_set_aside(path, problem))
    return _from_plain(path, plain)


def _set_aside(path: Path, problem: Exception) -> Path:
    aside = path.with_name(f"{path.name}.damaged")
    try:
        path.replace(aside)
    except OSError:
        log.exception("The settings in %s are damaged and cannot be set aside.", path)
        return path
    log.warning(
        "The settings in %s are damaged (%s); they are kept as %s and the defaults are used.",
        path,
        problem,
        aside.name,
    )
    return aside


def _encode(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _decode(text: Any) -> bytes:
    if not isinstance(text, str):
        raise TypeError("not a text")
    return base64.b64decode(text, validate=True)


def _read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _read_theme(value: Any) -> str:
    if value not in THEMES:
        raise ValueError("not a theme")
    return str(value)


def _read_switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not a switch")
    return value


def _read_text_size(value: Any) -> int:
    if isinstance(value, bool) or value not in TEXT_SIZES:
        raise ValueError("not a size of text")
    return int(value)


def _read_width(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10_000:
        raise ValueError("not a width")
    return value


def _read_splitters(value: Any) -> dict[str, bytes]:
    return {name: _decode(state) for name, state in _read_object(value).items()}


def _read_object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    return value


def _read_view(value: Any) -> dict[str, Any] | None:
    return None if value is None else _read_object(value)


def _read_views(value: Any) -> dict[str, dict[str, Any]]:
    return {subject: _read_object(view) for subject, view in _read_object(value).items()}


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "language": _read_text,
    "theme": _read_theme,
    "geometry": _decode,
    "sidebar_width": _read_width,
    "panel_width": _read_width,
    "hides_sidebar": _read_switch,
    "hides_panel": _read_switch,
    "text_size": _read_text_size,
    "grouping": _read_text,
    "copy_notation": _read_text,
    "takes_notes": _read_switch,
    "splitters": _read_splitters,
    "last_view": _read_view,
    "last_place": _read_text,
    "marks": _read_object,
    "zoom": _read_object,
    "cycle": _read_object,
    "views": _read_views,
}


def _from_plain(path: Path, plain: dict[str, Any]) -> Settings:
    settings = Settings(path)
    for name, value in plain.items():
        read = _READERS.get(name)
        if read is None:
            settings.others[name] = value
            continue
        try:
            setattr(settings, name, read(value))
        except (TypeError, ValueError, binascii.Error) as problem:
            log.warning("The setting %s in %s cannot be used (%s).", name, path, problem)
    return settings
