"""Longer periods made of shorter ones: months to quarters and years, by sum, mean or last.

Which of these suits depends on what is counted: what happens in a period is added up, a rate or an
index is averaged, and of what is there at one moment the last is taken. A longer period of which
any needed part is missing is missing: there are no partial sums.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import gcd

import numpy as np

from mkbviewer.core.frame import Frame, Series, combine_statuses, settle
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.model import Measure, Structure
from mkbviewer.core.period import PER_YEAR, Frequency, Period, make_period, shift
from mkbviewer.core.status import Status
from mkbviewer.core.view import Combination, View

TARGETS = (Frequency.QUARTER, Frequency.YEAR)
"""The frequencies to which shorter periods are combined."""

_FEWEST_FOR_A_STEP = 3


def combination_label(how: Combination, part: Frequency) -> str:
    """A combination in a word or two, in the active language; `part` are the shorter periods."""
    return {
        Combination.SUM: _("sum"),
        Combination.MEAN: _("mean"),
        Combination.LAST: _("last {frequency}").format(frequency=part.label),
    }[how]


def name_combination(how: Combination, part: Frequency, count: int) -> str:
    """What is done to `count` shorter periods: `sum of 4 quarters`."""
    if how is Combination.LAST:
        return combination_label(how, part)
    return _("{combination} of {periods}").format(
        combination=combination_label(how, part), periods=count_periods(part, count)
    )


def count_periods(frequency: Frequency, count: int) -> str:
    """So many periods of a frequency, in the active language: `4 quarters`."""
    words = {
        Frequency.YEAR: ngettext("{count} year", "{count} years", count),
        Frequency.HALF_YEAR: ngettext("{count} half-year", "{count} half-years", count),
        Frequency.QUARTER: ngettext("{count} quarter", "{count} quarters", count),
        Frequency.MONTH: ngettext("{count} month", "{count} months", count),
    }
    other = ngettext("{count} period", "{count} periods", count)
    return words.get(frequency, other).format(count=count)


_RATE_UNIT = re.compile(
    r"%|‰|saldo|balance|procentpunt|percentage point|promille|index|z-score|score|ratio|graden|°"
    r"|.*=\s*100|.*\b(?:per|van|of) \w"
)
_RATE = re.compile(
    r"\b(?:gemiddeld\w*|average|mean|aandeel|share|percentage|ind(?:ex|ices)\w*|prijs\w*|prices?"
    r"|koers|ratio|uurloon|hourly)\b|\w+(?:graad|percentage|prijs|index|rente)\b"
    r"|\bper (?:fte|uur|persoon|inwoner|werkzame|bedrijf|hour|person|inhabitant|employee)\b"
)
_STOCK = re.compile(
    r"\b(?:openstaande|open|outstanding|voorraad|voorraden|stocks?|inventor\w+|stand|ultimo"
    r"|(?:aan het |op het )?eind(?:e)? van|at the end of|peildatum|reference date"
    r"|(?:begin|eind)stand|op (?:1|31|de eerste dag|de laatste dag)\b|bevolking|population"
    r"|inwoners|inhabitants|schuld(?:en)?|debts?|vermogen|balanstotaal)\b|\b\w+voorraad\b"
)
_FLOW = re.compile(
    r"\b(?:oprichting\w*|opheffing\w*|opgeheven|opgerichte|fail\w*|bankrupt\w*|births?|deaths?"
    r"|geboorte\w*|overled\w*|overlijden\w*|ontstane|vervulde|filled|new|nieuwe|gestart\w*"
    r"|startende|stoppende|oprichters|uitgesproken|aanvragen|applications|verkopen|verkochte"
    r"|sold|vestiging(?:en)? van|immigratie|emigratie|verhui\w+)\b|\w*aanvra(?:ag|gen)\b"
)
_AT_A_MOMENT = re.compile(
    r"(?:eerste|laatste) (?:werk)?dag van (?:het|de|elk)|aan het eind(?:e)? van (?:het|de|elk)"
    r"|(?:first|last) day of (?:the|each)|at the end of (?:the|each)|\bpeildatum\b"
)
_RUNNING = re.compile(r"\bcumulati\w*|\b(?:sinds|since) (?:1[89]|20)\d\d\b")
_MONEY = re.compile(r"euro|€")
_STANDING = re.compile(
    r"(?:aantal |number of |total |totaal )*"
    r"(?:bedrijven|bedrijfsvestigingen|vestigingen|ondernemingen|businesses|enterprises"
    r"|companies|local units)\b|(?:aantal )?vacatures$"
)
_LABOUR = re.compile(
    r"\b(?:banen|jobs|werkzame personen|employed persons|werknemers|employees|arbeidsvolume"
    r"|beroepsbevolking|labour force|werklozen|unemployed|zelfstandigen)\b"
)
_COUNT_UNIT = re.compile(
    r"aantal|number|x? ?[\d. ]+|×|mln|mld|miljoen|million|billion|duizend|thousand|euro|€|kg|ton"
    r"|uren|hours|personen|persons|bedrijven|vacatures|banen|fte|arbeidsjaren|stuks|kwh|m2|m3|km"
)


def is_rate(measure: Measure) -> bool:
    """Whether a measure is a rate, a price or an index, by rule from its unit and its title."""
    own = measure.title.strip().casefold()
    unit = measure.unit.strip().casefold()
    is_added_up = own.startswith(("total", "totaal")) or _FLOW.search(own)
    return bool(_RATE_UNIT.match(unit) or (_RATE.search(own) and not is_added_up))


def adds_over_time(measure: Measure) -> bool:
    """Whether the sum of its periods is itself a figure: of what happens in them, or of money.

    Stricter than how shorter periods are combined: persons and businesses that are counted in
    each period may be the same ones.
    """
    title = f"{measure.group} {measure.title}".casefold()
    is_told = _FLOW.search(title) or _MONEY.search(measure.unit.casefold())
    return bool(is_told) and combination_of(measure) is Combination.SUM


def combination_of(measure: Measure) -> Combination:
    """How a measure is combined, by rule from its unit, its title and what is told of it.

    A rate, price or index: mean. What is there at one moment: last. Persons in work: mean, as
    CBS makes its years. What happens in a period, and every other count or amount: sum. Without a
    unit that tells: mean, which is never far from the figures themselves.
    """
    unit = measure.unit.strip().casefold()
    title = f"{measure.group} {measure.title}".strip().casefold()
    own = measure.title.strip().casefold()
    if is_rate(measure):
        return Combination.MEAN
    if _RUNNING.search(title):
        return Combination.LAST
    if _FLOW.search(title):
        return Combination.SUM
    told = measure.description.casefold()
    if _STOCK.search(title) or _STANDING.match(own) or _AT_A_MOMENT.search(told):
        return Combination.LAST
    if _LABOUR.search(own) or unit.endswith("fte"):
        return Combination.MEAN
    return Combination.SUM if _COUNT_UNIT.match(unit) else Combination.MEAN


def combinations_of(view: View, structure: Structure, frame: Frame) -> tuple[Combination, ...]:
    """For each series how it is combined: as the view says, else as suits its measure."""
    if view.combination:
        return tuple(Combination(view.combination) for _series in frame.series)
    return tuple(
        combination_of(
            replace(structure.measure(one.measure) or Measure(one.key, one.label), unit=one.unit)
        )
        for one in frame.series
    )


_FREQUENCY_IN_A_TITLE = re.compile(
    r"\s+(?:per|each|elk|iedere?)"
    r"(?:\s+(?:eerste|tweede|derde|vierde|first|second|third|fourth))?"
    r"\s+(?:kwartaal|maand|quarter|month)\b",
    re.IGNORECASE,
)


def without_frequency(title: str) -> str:
    """A title without the frequency of the shorter periods of which others were made."""
    return _FREQUENCY_IN_A_TITLE.sub("", title)


def coarser_frequencies(structure: Structure) -> tuple[Frequency, ...]:
    """The frequencies that a table does not have and that are made from those it has."""
    return tuple(
        one
        for one in TARGETS
        if one not in structure.frequencies and part_of(structure, one.value) is not None
    )


def part_of(structure: Structure, wanted: str) -> Frequency | None:
    """The longest frequency of a table of which periods of the wanted one can be made, or None.

    None also where the table has the wanted frequency itself: its own figures go first.
    """
    if wanted not in TARGETS or wanted in structure.frequencies:
        return None
    pieces = PER_YEAR[Frequency(wanted)]
    found = [
        one
        for one in structure.frequencies
        if PER_YEAR.get(one, 0) > pieces and PER_YEAR[one] % pieces == 0
    ]
    return min(found, key=lambda one: PER_YEAR[one], default=None)


def step_of(periods: Sequence[Period]) -> int:
    """How many periods lie from one figure to the next: 3 for months of a quarterly survey.

    1 unless all periods stand on a grid that divides the year.
    """
    per_year = PER_YEAR.get(periods[0].frequency, 1) if periods else 1
    if per_year == 1 or len(periods) < _FEWEST_FOR_A_STEP:
        return 1
    places = [one.year * per_year + one.number for one in periods]
    step = gcd(*(later - earlier for earlier, later in pairwise(places)))
    return step if step and per_year % step == 0 else 1


def find_longer(period: Period, frequency: Frequency) -> Period | None:
    """The longer period in which a period lies; None where none holds it whole."""
    per_year, pieces = PER_YEAR.get(period.frequency), PER_YEAR.get(frequency)
    if per_year is None or pieces is None or per_year % pieces:
        return None
    number = (max(period.number, 1) - 1) // (per_year // pieces) + 1
    return make_period(period.year, frequency, number if pieces > 1 else 0)


def parts_of(period: Period, part: Frequency, grid: Sequence[Period]) -> tuple[Period, ...]:
    """The shorter periods of which a longer one consists, on the grid of a series."""
    count = PER_YEAR[part] // PER_YEAR[period.frequency]
    first = make_period(period.year, part, (max(period.number, 1) - 1) * count + 1)
    step = step_of(grid)
    offset = (grid[0].number - first.number) % step if grid else 0
    found = (shift(first, place) for place in range(offset, count, step))
    return tuple(one for one in found if one is not None)


def combine(frame: Frame, frequency: Frequency, how: Sequence[Combination]) -> Frame:
    """The frame in longer periods; `how` says for each series how its figures are combined.

    The frame as it is where its periods do not make up such longer ones.
    """
    wanted = {one: find_longer(one, frequency) for one in frame.periods}
    made = dict.fromkeys(one for one in wanted.values() if one is not None)
    periods = tuple(sorted(made, key=lambda one: one.sort_key))
    if not periods or not frame.series:
        return frame
    part = frame.periods[0].frequency
    rows = {period: row for row, period in enumerate(frame.periods)}
    pieces = [parts_of(one, part, frame.periods) for one in periods]
    lots = np.array([[rows.get(one, -1) for one in piece] for piece in pieces], dtype=np.intp)
    is_there = (lots >= 0)[..., np.newaxis]
    values = np.where(is_there, frame.values[lots], np.nan)
    statuses = np.where(is_there, frame.statuses[lots], Status.UNDEFINED).astype(np.uint8)
    is_last = np.array([one is Combination.LAST for one in how])
    is_mean = np.array([one is Combination.MEAN for one in how])
    total = values.sum(axis=1)
    made_of = np.where(is_mean, total / lots.shape[1], total)
    together = combine_statuses(*statuses.swapaxes(0, 1))
    settled, marks = settle(
        np.where(is_last, values[:, -1], made_of), np.where(is_last, statuses[:, -1], together)
    )
    names = dict.fromkeys(name_combination(one, part, lots.shape[1]) for one in how)
    return replace(
        frame,
        periods=periods,
        series=tuple(_of(one, kind) for one, kind in zip(frame.series, how, strict=True)),
        values=settled,
        statuses=marks,
        transformation=" / ".join(names),
    )


def _of(series: Series, how: Combination) -> Series:
    return with_a_decimal(series) if how is Combination.MEAN else series


def with_a_decimal(series: Series) -> Series:
    """The series with one decimal at least: a mean of whole numbers is no whole number."""
    return series if series.decimals is None else replace(series, decimals=max(series.decimals, 1))
