"""Checking the report: every fact beside the same figure, computed from the tables at hand."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mkbviewer.core.errors import InvalidRecipe, InvalidView, UnknownName
from mkbviewer.core.frequency import part_of
from mkbviewer.core.language import _, pick
from mkbviewer.core.model import Structure
from mkbviewer.core.period import Period, parse_code
from mkbviewer.core.recipes.breakdown import SIZE_CLASS, TOTAL
from mkbviewer.core.report.agreement import Check, Verdict, difference_from, judge, rule_in_words
from mkbviewer.core.report.catalogue import Indicator
from mkbviewer.core.report.facts import Fact, Finding, load_findings
from mkbviewer.core.report.recomputation import Ingredient, Recomputation, members_of
from mkbviewer.core.status import Status
from mkbviewer.core.view import View
from mkbviewer.core.words.capitals import within_sentence
from mkbviewer.core.words.wording import spell
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import SuppliedSource, read_level, supplied_sources

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame

_ALL_TOGETHER = ("", TOTAL)
"""Members that a table without the breakdown stands for itself."""


@dataclass(frozen=True)
class _Computed:
    value: float
    status: Status
    source: SuppliedSource
    formula: str


def read_checks(holdings: Holdings, indicator_id: str = "") -> tuple[Check, ...]:
    """Every fact of the report, or of one indicator, with what comes of computing it again.

    In the order of the report's text. The user's own tables go before the embedded ones. Raises
    LibraryProblem when figures cannot be read.
    """
    facts = holdings.facts_of(indicator_id) if indicator_id else holdings.facts
    return _Checking(holdings).check(facts)


class _Checking:
    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._findings = _load_findings(holdings)
        self._sources: dict[str, tuple[SuppliedSource, ...]] = {}

    def check(self, facts: Sequence[Fact]) -> tuple[Check, ...]:
        return tuple(self._check(fact) for fact in facts)

    def _check(self, fact: Fact) -> Check:
        finding = self._findings.get(fact.key)
        indicator = self._holdings.catalogue.indicator(fact.indicator)
        how = _how_to_compute(indicator, fact)
        computed = self._compute(fact, how) if how else None
        is_explained = finding is not None and finding.verdict == Verdict.REVISED
        value = computed.value if computed else None
        verdict = judge(fact, value, is_explained=is_explained)
        check = Check(
            fact=fact,
            verdict=verdict,
            rule=rule_in_words(fact.qualifier),
            computed=value,
            difference=None if value is None else difference_from(fact, value),
            explanation=_explain(verdict, finding) or self._reason(verdict, indicator, how),
            nearest=finding.nearest if finding else None,
        )
        if computed is None:
            return check
        source = computed.source.source
        return replace(
            check,
            status=computed.status,
            table=source.table,
            release=source.release,
            origin=source.origin,
            formula=computed.formula,
        )

    def _compute(self, fact: Fact, how: Recomputation) -> _Computed | None:
        """What the first source gives that has all the figures."""
        for source in self._sources_for(how, how.page or fact.indicator):
            try:
                found = _compute_from(source, fact, how)
            except (InvalidView, InvalidRecipe, UnknownName):
                continue
            if found is not None:
                return found
        return None

    def _sources_for(self, how: Recomputation, page: str) -> tuple[SuppliedSource, ...]:
        if page not in self._sources:
            self._sources[page] = supplied_sources(self._holdings, self._holdings.indicator(page))
        if not how.tables:
            return tuple(one for one in self._sources[page] if one.source.match != "related")
        wanted = {table.lower() for table in how.tables}
        return tuple(one for one in self._sources[page] if one.source.table.lower() in wanted)

    def _reason(
        self, verdict: Verdict, indicator: Indicator | None, how: Recomputation | None
    ) -> str:
        if verdict is not Verdict.UNCHECKED:
            return ""
        if how is None or indicator is None:
            needed = pick(dict(indicator.needed or {})) if indicator else ""
            return needed or _("Nobody has said yet how this figure is computed.")
        page = self._holdings.indicator(how.page or indicator.id)
        tables = how.tables or tuple(
            one.table for one in page.fillings if one.match != "related" and one.recipe
        )
        return _("No table at hand has this figure; it would come from {tables}.").format(
            tables=", ".join(tables)
        )


def _load_findings(holdings: Holdings) -> Mapping[tuple[str, ...], Finding]:
    if holdings.edition_key:
        return holdings.findings or {}
    if holdings.data is None or not (holdings.data / "fact_check.csv").is_file():
        return {}
    return load_findings(
        holdings.data / "fact_check.csv", holdings.data / "fact_explanations_nl.csv"
    )


def _how_to_compute(indicator: Indicator | None, fact: Fact) -> Recomputation | None:
    return next((one for one in indicator.checks if one.covers(fact)), None) if indicator else None


def _explain(verdict: Verdict, finding: Finding | None) -> str:
    """The editor's words, where they are about what was found now as well."""
    return finding.explanation if finding and finding.verdict == verdict else ""


