"""The places that the window can show."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mkbviewer.core.view import View

if TYPE_CHECKING:
    from mkbviewer.store.pages.holdings import Holdings


class PlaceKind(StrEnum):
    """The kinds of place."""

    OVERVIEW = "overview"
    IMPORTS = "imports"
    INDICATOR = "indicator"
    TABLE = "table"
    TEXTS = "texts"
    REVISIONS = "revisions"
    REMOVALS = "removals"
    BAROMETER = "barometer"
    CLOCK = "clock"
    CHECKS = "checks"
    VIEWS = "views"
    COLLECTION = "collection"

    @property
    def is_page(self) -> bool:
        """Whether it shows a view of a subject."""
        return self in (PlaceKind.INDICATOR, PlaceKind.TABLE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where we are: a place of its own, or one by the id of its subject or of its table."""

    kind: PlaceKind
    id: str = ""

    @property
    def key(self) -> str:
        """The place's name in the settings."""
        return f"{self.kind}:{self.id}"

    @property
    def default_view(self) -> View:
        """The view of a subject in which every choice is left to its page."""
        return View(self.id, is_table=self.kind is PlaceKind.TABLE)


OVERVIEW: Final = Place(PlaceKind.OVERVIEW)
IMPORTS: Final = Place(PlaceKind.IMPORTS)
REMOVALS: Final = Place(PlaceKind.REMOVALS)
BAROMETER: Final = Place(PlaceKind.BAROMETER)
CLOCK: Final = Place(PlaceKind.CLOCK)
CHECKS: Final = Place(PlaceKind.CHECKS)
SAVED_VIEWS: Final = Place(PlaceKind.VIEWS)
COLLECTION: Final = Place(PlaceKind.COLLECTION)


BAROMETER_ID: Final = "mkbarometer"
"""The indicator that has a place of its own instead of an ordinary page."""


def place_by_key(key: str) -> Place | None:
    """The place with this key; None where this version has no such place."""
    kind, _colon, place_id = key.partition(":")
    return Place(PlaceKind(kind), place_id) if kind in tuple(PlaceKind) else None


def place_of(view: View) -> Place:
    """The place at which a view is shown."""
    if view.is_table:
        return Place(PlaceKind.TABLE, view.subject)
    is_barometer = view.subject == BAROMETER_ID
    return BAROMETER if is_barometer else Place(PlaceKind.INDICATOR, view.subject)


def place_among(holdings: "Holdings", view: View) -> Place:
    """The place at which a view is shown: of a table without figures that of its texts."""
    if view.is_table:
        for table in holdings.own.tables():
            measures = table.structure.measures
            if table.id == view.subject and measures and all(one.is_text for one in measures):
                return Place(PlaceKind.TEXTS, table.id)
    return place_of(view)


def is_there(holdings: "Holdings", place: Place) -> bool:
    """Whether a place can still be shown; a page tells for itself where its subject is gone."""
    if place.kind not in (PlaceKind.REVISIONS, PlaceKind.TEXTS):
        return True
    return any(table.id == place.id for table in holdings.own.tables())
