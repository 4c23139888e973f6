"""The views that come back: the last one, and the last one of each subject."""

import logging
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from mkbviewer.core.view import View, view_from_dict, view_to_dict
from mkbviewer.settings import Settings
from mkbviewer.viewmodels.places import Place, place_of

log = logging.getLogger(__name__)

SAVE_EVERY = 1000
"""Milliseconds between two writings of the settings, at least."""


class Memory(QObject):
    """Keeps views in the settings, and writes those soon after each change."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_EVERY)
        self._timer.timeout.connect(self.save)

    @property
    def last_view(self) -> View | None:
        """The view that was open last; None where it was no page, or cannot be used."""
        return _parse_view(self._settings.last_view)

    def view_of(self, place: Place) -> View:
        """The view with which a subject was seen last, else its default view."""
        view = _parse_view(self._settings.views.get(place.key))
        return view if view and place_of(view) == place else place.default_view

    def keep(self, view: View | None) -> None:
        """Remember the view that is open now, or that no page is."""
        self._settings.last_view = None if view is None else view_to_dict(view)
        if view is not None:
            self._settings.remember_view(place_of(view).key, view_to_dict(view))
        self.save_soon()

    def forget(self, place: Place) -> None:
        """Let a subject open with its default view again."""
        if self._settings.views.pop(place.key, None) is not None:
            self.save_soon()

    def save_soon(self) -> None:
        """Write the settings within a second, however often this is called in it."""
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def save(self) -> None:
        """Write the settings now; trouble with that goes to the log only."""
        self._timer.stop()
        try:
            self._settings.save()
        except OSError:
            log.exception("The settings cannot be written.")


def _parse_view(plain: dict[str, Any] | None) -> View | None:
    if plain is None:
        return None
    try:
        return view_from_dict(plain)
    except ValueError:
        log.warning("A remembered view cannot be used: %s", plain)
        return None
