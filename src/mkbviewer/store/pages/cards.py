"""The overview's cards: per indicator one series, or the fact that the report states.

Reading the figures of all indicators takes longer than the overview may wait, so they are kept
in the user's library once read, each under the releases that it was read from.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from mkbviewer.core.frame import Frame, Provenance, Series, empty_frame
from mkbviewer.core.model import Origin
from mkbviewer.core.page import Card, Page, held_members
from mkbviewer.core.period import Period, parse_code, text_period
from mkbviewer.core.recipes.aggregation import LARGE
from mkbviewer.core.recipes.breakdown import BREAKDOWNS, MKB, TOTAL
from mkbviewer.core.report.catalogue import Indicator
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.transform import select_season
from mkbviewer.core.view import View
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import SuppliedSource, read_page, supplied_sources
from mkbviewer.store.pages.supply import label_of, title_of

CARDS = "card"
"""The kind under which a library keeps the cards' series."""

_Held = tuple[tuple[str, str], ...]
"""The dimensions at which a neighbouring concept is held, and the member of each."""


@dataclass(frozen=True)
class _Wanted:
    """What one card shows, and the name of what it was read from.

    `edition` is the key of an edition other than the one that the program ships.
    """

    indicator: Indicator
    supplied: SuppliedSource | None
    edition: str = ""

    @property
    def key(self) -> str:
        """Under what the card's series is kept."""
        return f"{self.edition}:{self.indicator.id}" if self.edition else self.indicator.id

    @property
    def is_related(self) -> bool:
        """Whether the figures are of a neighbouring concept, not of the report's own."""
        return self.supplied is not None and self.supplied.source.match == "related"

    @property
    def fingerprint(self) -> str:
        """Changes with the source and its release."""
        if self.supplied is None:
            return ""
        source = self.supplied.source
        return f"{source.origin.value}|{source.table}|{source.release}"


def _never() -> None:
    """Nobody asks the reading to stop."""


def read_cards(
    holdings: Holdings, check_cancelled: Callable[[], None] = _never
) -> tuple[Card, ...]:
    """The cards of all indicators, in the order of the catalogue.

    Where the figures are of a neighbouring concept only, the card has what the report states: a
    card has no room for the sentence that says how they differ.
    Series that were kept before are not read again. `check_cancelled` is called before each card,
    and stops the reading by raising. Raises LibraryProblem when figures cannot be read.
    """
    kept = {**holdings.embedded.entries(CARDS), **holdings.own.entries(CARDS)}
    cards = []
    for wanted in _wanted(holdings):
        check_cancelled()
        cards.append(_read_card(holdings, wanted, kept))
    return tuple(cards)


def _wanted(holdings: Holdings) -> Iterator[_Wanted]:
    for indicator in holdings.catalogue.indicators:
        sources = supplied_sources(holdings, indicator)
        yield _Wanted(indicator, sources[0] if sources else None, holdings.edition_key)


def _read_card(holdings: Holdings, wanted: _Wanted, kept: dict[str, str]) -> Card:
    indicator = wanted.indicator
    fact, earlier = newest_facts(holdings.facts_of(indicator.id))
    if wanted.supplied is None or (fact and wanted.is_related):
        return Card(indicator, empty_frame(), None, fact, earlier)
    packed = kept.get(wanted.key, "")
    frame = _unpack(packed, wanted.fingerprint)
    if frame is None:
        by, held, frame = _read_series(holdings, wanted)
        packed = _pack(wanted.fingerprint, by, held, frame)
        _keep(holdings, wanted, packed)
    frame = _label(holdings, wanted, packed, frame)
    return Card(indicator, frame, wanted.supplied.source, fact, earlier)


def newest_facts(facts: Sequence[Fact]) -> tuple[Fact | None, Fact | None]:
    """The first fact of an indicator in its newest period, and the same in the one before.

    One about large businesses only where there is no other: the cards are about the mkb. Earlier
    ones are only from the same section of the report: another author counts by another definition.
    """
    if not facts:
        return None, None
    first = next((one for one in facts if one.size_class != LARGE), facts[0])
    if first.period.start is None:
        return first, None
    same = sorted(
        (
            one
            for one in facts
            if _subject(one) == _subject(first)
            and one.period.start is not None
            and one.period.frequency is first.period.frequency
        ),
        key=lambda one: one.period.sort_key,
    )
    newest = same[-1]
    before = [one for one in same if one.period != newest.period]
    return newest, before[-1] if before else None


