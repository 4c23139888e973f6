"""How many figures behind a page the newest release of its table revised."""

from collections.abc import Callable
from dataclasses import dataclass

from mkbviewer.core.errors import InvalidView
from mkbviewer.core.model import Origin, Release
from mkbviewer.core.page import Page
from mkbviewer.store.pages.aggregate_supply import AggregateSupply
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import supplied_sources
from mkbviewer.store.pages.recipe_supply import RecipeSupply
from mkbviewer.store.revisions.revisions import read_revisions


@dataclass(frozen=True, slots=True)
class Revised:
    """The last two releases of a table, and how many of its figures the newest revised."""

    table: str
    old: str
    new: str
    figures: int


def releases_to_compare(holdings: Holdings, page: Page) -> tuple[Release, Release] | None:
    """The last two releases of the table behind a page; None where there are no two.

    Reads the index only. Raises UnknownName, LibraryProblem.
    """
    source = page.source
    if source is None or source.origin is not Origin.IMPORTED:
        return None
    releases = holdings.own.table(source.table).releases
    return (releases[-2], releases[-1]) if len(releases) > 1 else None


def count_revised(
    holdings: Holdings, page: Page, check_cancelled: Callable[[], None] | None = None
) -> Revised | None:
    """Count what the newest release revised of the measures that fill a page.

    None where there are no two releases, or where they cannot be compared. Raises UnknownName,
    LibraryProblem, Cancelled.
    """
    pair = releases_to_compare(holdings, page)
    source = page.source
    if pair is None or source is None:
        return None
    old, new = (one.name for one in pair)
    told = holdings.own.report(source.table, new)
    if told.get("compared_with") == old:
        figures = int(told.get("revisions", {}).get("revised", 0))
        # The report of the import knows: of the whole table, or that there is nothing at all.
        if page.view.is_table or not figures:
            return Revised(source.table, old, new, figures)
    measures = () if page.view.is_table else _measures_behind(holdings, page, source.table)
    try:
        diff = read_revisions(
            holdings.own,
            source.table,
            old,
            new,
            0,
            measures=measures,
            check_cancelled=check_cancelled,
        )
    except InvalidView:
        return None
    return Revised(source.table, old, new, diff.counts.revised)


def _measures_behind(holdings: Holdings, page: Page, table: str) -> tuple[str, ...]:
    assert page.indicator is not None
    for one in supplied_sources(holdings, page.indicator):
        supply = one.supply.inner if isinstance(one.supply, AggregateSupply) else one.supply
        if one.source.table == table and isinstance(supply, RecipeSupply):
            return supply.measures_used()
    return ()
