"""Where a page's own defaults have no figures: the nearest choice that has some.

Many a table counts by size or by sector, and has nothing for a class of a sector; and a measure may
be there for some classes only. What the user asked for stays as it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from mkbviewer.core.model import Dimension, Structure
from mkbviewer.core.recipes.breakdown import SIZE_CLASS, TOTAL, find_total
from mkbviewer.core.view import View

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame

Reading = tuple[View, "Frame"]

_MOST_TRIED = 24
_MOST_MEMBERS = 12


def read_nearest(read: Callable[[View], Reading], view: View, structure: Structure) -> Reading:
    """The level of a view; of another choice where its defaults have none.

    `read` fills in the defaults of a view and reads it. Raises what it raises.
    """
    resolved, level = read(view)
    if _filled(level) >= min(2, len(level.series)):
        return resolved, level
    best = resolved, level
    total = _of_all_sizes(view, resolved, structure)
    if total is not None:
        other = read(total)
        best = other if _filled(other[1]) > _filled(level) else best
    if _filled(best[1]):
        return best
    for near in islice(_near(view, resolved, structure), _MOST_TRIED):
        other = read(near)
        if _filled(other[1]):
            return other
    return best


def _filled(frame: "Frame") -> int:
    """How many series of a frame have any figure."""
    import numpy as np

    return int(np.isfinite(frame.values).any(axis=0).sum())


def _of_all_sizes(view: View, resolved: View, structure: Structure) -> View | None:
    """The view of all sizes together, where nobody asked for a class."""
    sizes = structure.dimension(SIZE_CLASS)
    is_asked = SIZE_CLASS in dict(view.where) or not resolved.fixed(SIZE_CLASS)
    if is_asked or sizes is None or sizes.member(TOTAL) is None:
        return None
    return _held_at(view, sizes, TOTAL)


def _near(view: View, resolved: View, structure: Structure) -> Iterator[View]:
    """Views that differ in one default, then in a measure and another default."""
    yield from _held_elsewhere(view, resolved, structure)
    for measure in structure.measures if not view.measures else ():
        if measure.key in resolved.measures or measure.is_text:
            continue
        other = replace(view, measures=(measure.key,))
        yield other
        yield from _held_elsewhere(other, resolved, structure)


def _held_elsewhere(view: View, resolved: View, structure: Structure) -> Iterator[View]:
    asked = dict(view.where)
    for key, member in resolved.where:
        dimension = structure.dimension(key)
        if key in asked or dimension is None:
            continue
        total = find_total(dimension.members)
        codes = [total.code] if total else []
        codes += [one.code for one in dimension.members if one.code not in codes]
        for code in codes[:_MOST_MEMBERS]:
            if code != member:
                yield _held_at(view, dimension, code)
    if not view.frequency:
        for frequency in structure.frequencies:
            if frequency.value != resolved.frequency:
                yield replace(view, frequency=frequency.value)


def _held_at(view: View, dimension: Dimension, code: str) -> View:
    return replace(view, where=(*view.where, (dimension.key, code)))
