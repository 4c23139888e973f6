"""Reading a comparison: the series of each view, joined in one frame."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.kept.collection import Collection, series_views
from mkbviewer.core.kept.keepsake import SeriesIdentity, identity_of
from mkbviewer.core.language import _
from mkbviewer.core.numbers import unit_label
from mkbviewer.core.page import Page, held_at
from mkbviewer.core.period import Frequency
from mkbviewer.core.recipes.breakdown import find_total
from mkbviewer.core.view import Transformation, View
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import read_page

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame, Provenance


@dataclass(frozen=True, eq=False)
class Collected:
    """One series of a comparison: what it is in full, where it comes from; or why it is not there.

    `key` is that of its series in the frame, `label` what tells it from the others, `identity` what
    notes on its figures know it by.
    """

    view: View
    key: str
    title: str
    label: str = ""
    provenance: "Provenance | None" = None
    unit: str = ""
    frequency: str = ""
    releases: tuple[str, ...] = ()
    identity: SeriesIdentity | None = None
    problem: MkbviewerError | None = None


@dataclass(frozen=True, eq=False)
class CollectionPage:
    """A collection with its figures: `frame` has all series, each over its own periods.

    `level` is the same before what is done to it and before the range of periods; `common` what
    all series have in common in words; `bases` the years at which an index of all can be 100, the
    first of which is taken where the collection names none. Series of several frequencies are never
    interpolated.
    """

    collection: Collection
    items: tuple[Collected, ...]
    frame: "Frame"
    level: "Frame"
    common: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()

    @property
    def frequencies(self) -> tuple[str, ...]:
        """The frequencies of the series, in their order."""
        return tuple(dict.fromkeys(one.frequency for one in self.items if one.frequency))


def read_collection(holdings: Holdings, collection: Collection) -> CollectionPage:
    """Read the series of a comparison; what is no longer there is told, not left out.

    Raises LibraryProblem where figures cannot be read.
    """
    from mkbviewer.core.frame import empty_frame
    from mkbviewer.core.joining import join
    from mkbviewer.core.transform import select_range

    pages, bases = _read_on_one_base(holdings, collection)
    told = [
        _parts(one, view) if isinstance(one, Page) else ()
        for one, view in zip(pages, collection.views, strict=True)
    ]
    common, labels = _labels([one for one in told if one])
    rest = iter(labels)
    items, frames, levels = [], [], []
    for place, (page, view, parts) in enumerate(zip(pages, collection.views, told, strict=True)):
        key = str(place)
        if not isinstance(page, Page) or not page.frame.series:
            trouble = page if isinstance(page, MkbviewerError) else None
            name = next(rest) if parts else view.subject
            items.append(Collected(view, key, name, name, problem=trouble))
            continue
        label = next(rest)
        items.append(_collected(holdings, page, Collected(view, key, _joined(parts), label)))
        frames.append(_one_series(page.frame, key, label))
        levels.append(_one_series(page.level, key, label))
    title = _("Comparison")
    if not frames:
        nothing = empty_frame(title=title)
        return CollectionPage(collection, tuple(items), nothing, nothing)
    whole = replace(join(frames), title=title)
    frame = select_range(whole, collection.first, collection.last)
    level = replace(join(levels), title=title)
    return CollectionPage(collection, tuple(items), frame, level, common, bases)


def _read_on_one_base(
    holdings: Holdings, collection: Collection
) -> tuple[list[Page | MkbviewerError], tuple[str, ...]]:
    """The page of each view; of an index on one base for all, with the years that can be that."""
    if collection.transformation != Transformation.INDEX:
        return _read_pages(holdings, collection), ()
    # Which periods all series have shows once their levels are there.
    first = _read_pages(holdings, replace(collection, base=""))
    levels = [one.level for one in first if isinstance(one, Page)]
    bases = _common_years(levels)
    is_usable = bool(collection.base) and _have(levels, collection.base)
    base = collection.base if is_usable else next(iter(bases), "")
    return _read_pages(holdings, replace(collection, base=base)), bases


def _read_pages(holdings: Holdings, collection: Collection) -> list[Page | MkbviewerError]:
    pages: list[Page | MkbviewerError] = []
    for view in collection.views:
        try:
            pages.append(read_page(holdings, collection.as_shown(view)))
        except MkbviewerError as problem:
            pages.append(problem)
    return pages


def _have(levels: "Sequence[Frame]", base: str) -> bool:
    """Whether a period can be the base of every series."""
    from mkbviewer.core.transform import base_periods

    return all(base_periods(level, base) for level in levels)


def _common_years(levels: "Sequence[Frame]") -> tuple[str, ...]:
    """The codes of the years of which every series has all figures, each above 0."""
    import numpy as np

    from mkbviewer.core.transform import base_periods

    found: set[str] | None = None
    for level in levels:
        row_of = {period: row for row, period in enumerate(level.periods)}
        years = set()
        for code in {f"{period.year}{Frequency.YEAR}00" for period in level.periods}:
            rows = [row_of[one] for one in base_periods(level, code)]
            figures = level.values[rows, :1]
            if rows and np.isfinite(figures).all() and (figures > 0).all():
                years.add(code)
        found = years if found is None else found & years
    return tuple(sorted(found or ()))


def _one_series(frame: "Frame", key: str, label: str) -> "Frame":
    """The first series alone, with a key and a label of its own, without periods before its own."""
    import numpy as np

    from mkbviewer.core.frame import select_rows

    one = replace(
        frame,
        series=(
            replace(
                frame.series[0],
                key=key,
                label=label,
                unit=frame.unit_of(0),
                member="",
            ),
        ),
        values=frame.values[:, :1],
        statuses=frame.statuses[:, :1],
    )
    there = np.flatnonzero(np.isfinite(one.values[:, 0]))
    if not there.size:
        return one
    return select_rows(one, np.arange(there[0], there[-1] + 1))


def _collected(holdings: Holdings, page: Page, item: Collected) -> Collected:
    frame = page.frame
    provenance = frame.provenance
    own = holdings.own.find_table(provenance.table) if page.source else None
    return replace(
        item,
        provenance=provenance,
        unit=unit_label(frame.unit_of(0)),
        frequency=frame.periods[0].frequency.label if frame.periods else "",
        releases=tuple(one.name for one in own.releases) if own else (),
        identity=identity_of(page, frame.series[0]),
    )


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)


def _parts(page: Page, view: View) -> tuple[str, ...]:
    """What a series is, from the subject to what was done to it."""
    frame = page.frame
    series = frame.series[0] if frame.series else None
    subject = page.indicator.short_title if page.indicator else page.title
    measure = page.structure.measure(series.measure) if series else None
    has_measures = len(page.structure.measures) > 1
    dimension = page.structure.dimension(page.view.by)
    member = dimension.member(series.member) if dimension and series else None
    has_members = dimension is not None and len(dimension.members) > 1
    release = frame.provenance.release_words if view.release else ""
    return (
        subject or page.title,
        measure.title if measure and has_measures and not _is_named(page, measure.title) else "",
        member.label if member and has_members else "",
        ", ".join(held_at(page)),
        frame.transformation,
        release,
        page.view.source if page.indicator and len(page.sources) > 1 else "",
    )


def _is_named(page: Page, measure: str) -> bool:
    """Whether the subject has the name of the measure, in whichever language."""
    indicator = page.indicator
    names = [page.title, *dict(indicator.titles).values()] if indicator else [page.title]
    names += dict(indicator.short_titles).values() if indicator else ()
    return measure.casefold() in {one.casefold() for one in names}


def _labels(parts: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], list[str]]:
    """What all series have in common, and for each what tells it from the others."""
    if not parts:
        return (), []
    same = [len(set(column)) == 1 for column in zip(*parts, strict=True)]
    has_several = len(parts) > 1
    common = tuple(text for text, one in zip(parts[0], same, strict=True) if one and text)
    labels = []
    for row in parts:
        told = [
            text for text, one in zip(row, same, strict=True) if text and not (one and has_several)
        ]
        labels.append(", ".join(told) or row[0])
    counted = [
        label if labels.count(label) == 1 else f"{label} ({number})"
        for number, label in enumerate(labels, 1)
    ]
    return (common if has_several else ()), counted


def main_views(holdings: Holdings, view: View) -> tuple[View, ...]:
    """The view of the one series that stands for a subject: its total where it has one.

    Raises what `read_page` raises; no views where there are no figures.
    """
    page = read_page(holdings, replace(view, beside="", beside_members=()))
    if not page.frame.series:
        return ()
    dimension = page.structure.dimension(page.view.by)
    chosen = dimension.member(page.view.members[0]) if dimension and page.view.members else None
    if dimension is not None and page.indicator is None and not view.members:
        chosen = find_total(dimension.members) or chosen
    views = series_views(page)[:1]
    if chosen is None or page.view.by_cohort:
        return views
    return tuple(replace(one, members=(chosen.code,)) for one in views)