def _compute_from(source: SuppliedSource, fact: Fact, how: Recomputation) -> _Computed | None:
    from mkbviewer.core.recipes.composition import Figures, align, evaluate, look_up_in

    period = parse_code(how.period_of(fact))
    if period is None:
        return None
    read = {one.name: _read(source, fact, one, period) for one in how.ingredients}
    periods = _all_periods([frame for _view, frame in read.values()])
    if period not in periods:
        return None
    figures = {
        name: align(Figures(frame.values, frame.statuses), frame.periods, periods)
        for name, (_view, frame) in read.items()
    }
    found = evaluate(how.formula, look_up_in(figures), periods)
    row = periods.index(period)
    value = float(found.values[row, 0])
    if not math.isfinite(value):
        return None
    views = {name: view for name, (view, _frame) in read.items()}
    made_of = dict.fromkeys(frame.provenance.formula for _view, frame in read.values())
    sentences = (_in_words(how, views, source.supply.structure, period), *made_of)
    return _Computed(
        value=value,
        status=Status(int(found.statuses[row, 0])),
        source=source,
        formula=". ".join(sentence for sentence in sentences if sentence),
    )


def _read(
    source: SuppliedSource, fact: Fact, ingredient: Ingredient, period: Period
) -> "tuple[View, Frame]":
    """The one series that an ingredient stands for. Raises InvalidView where there is none."""
    structure = source.supply.structure
    where = _members(structure, {**members_of(fact), **dict(ingredient.where)})
    split = structure.dimension(SIZE_CLASS) or next(iter(structure.dimensions), None)
    by = split.key if split else ""
    view = View(
        subject=fact.indicator,
        source=source.source.table,
        measures=(ingredient.measure,),
        by=by,
        members=(where.pop(by),) if by in where else (),
        where=tuple(where.items()),
        frequency=period.frequency.value,
    )
    if part_of(structure, view.frequency) is not None:
        # A year that we would make of quarters ourselves confirms nothing.
        raise InvalidView(
            _("There is no {kind} “{name}” on this page.").format(
                kind=_("frequency"), name=period.frequency.label
            )
        )
    resolved, frame = read_level(source, view)
    if len(frame.series) != 1:
        raise InvalidView(
            _("There is no {kind} “{name}” on this page.").format(
                kind=_("measure"), name=ingredient.measure
            )
        )
    return resolved, frame


def _members(structure: Structure, named: Mapping[str, str]) -> dict[str, str]:
    """The members by breakdown, without breakdowns that a table for all together has no need of."""
    return {
        breakdown: member
        for breakdown, member in named.items()
        if structure.dimension(breakdown) or member not in _ALL_TOGETHER
    }


def _all_periods(frames: "Sequence[Frame]") -> tuple[Period, ...]:
    found = {period for frame in frames for period in frame.periods}
    return tuple(sorted(found, key=lambda period: period.sort_key))


def _in_words(
    how: Recomputation, views: Mapping[str, View], structure: Structure, period: Period
) -> str:
    """The formula with what it was computed from: measure, members and period."""
    parts = {
        one.name: f"{_title(one.measure, structure)} ({_name_members(views[one.name], structure)})"
        for one in how.ingredients
    }
    if tuple(parts) == (how.formula.text,):
        text = parts[how.formula.text]
    else:
        formula = _CHANGE.sub(_change_in_words, how.formula.text).replace("*", "×")
        text = "; ".join([formula, *(f"{name} = {part}" for name, part in parts.items())])
    return f"{text}, {period.label}"


_CHANGE = re.compile(r"change\((\w+)\)")


def _change_in_words(match: re.Match[str]) -> str:
    return _("{name} − {name} a year earlier").format(name=match[1])


def _title(key: str, structure: Structure) -> str:
    measure = structure.measure(key)
    title = measure.title if measure else spell(key)
    return within_sentence(title)


def _name_members(view: View, structure: Structure) -> str:
    chosen = ((view.by, view.members[0]) if view.members else (view.by, ""), *view.where)
    labels = []
    for key, code in chosen:
        dimension = structure.dimension(key)
        member = dimension.member(code) if dimension and code else None
        if member:
            labels.append(member.label)
    return ", ".join(labels)
