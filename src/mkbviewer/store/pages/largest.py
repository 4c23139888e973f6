"""The members of a dimension with the largest newest figures."""

from collections.abc import Sequence
from dataclasses import replace

from mkbviewer.core.view import Transformation, View
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import find_source, held_beside, read_level

MOST = 10


def largest_members(
    holdings: Holdings, view: View, dimension: str, members: Sequence[str], most: int = MOST
) -> tuple[str, ...]:
    """Those of `members` with the largest figures in the newest period with any, in their order.

    Of the first measure of a view with every default filled in, as the table has it; where the
    dimension stands side by side, of the first series. Members without a figure then are left out.
    Raises what `read_page` raises.
    """
    import numpy as np

    _sources, chosen = find_source(holdings, view)
    if chosen is None or not members:
        return ()
    if dimension == view.by:
        alone = held_beside(view, view.beside_members[0]) if view.beside else view
    else:
        where = (*(one for one in view.where if one[0] != view.by), (view.by, view.members[0]))
        alone = replace(view, by=dimension, where=where, beside="", beside_members=())
    asked = replace(
        alone,
        measures=view.measures[:1],
        members=tuple(members),
        transformation=Transformation.LEVEL,
        by_cohort=False,
    )
    _resolved, level = read_level(chosen, asked)
    rows = np.flatnonzero(np.isfinite(level.values).any(axis=1))
    if not rows.size:
        return ()
    newest = level.values[rows[-1]]
    order = np.argsort(-np.where(np.isfinite(newest), newest, -np.inf), kind="stable")[:most]
    kept = {level.series[place].member for place in order if np.isfinite(newest[place])}
    return tuple(code for code in members if code in kept)
