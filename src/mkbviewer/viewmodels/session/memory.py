"""What comes back: the place or view that was open, its marks, the last view of each subject."""

import logging
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from mkbviewer.core.view import View, view_from_dict, view_to_dict
from mkbviewer.settings import Settings, write_settings
from mkbviewer.viewmodels.background.tasks import SETTINGS_LANE, Runner
from mkbviewer.viewmodels.session.marks import Marks, marks_from_dict, marks_to_dict
from mkbviewer.viewmodels.session.places import Place, place_by_key, place_of

log = logging.getLogger(__name__)

SAVE_EVERY = 500
"""Milliseconds between two writings of the settings, at least."""


class Memory(QObject):
    """Keeps views in the settings, and has those written soon after each change."""

    def __init__(self, settings: Settings, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._runner = runner
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_EVERY)
        self._timer.timeout.connect(self._save_aside)

    @property
    def last_view(self) -> View | None:
        """The view that was open last; None where it was no page, or cannot be used."""
        return _parse_view(self._settings.last_view)

    @property
    def last_place(self) -> Place | None:
        """The place that was open last where it was no page; None where none can be used."""
        place = place_by_key(self._settings.last_place)
        return None if place is None or place.kind.is_page else place

    @property
    def last_marks(self) -> Marks:
        """What was marked on the page that was open last."""
        return marks_from_dict(self._settings.marks)

    def view_of(self, place: Place) -> View:
        """The view with which a subject was seen last, else its default view."""
        view = _parse_view(self._settings.views.get(place.key))
        return view if view and place_of(view) == place else place.default_view

    def keep(self, view: View) -> None:
        """Remember the view that is open now."""
        plain = view_to_dict(view)
        self._settings.last_view, self._settings.last_place = plain, ""
        self._settings.remember_view(place_of(view).key, plain)
        self.save_soon()

    def keep_place(self, place: Place) -> None:
        """Remember the place that is open now, which is no page."""
        self._settings.last_view, self._settings.last_place = None, place.key
        self.save_soon()

    def keep_marks(self, marks: Marks) -> None:
        """Remember what is marked now."""
        self._settings.marks = marks_to_dict(marks)
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
        self._runner.drop(SETTINGS_LANE)
        try:
            self._settings.save()
        except OSError as problem:
            _tell(problem)

    @Slot()
    def _save_aside(self) -> None:
        # The disk is waited for until it has them, so not by the thread that paints.
        path = self._settings.path
        if path is not None:
            plain = self._settings.to_plain()
            self._runner.run(
                SETTINGS_LANE, lambda _job: write_settings(path, plain), lambda _done: None, _tell
            )


def _tell(problem: Exception) -> None:
    log.error("The settings cannot be written.", exc_info=problem)


def _parse_view(plain: dict[str, Any] | None) -> View | None:
    if plain is None:
        return None
    try:
        return view_from_dict(plain)
    except ValueError:
        log.warning("A remembered view cannot be used: %s", plain)
        return None
