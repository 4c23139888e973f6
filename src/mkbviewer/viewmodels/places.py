"""The places that the window can show."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mkbviewer.core.view import View


class PlaceKind(StrEnum):
    """The kinds of place."""

    OVERVIEW = "overview"
    IMPORTS = "imports"
    INDICATOR = "indicator"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Place:
    """Where we are: the overview, the imports, or a subject by its id."""

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


def place_of(view: View) -> Place:
    """The place at which a view is shown."""
    return Place(PlaceKind.TABLE if view.is_table else PlaceKind.INDICATOR, view.subject)
