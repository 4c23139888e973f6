"""Bringing back, after a restart, which part of the period axis a chart showed."""

from math import isclose
from typing import Any

from PySide6.QtCore import QObject

from mkbviewer.ui.canvas.chart_canvas import ChartCanvas
from mkbviewer.ui.canvas.zoom_steps import Seen, ZoomSteps
from mkbviewer.viewmodels.session.session import Session


class KeptZoom(QObject):
    """Keeps the zoom of the page that is open in the settings, and brings it back once.

    That is when the page that was left so is opened for the first time, with as long an axis; any
    other begins with all its periods, as always.
    """

    def __init__(self, session: Session, zooms: ZoomSteps, canvas: ChartCanvas) -> None:
        super().__init__(canvas)
        self._session = session
        self._zooms = zooms
        self._canvas = canvas
        self._awaited: dict[str, Any] | None = session.settings.zoom or None
        canvas.seen_changed.connect(self._follow)

    def _follow(self) -> None:
        shapes, place = self._canvas.shapes, self._session.place
        if shapes is None or place is None:
            return
        awaited = self._awaited
        if awaited is not None and awaited.get("place") == place.key:
            self._awaited = None
            span, seen = _ends(awaited.get("span")), _ends(awaited.get("seen"))
            if span and seen and _are_close(span, shapes.span):
                self._zooms.look_at(seen)
                return
        self._keep(place.key, shapes.span)

    def _keep(self, place: str, span: Seen) -> None:
        kept: dict[str, Any] = {}
        if self._canvas.is_zoomed:
            kept = {"place": place, "span": list(span), "seen": list(self._canvas.seen)}
        if kept != self._session.settings.zoom:
            self._session.settings.zoom = kept
            self._session.save_soon()


def _ends(plain: Any) -> Seen | None:
    """The two ends of a part of an axis; None in the place of what is none."""
    if not isinstance(plain, list) or len(plain) != 2:
        return None
    if not all(isinstance(one, int | float) for one in plain) or not plain[0] < plain[1]:
        return None
    return float(plain[0]), float(plain[1])


def _are_close(one: Seen, other: Seen) -> bool:
    return all(isclose(mine, its, abs_tol=1e-6) for mine, its in zip(one, other, strict=True))
