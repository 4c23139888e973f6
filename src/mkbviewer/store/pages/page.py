"""Making pages: find what fills a view, read its figures, transform them."""

from dataclasses import dataclass, replace
from functools import partial
from operator import is_
from typing import TYPE_CHECKING

from mkbviewer.core.errors import InvalidRecipe, InvalidView, UnknownName
from mkbviewer.core.frequency import combinations_of, combine, part_of, without_frequency
from mkbviewer.core.language import _, pick, words_of_data
from mkbviewer.core.model import Origin, Structure, Table
from mkbviewer.core.page import Page, Source
from mkbviewer.core.period import Frequency, parse_code
from mkbviewer.core.recipes.aggregation import with_aggregates
from mkbviewer.core.recipes.parts import has_rates
from mkbviewer.core.recipes.recipe import Recipe
from mkbviewer.core.report.catalogue import Filling, Indicator, Selection
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.view import View
from mkbviewer.core.words.wording import spell
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.aggregate_supply import with_computed_classes
from mkbviewer.store.pages.defaults import resolve
from mkbviewer.store.pages.holdings import Holdings, embedded_table_id
from mkbviewer.store.pages.known_level import Known, has_level_of, restep
from mkbviewer.store.pages.nearest import read_nearest
from mkbviewer.store.pages.recipe_supply import RecipeSupply
from mkbviewer.store.pages.supply import Choice, Supply, TableSupply

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame


@dataclass(frozen=True)
class SuppliedSource:
    """A source with what reads it and the selection with which its page opens."""

    source: Source
    supply: Supply
    selection: Selection


def sources_of(holdings: Holdings, indicator: Indicator) -> tuple[Source, ...]:
    """The tables that can fill an indicator now: the user's own first, then the embedded."""
    return tuple(one.source for one in supplied_sources(holdings, indicator))


def supplied_sources(holdings: Holdings, indicator: Indicator) -> tuple[SuppliedSource, ...]:
    """The sources of an indicator, each with its supply.

    They are the same ones as long as indicator, tables and language are: a supply finds once what
    can be chosen of it.
    """
    made_of = (indicator, holdings.own.tables(), holdings.embedded.tables(), words_of_data())
    known, sources = holdings.kept_sources.get(indicator.id, ((), ()))
    if len(known) != len(made_of) or not all(map(is_, known, made_of)):
        sources = _find_sources(holdings, indicator)
        holdings.kept_sources[indicator.id] = made_of, sources
    return sources


def _find_sources(holdings: Holdings, indicator: Indicator) -> tuple[SuppliedSource, ...]:
    own = [
        found
        for filling in indicator.fillings
        if (found := _own_source(holdings, indicator, filling))
    ]
    taken = {one.source.table.lower() for one in own}
    embedded = [
        found
        for filling in indicator.fillings
        if filling.table.lower() not in taken
        and (found := _embedded_source(holdings, indicator, filling))
    ]
    return (*own, *embedded)


def _own_source(
    holdings: Holdings, indicator: Indicator, filling: Filling
) -> SuppliedSource | None:
    # Raising would look for names that come near the table's, which takes long.
    if filling.recipe is None or holdings.own.find_table(filling.table) is None:
        return None
    try:
        return _supply_own(holdings, indicator, filling, filling.recipe)
    except (UnknownName, InvalidRecipe):
        return None


def _supply_own(
    holdings: Holdings, indicator: Indicator, filling: Filling, recipe: Recipe, release: str = ""
) -> SuppliedSource:
    table = _as_of(holdings.own, holdings.own.table(filling.table), release)
    extended = with_aggregates(recipe)
    plain = RecipeSupply(holdings.own, table, extended, holdings.sectors, filling)
    supply = with_computed_classes(plain, plain.structure, recipe, filling)
    source = _describe(filling, Origin.IMPORTED, release or table.newest.name, table.title)
    return SuppliedSource(source, supply, filling.selection or indicator.selection)


def _as_of(library: Library, table: Table, release: str) -> Table:
    """The table with what could be chosen in one of its releases."""
    if not release:
        return table
    return replace(table, structure=library.structure(table.id, release))