def _subject(fact: Fact) -> tuple[object, ...]:
    return fact.measure, fact.unit, fact.members, fact.section


def _read_series(holdings: Holdings, wanted: _Wanted) -> tuple[str, _Held, Frame]:
    page = read_page(holdings, View(wanted.indicator.id))
    member = _headline_member(holdings, wanted.indicator, page)
    if member and member not in page.view.members:
        page = read_page(holdings, View(wanted.indicator.id, members=(member,)))
    level = select_season(page.level, page.view.season)
    column = next((place for place, one in enumerate(level.series) if one.member == member), 0)
    held = tuple((key, one.code) for key, one in held_members(page)) if wanted.is_related else ()
    return (
        page.view.by,
        held,
        replace(
            level,
            series=level.series[column : column + 1],
            values=level.values[:, column : column + 1],
            statuses=level.statuses[:, column : column + 1],
        ),
    )


def _headline_member(holdings: Holdings, indicator: Indicator, page: Page) -> str:
    """The member that the report's first fact is about, else the mkb or the total.

    Large businesses only where no fact is about others: the cards are about the mkb. No card begins
    with a class that is computed.
    """
    dimension = page.structure.dimension(page.view.by)
    offered = {one.code for one in dimension.members} if dimension else set()
    offered -= set(page.computed)
    facts = holdings.facts_of(indicator.id)
    about = [member for fact in facts for member in _members_about(indicator, fact, page.view.by)]
    wanted = (*(one for one in about if one != LARGE), *about, TOTAL) if facts else (MKB, TOTAL)
    return next((member for member in wanted if member in offered), "")


def _members_about(indicator: Indicator, fact: Fact, by: str) -> tuple[str, ...]:
    """The members with which a fact is computed on this page, and those that it names itself."""
    how = next((one for one in indicator.checks if one.covers(fact)), None)
    if how is None or how.page not in ("", indicator.id):
        return fact.members
    computed = dict(how.ingredients[0].where).get(by, "")
    return (computed, *fact.members) if computed else fact.members


def _label(holdings: Holdings, wanted: _Wanted, text: str, frame: Frame) -> Frame:
    """The frame with its title and label in the language of now."""
    kept = json.loads(text)
    by = kept["by"]
    if by not in BREAKDOWNS:
        return frame
    series = frame.series[0]
    table = wanted.supplied.source.table if wanted.supplied else ""
    members = [(by, series.member), *kept.get("held", ())]
    filling = wanted.indicator.filling(table)
    label = ", ".join(label_of(key, code, holdings.sectors, filling) for key, code in members)
    title = title_of(series.measure, filling)
    return replace(frame, title=title, series=(replace(series, label=label),))


def _keep(holdings: Holdings, wanted: _Wanted, packed: str) -> None:
    library = holdings.own
    if not library.read_only:
        library.put_entry(CARDS, wanted.key, packed)


def _pack(fingerprint: str, by: str, held: _Held, frame: Frame) -> str:
    return json.dumps(
        {
            "fingerprint": fingerprint,
            "by": by,
            "held": held,
            "periods": [period.code for period in frame.periods],
            "values": [None if np.isnan(value) else float(value) for value in frame.values[:, 0]],
            "statuses": [int(status) for status in frame.statuses[:, 0]],
            "series": asdict(frame.series[0]),
            "provenance": asdict(frame.provenance),
            "title": frame.title,
            "unit": frame.unit,
        },
        ensure_ascii=False,
    )


def _unpack(text: str, fingerprint: str) -> Frame | None:
    try:
        kept = json.loads(text)
        if kept["fingerprint"] != fingerprint:
            return None
        provenance = Provenance(
            **{**kept["provenance"], "origin": Origin(kept["provenance"]["origin"])}
        )
        values = [np.nan if value is None else value for value in kept["values"]]
        return Frame(
            periods=tuple(_period(code) for code in kept["periods"]),
            series=(Series(**kept["series"]),),
            values=np.array(values, dtype=np.float64).reshape(-1, 1),
            statuses=np.array(kept["statuses"], dtype=np.uint8).reshape(-1, 1),
            provenance=provenance,
            title=kept["title"],
            unit=kept["unit"],
        )
    except (KeyError, TypeError, ValueError):
        return None


def _period(code: str) -> Period:
    return parse_code(code) or text_period(code)
