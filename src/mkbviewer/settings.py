"""What the program remembers between two runs: one JSON file in the user's own folder."""

import base64
import binascii
import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

FILE_NAME: Final = "settings.json"
THEMES: Final = ("system", "light", "dark")
MOST_VIEWS: Final = 500
"""Views of more subjects than this are forgotten, the longest unused first."""

log = logging.getLogger(__name__)


@dataclass
class Settings:
    """What is remembered, and the file in which. Without a path nothing is written.

    `language` is empty where the system decides; `theme` is one of THEMES. `geometry` and
    `splitters` are Qt's own bytes; `sidebar_width` is in pixels, 0 for the default. `last_view`
    and `views` (by subject) hold views as `core.view.view_to_dict` writes them; `others` keeps
    what a newer version of the program wrote.
    """

    path: Path | None = None
    language: str = ""
    theme: str = "system"
    geometry: bytes = b""
    sidebar_width: int = 0
    splitters: dict[str, bytes] = field(default_factory=dict)
    last_view: dict[str, Any] | None = None
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)

    def remember_view(self, subject: str, view: Mapping[str, Any]) -> None:
        """Keep the view with which a subject opens next time."""
        self.views.pop(subject, None)
        self.views[subject] = dict(view)
        while len(self.views) > MOST_VIEWS:
            del self.views[next(iter(self.views))]

    def save(self) -> None:
        """Write the file in one step: it is the old one or the new one, never half of one.

        Raises OSError when it cannot be written.
        """
        if self.path is None:
            return
        text = json.dumps(_to_plain(self), ensure_ascii=False, indent=1)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(self.path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


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
        _set_aside(path, problem)
        return Settings(path)
    return _from_plain(path, plain)


def _set_aside(path: Path, problem: Exception) -> None:
    aside = path.with_name(f"{path.name}.damaged")
    try:
        path.replace(aside)
    except OSError:
        log.exception("The settings in %s are damaged and cannot be set aside.", path)
        return
    log.warning(
        "The settings in %s are damaged (%s); they are kept as %s and the defaults are used.",
        path,
        problem,
        aside.name,
    )


def _to_plain(settings: Settings) -> dict[str, Any]:
    return {
        **settings.others,
        "language": settings.language,
        "theme": settings.theme,
        "geometry": _encode(settings.geometry),
        "sidebar_width": settings.sidebar_width,
        "splitters": {name: _encode(state) for name, state in settings.splitters.items()},
        "last_view": settings.last_view,
        "views": settings.views,
    }


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
    "splitters": _read_splitters,
    "last_view": _read_view,
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
