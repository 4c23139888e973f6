"""Explaining a figure of a page: reading what it was computed from."""

from mkbviewer.core.errors import InvalidView
from mkbviewer.core.frequency import combinations_of, parts_of
from mkbviewer.core.joining import BESIDE_MARK
from mkbviewer.core.language import _
from mkbviewer.core.model import Origin
from mkbviewer.core.page import Page
from mkbviewer.core.period import Period
from mkbviewer.core.recipes.cohorts import ages_of, shift_years
from mkbviewer.core.recipes.derivation import Derivations, explain
from mkbviewer.core.recipes.explained_steps import Steps, combined_tokens, term_of
from mkbviewer.core.recipes.explanation import Explanation, Term
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import choice_of, find_source, held_beside


def explain_figure(holdings: Holdings, page: Page, row: int, column: int) -> Explanation:
    """How the figure at a row and column of the frame shown was computed.

    Raises InvalidView where the page has no such figure, and whatever reading it again raises.
    """
    frame, level, view = page.frame, page.level, page.view
    _sources, chosen = find_source(holdings, view)
    if chosen is None or row >= len(frame.periods) or column >= len(frame.series):
        raise InvalidView(_("There is no figure here to explain."))
    structure = chosen.supply.structure
    beside = frame.series[column].beside
    found = chosen.supply.derivations(choice_of(held_beside(view, beside), structure))
    steps = Steps(level, view, lambda place, period: _on_the_level(found, page, place, period))
    term = steps.explain(frame, row, column)
    indicator = page.indicator
    filling = indicator.filling(chosen.source.table) if indicator else None
    return Explanation(
        title=_title(page, row, column),
        term=term,
        provenance=frame.provenance,
        is_shipped=chosen.source.origin is Origin.EMBEDDED and not view.is_table,
        stated=chosen.source.formula,
        can_be_imported=filling is not None and filling.recipe is not None,
    )


def _on_the_level(found: Derivations, page: Page, column: int, period: Period) -> Term:
    series = page.level.series[column]
    part = found.parts[series.key.removesuffix(f"{BESIDE_MARK}{series.beside}")]
    ages = ages_of({one.key: one.title for one in page.structure.measures})
    if page.view.by_cohort and series.measure in ages:
        # The page puts the figure at the year of birth, the table at that of the count.
        period = shift_years(period, ages[series.measure]) or period
    if not found.periods or found.periods[0].frequency is period.frequency:
        return explain(part, found.periods, period)
    how = combinations_of(page.view, page.structure, page.level)[column]
    pieces = parts_of(period, found.periods[0].frequency, found.periods)
    formula = combined_tokens(how, [explain(part, found.periods, one) for one in pieces])
    return term_of(page.level, column, period, formula)


def _title(page: Page, row: int, column: int) -> str:
    series = page.frame.series[column]
    measure = page.structure.measure(series.measure)
    title = measure.title if measure else page.title
    label = series.label if series.label != title else ""
    named = (title, label, page.frame.transformation, page.frame.periods[row].label)
    return ", ".join(part for part in named if part)