def _older_source(
    holdings: Holdings, indicator: Indicator, newest: SuppliedSource, release: str
) -> SuppliedSource:
    for filling in indicator.fillings:
        if filling.table == newest.source.table and filling.recipe is not None:
            return _supply_own(holdings, indicator, filling, filling.recipe, release)
    return newest


def _embedded_source(
    holdings: Holdings, indicator: Indicator, filling: Filling
) -> SuppliedSource | None:
    table = holdings.embedded.find_table(embedded_table_id(indicator.id, filling.table))
    if table is None:
        return None
    plain = TableSupply(holdings.embedded, table, holdings.sectors, filling)
    supply = with_computed_classes(plain, table.structure, filling.recipe, filling)
    source = _describe(filling, Origin.EMBEDDED, table.newest.name, "")
    return SuppliedSource(source, supply, filling.selection or indicator.selection)


def _describe(filling: Filling, origin: Origin, release: str, title: str) -> Source:
    recipe = filling.recipe
    period = parse_code(recipe.period) if recipe and recipe.period else None
    notes = [filling.note, filling.shipped if origin is Origin.EMBEDDED else None]
    return Source(
        table=filling.table,
        origin=origin,
        release=release,
        match=filling.match,
        role=filling.role,
        note=" ".join(pick(dict(one)) for one in notes if one),
        formula=spell(filling.formula),
        title=title,
        period=period.label if period else "",
    )


def read_page(holdings: Holdings, view: View, known: Known | None = None) -> Page:
    """The page of a view; of the figures that are `known` where it only does other things to them.

    Raises UnknownName for a subject that is not there, InvalidView for a choice that the subject
    does not offer, LibraryProblem when the figures cannot be read.
    """
    return (
        _read_table_page(holdings, view, known)
        if view.is_table
        else _read_indicator_page(holdings, view, known)
    )


def find_source(
    holdings: Holdings, view: View
) -> tuple[tuple[SuppliedSource, ...], SuppliedSource | None]:
    """The sources of a view's subject, and the one that the view is of; None where there is none.

    Raises what `read_page` raises.
    """
    if view.is_table:
        library, table = holdings.find_table(view.subject)
        table = _as_of(library, table, view.release)
        release = view.release or table.newest.name
        source = Source(table.id, table.origin, release, title=table.title)
        supply = TableSupply(library, table, holdings.sectors)
        found = SuppliedSource(source, supply, Selection(chart="", by=""))
        return (found,), found
    indicator = holdings.indicator(view.subject)
    sources = supplied_sources(holdings, indicator)
    if not sources:
        return (), None
    chosen = next((one for one in sources if one.source.table == view.source), None)
    if view.source and chosen is None:
        raise InvalidView(
            _("Table {table} does not fill this page.").format(table=view.source),
            "",
            _("Choose one of: {tables}.").format(
                tables=", ".join(one.source.table for one in sources)
            ),
        )
    chosen = chosen or sources[0]
    if view.release and chosen.source.origin is Origin.IMPORTED:
        chosen = _older_source(holdings, indicator, chosen, view.release)
    return sources, chosen


def _read_table_page(holdings: Holdings, view: View, known: Known | None) -> Page:
    sources, chosen = find_source(holdings, view)
    assert chosen is not None
    source = chosen.source
    page = _fill(view, source.title, sources, chosen, known)
    return replace(page, view=replace(page.view, subject=source.table))


def _read_indicator_page(holdings: Holdings, view: View, known: Known | None) -> Page:
    indicator = holdings.indicator(view.subject)
    facts = holdings.facts_of(indicator.id)
    sources, chosen = find_source(holdings, view)
    if chosen is None:
        return _page_without_data(view, indicator, facts)
    page = _fill(view, indicator.title, sources, chosen, known)
    return replace(page, indicator=indicator, facts=facts)


def _page_without_data(view: View, indicator: Indicator, facts: tuple[Fact, ...]) -> Page:
    from mkbviewer.core.frame import empty_frame

    nothing = empty_frame(title=indicator.title, unit=indicator.unit)
    return Page(
        view=view,
        title=indicator.title,
        sources=(),
        structure=Structure((), ()),
        frame=nothing,
        level=nothing,
        indicator=indicator,
        facts=facts,
    )


