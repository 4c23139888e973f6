"""The level of a page that was read, for another page that does something else to it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from mkbviewer.core.page import Page, Source
from mkbviewer.core.report.catalogue import Selection
from mkbviewer.core.view import DONE_TO_LEVEL, DONE_TO_READ, View, without_steps
from mkbviewer.store.pages.defaults import default_chart, default_season

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame

Known = tuple[View, Page]
"""A view and the page read for it. Whoever keeps one lets it go when the holdings change."""


def has_level_of(known: Known, view: View, source: Source) -> bool:
    """Whether reading this view of this source would give the level of the known page."""
    asked, page = known
    return source == page.source and without_steps(view) == without_steps(asked)


def restep(page: Page, view: View, selection: Selection) -> "tuple[View, Frame | None]":
    """The view of a page with the steps of another, every default filled in.

    With it comes the frame of the page, or None where something else has to be done to its level.
    """
    stepped = replace(page.view, **{one: getattr(view, one) for one in DONE_TO_READ})
    stepped = replace(
        stepped,
        chart=view.chart or default_chart(stepped, selection),
        season=view.season or default_season(stepped.frequency, selection),
    )
    is_same = all(getattr(stepped, one) == getattr(page.view, one) for one in DONE_TO_LEVEL)
    return stepped, page.frame if is_same else None
