"""A comparison that the user collects: views of one series each, of whatever tables."""

import json
import logging
from collections.abc import Collection as Keys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mkbviewer.core.view import Transformation, View, view_from_dict, view_to_dict

if TYPE_CHECKING:
    from mkbviewer.core.frame import Series
    from mkbviewer.core.page import Page

MOST_SERIES: Final = 24
"""A chart of more series than this says nothing."""

AS_COLLECTED: Final = ""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Collection:
    """The series that are compared, in their order.

    Each view has every choice filled in that tells its series apart. `transformation` is done to
    all of them where it is not empty, with `base` as the period at which an index is 100; `first`
    and `last` are period codes; `chart` is the kind of chart.
    """

    views: tuple[View, ...] = ()
    transformation: str = AS_COLLECTED
    base: str = ""
    first: str = ""
    last: str = ""
    chart: str = ""

    @property
    def room(self) -> int:
        """How many series can still be added."""
        return MOST_SERIES - len(self.views)

    def add(self, views: Sequence[View]) -> "Collection":
        """With these views at the end, as far as they are not there yet and there is room."""
        new = [one for one in dict.fromkeys(views) if one not in self.views]
        return replace(self, views=(*self.views, *new[: max(self.room, 0)]))

    def remove(self, places: Keys[int]) -> "Collection":
        """Without the views at these places."""
        kept = tuple(one for place, one in enumerate(self.views) if place not in places)
        return replace(self, views=kept)

    def move(self, place: int, to: int) -> "Collection":
        """With the view at one place moved to another."""
        views = list(self.views)
        if 0 <= place < len(views):
            one = views.pop(place)
            views.insert(max(0, min(to, len(views))), one)
        return replace(self, views=tuple(views))

    def as_shown(self, view: View) -> View:
        """The view of a series with what is done to all of them."""
        if self.transformation == AS_COLLECTED:
            return view
        return replace(
            view, transformation=Transformation(self.transformation), base=self.base, average=0
        )


def series_views(page: "Page", keys: Keys[str] = ()) -> tuple[View, ...]:
    """A view of one series for each series of a page, or for those with these keys.

    A share is of the series shown together: alone, a series is taken at its level.
    """
    return tuple(
        view_of_series(page.view, one) for one in page.frame.series if not keys or one.key in keys
    )


def view_of_series(view: View, series: "Series") -> View:
    """The view of one series of a page whose view has every default filled in."""
    is_share = view.transformation is Transformation.SHARE
    where = {**dict(view.where), **({view.beside: series.beside} if series.beside else {})}
    return View(
        view.subject,
        view.is_table,
        "" if view.is_table else view.source,
        measures=(series.measure,) if series.measure else view.measures[:1],
        by=view.by,
        members=(series.member,) if series.member else (),
        where=tuple(sorted(where.items())),
        frequency=view.frequency,
        transformation=Transformation.LEVEL if is_share else view.transformation,
        base=view.base,
        season=view.season,
        by_cohort=view.by_cohort,
        release=view.release,
        combination=view.combination,
        average=view.average,
    )


def collection_to_text(collection: Collection) -> str:
    """The collection as JSON."""
    plain = {
        "views": [view_to_dict(one) for one in collection.views],
        "transformation": collection.transformation,
        "base": collection.base,
        "first": collection.first,
        "last": collection.last,
        "chart": collection.chart,
    }
    return json.dumps(plain, ensure_ascii=False)


def collection_from_text(text: str | None) -> Collection:
    """The collection that `collection_to_text` wrote; what cannot be read of it is left out."""
    try:
        plain = json.loads(text or "{}")
        transformation = str(plain.get("transformation", AS_COLLECTED))
        if transformation:
            Transformation(transformation)
        views = []
        for one in plain.get("views", ()):
            try:
                views.append(view_from_dict(one))
            except ValueError:
                log.warning("A series of the comparison cannot be used: %s", one)
        texts = {name: str(plain.get(name, "")) for name in ("base", "first", "last", "chart")}
        return Collection(tuple(views), transformation, **texts)
    except (ValueError, TypeError, AttributeError):
        log.warning("The comparison cannot be used: %s", text)
        return Collection()