def _fill(
    view: View,
    title: str,
    sources: tuple[SuppliedSource, ...],
    chosen: SuppliedSource,
    known: Known | None,
) -> Page:
    structure = chosen.supply.structure
    if known is not None and structure == known[1].structure:
        structure = known[1].structure  # Who shows it sees at a glance that it is the same.
    if known is not None and has_level_of(known, view, chosen.source):
        level = known[1].level
        resolved, shown = restep(known[1], view, chosen.selection)
    else:
        resolved, level = _read_shown_level(view, structure, chosen)
        shown = None
    frame = _do_steps(resolved, level) if shown is None else shown
    if part_of(structure, resolved.frequency) is not None:
        title = without_frequency(title)
    return Page(
        view=resolved,
        title=title,
        sources=tuple(one.source for one in sources),
        structure=structure,
        frame=frame,
        level=level,
        computed=chosen.supply.computed_members(resolved.measures),
    )


def _read_shown_level(
    view: View, structure: Structure, chosen: SuppliedSource
) -> "tuple[View, Frame]":
    from mkbviewer.core.recipes.cohorts import ages_of, by_cohort

    resolved, level = read_nearest(partial(read_level, chosen), view, structure)
    if resolved.by_cohort:
        level = by_cohort(level, ages_of({one.key: one.title for one in structure.measures}))
    return resolved, level


def _do_steps(view: View, level: "Frame") -> "Frame":
    """The level transformed, averaged and cut to the periods of the view, in this order."""
    from mkbviewer.core.transform import average, select_range, select_season, transform

    changed = average(transform(level, view.transformation, view.base), view.average)
    if view.first or view.last:
        changed = select_range(changed, view.first, view.last)
    return select_season(changed, view.season)


def read_level(chosen: SuppliedSource, view: View) -> "tuple[View, Frame]":
    """The view with every default filled in, and the figures that a source has for it.

    Periods that the source does not have are made of its shorter ones.

    Raises InvalidView for a choice that the source does not offer, LibraryProblem when the
    figures cannot be read.
    """
    supply = chosen.supply
    resolved = resolve(view, supply.structure, chosen.selection, supply.totals)
    resolved = replace(resolved, source=chosen.source.table)
    frame = _read_side_by_side(supply, resolved)
    if has_rates(frame, supply.structure):
        frame = replace(frame, adds_up=False)
    return resolved, _with_provenance(chosen, _in_periods(resolved, supply.structure, frame))


def _read_side_by_side(supply: Supply, view: View) -> "Frame":
    from mkbviewer.core.joining import put_side_by_side

    structure = supply.structure
    second = structure.dimension(view.beside)
    if second is None:
        return supply.read(choice_of(view, structure))
    labels = {one.code: one.label for one in second.members}
    return put_side_by_side(
        [
            (code, labels[code], supply.read(choice_of(held_beside(view, code), structure)))
            for code in view.beside_members
        ]
    )


def held_beside(view: View, code: str) -> View:
    """The view of one of the members that stand side by side, alone."""
    if not view.beside:
        return view
    where = (*view.where, (view.beside, code))
    return replace(view, where=where, beside="", beside_members=())


def choice_of(view: View, structure: Structure) -> Choice:
    """What a view with every default filled in asks of a supply with this structure."""
    part = part_of(structure, view.frequency)
    frequency = view.frequency if part is None else part.value
    return Choice(view.measures, view.by, view.members, view.where, frequency, view.release)


def _in_periods(view: View, structure: Structure, frame: "Frame") -> "Frame":
    """The frame in the periods of the view, made of shorter ones where that is needed."""
    if part_of(structure, view.frequency) is None:
        return frame
    return combine(frame, Frequency(view.frequency), combinations_of(view, structure, frame))


def _with_provenance(chosen: SuppliedSource, frame: "Frame") -> "Frame":
    source = chosen.source
    return replace(
        frame,
        provenance=replace(
            frame.provenance,
            table=source.table,
            table_title=source.title or frame.provenance.table_title,
            origin=source.origin,
            match=source.match,
            note=source.note,
            formula=_formula(source, frame.provenance.formula),
        ),
    )


def _formula(source: Source, computed: str) -> str:
    """How figures came about: as they were before they were shipped, and what was done since."""
    if source.origin is Origin.IMPORTED:
        return computed or source.formula
    return "; ".join(part for part in (source.formula, computed) if part)
