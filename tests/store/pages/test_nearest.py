"""Pages open with figures: where their own defaults have none, with the nearest that has some."""

from collections.abc import Iterator

import numpy as np
import pytest

from mkbviewer.core.page import Page
from mkbviewer.core.view import View
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import read_page, supplied_sources


def has_figures(page: Page) -> bool:
    return bool(np.isfinite(page.frame.values).any())


def found_by_search(shipped: Holdings, indicator: str) -> Iterator[View]:
    """What search opens: each measure and each member, of each table of a page."""
    for one in supplied_sources(shipped, shipped.indicator(indicator)):
        table, structure = one.source.table, one.supply.structure
        for measure in structure.measures:
            yield View(indicator, source=table, measures=(measure.key,))
        for dimension in structure.dimensions:
            for member in dimension.members:
                yield View(indicator, source=table, by=dimension.key, members=(member.code,))


@pytest.mark.parametrize(
    "indicator",
    [
        "samenstelling-mkb",
        "oprichtingen-opheffingen",
        "oprichtingen-opheffingen-sector",
        "aandeel-mkb",
        "uitvoer",
    ],
)
def test_whatever_search_finds_opens_with_figures(shipped: Holdings, indicator: str) -> None:
    empty = [
        (view.measures, view.by, view.members)
        for view in found_by_search(shipped, indicator)
        if not has_figures(read_page(shipped, view))
    ]
    assert empty == []


@pytest.mark.parametrize("by", ["sector", "legal_form"])
def test_the_share_of_self_employed_is_of_all_sizes_where_it_is_split_otherwise(
    shipped: Holdings, by: str
) -> None:
    page = read_page(shipped, View("oprichtingen-opheffingen", measures=("aandeel zzp",), by=by))
    assert has_figures(page)
    assert page.view.measures == ("aandeel zzp",)
    assert page.view.fixed("size_class") != "mkb"


def test_what_was_asked_for_is_shown_as_missing(shipped: Holdings) -> None:
    view = View(
        "oprichtingen-opheffingen",
        measures=("aandeel zzp",),
        by="sector",
        where=(("size_class", "mkb"),),
    )
    page = read_page(shipped, view)
    assert page.view.fixed("size_class") == "mkb"
    assert not has_figures(page)
