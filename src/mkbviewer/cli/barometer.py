"""The barometer of a quarter, and the positions on the cycle clock."""

import math
from argparse import Namespace
from typing import Any

from mkbviewer.cli.holdings import opened_holdings
from mkbviewer.cli.output import tell, tell_problem, write_columns, write_json
from mkbviewer.cli.replacing import replace_series
from mkbviewer.core.cycle.cycle import Cycle, compute_cycle
from mkbviewer.core.cycle.cycle_method import Method, endpoint_words, library_words
from mkbviewer.core.cycle.cycle_series import CycleSeries
from mkbviewer.core.cycle.weather import (
    Barometer,
    Published,
    State,
    composite,
    opening_quarter,
    published_of,
    read_barometer,
    weather_of,
)
from mkbviewer.core.errors import InvalidView
from mkbviewer.core.frame import Values
from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_number
from mkbviewer.core.period import Period
from mkbviewer.core.period_label import parse_period
from mkbviewer.store.pages.barometer import kept_cycle, read_cycle, read_published, read_series
from mkbviewer.store.pages.holdings import Holdings


def run_barometer(options: Namespace) -> int:
    """Write how each of the twelve stands in one quarter, and the weather of the whole."""
    with opened_holdings(options) as holdings:
        cycle = _read(holdings, options)
        published = read_published(holdings)
    period = _quarter(cycle, options.quarter) or opening_quarter(cycle, published)
    barometer = read_barometer(cycle, period, recomputed=options.recomputed)
    told = published_of(published, period)
    if options.json:
        write_json(_describe_barometer(barometer, told, recomputed=options.recomputed))
    else:
        _write_barometer(barometer, told)
    return 0


def run_clock(options: Namespace) -> int:
    """Write the positions on the clock: the newest in words, all of them as JSON."""
    with opened_holdings(options) as holdings:
        cycle = _read(holdings, options)
    if options.json:
        write_json(_describe_clock(cycle))
    else:
        _write_clock(cycle, recomputed=options.recomputed)
    return 0


def own_outcome() -> str:
    """The label of everything computed here."""
    return _("computed by mkbviewer, not the outcome of CBS")


def _read(holdings: Holdings, options: Namespace) -> Cycle:
    choice = replace_series(holdings, read_series(holdings), options.replacements)
    for key, problem in choice.problems.items():
        tell_problem(problem, key)
    method = Method(options.method)
    if not options.replacements:
        return read_cycle(holdings, choice.series, method)
    for one in choice.series:
        if one.is_own:
            tell(f"{one.short_label}: {one.origin_words}; {one.adjustment.value}.")
    # What the window computed of the user's choice stays kept: this is for one run.
    return kept_cycle(holdings, choice.series, method) or compute_cycle(choice.series, method)


def _quarter(cycle: Cycle, text: str) -> Period | None:
    if not text:
        return None
    period, _status = parse_period(text)
    if period not in cycle.periods:
        raise InvalidView(
            _("There is no barometer of “{quarter}”.").format(quarter=text),
            _("The series go from {first} to {last}.").format(
                first=cycle.periods[0].code, last=cycle.periods[-1].code
            ),
            _("Give a quarter as CBS writes it: 2023KW03."),
        )
    return period


def _write_barometer(barometer: Barometer, published: Published | None) -> None:
    write_columns(
        (_("indicator"), _("figure"), _("level"), _("change"), _("state"), _("weather")),
        (
            (
                state.series.label,
                state.series.format(state.value) if math.isfinite(state.value) else "",
                format_number(state.level, 2, signed=True),
                format_number(state.change, 2, signed=True),
                state.words(barometer.method),
                state.weather.label if state.weather else "",
            )
            for state in barometer.states
        ),
    )
    weather = barometer.weather
    print()
    print(
        _("{quarter}: {weather}; {above} of {known} good, {worse} of {compared} worse").format(
            quarter=barometer.period.label,
            weather=weather.label if weather else _("no weather, too few series are known"),
            above=barometer.above,
            known=barometer.known,
            worse=barometer.worse,
            compared=barometer.compared,
        )
    )
    if published:
        print(
            _("{source} states: {outcome}, {worse} of {count} worse").format(
                source=published.source,
                outcome=published.outcome,
                worse=published.worse,
                count=published.count,
            )
        )
    tell(f"{own_outcome()}: {barometer.method.formula}; {barometer.method.parameters}.")


def _describe_method(method: Method) -> dict[str, Any]:
    return {
        "method": method.value,
        "label": own_outcome(),
        "formula": method.formula,
        "parameters": method.parameters,
        "library": library_words(),
    }


def _describe_barometer(
    barometer: Barometer, published: Published | None, *, recomputed: bool
) -> dict[str, Any]:
    return {
        "quarter": barometer.period.code,
        **_describe_method(barometer.method),
        "positions": "recomputed" if recomputed else "fixed",
        "weather": _weather_name(barometer.level, barometer.change),
        "level": _number(barometer.level),
        "change": _number(barometer.change),
        "above": barometer.above,
        "worsened": barometer.worse,
        "known": barometer.known,
        "compared": barometer.compared,
        "missing": [state.series.key for state in barometer.states if state.missing],
        "published": None
        if published is None
        else {
            "source": published.source,
            "outcome": published.outcome,
            "worsened": published.worse,
            "count": published.count,
        },
        "series": [_describe_state(state) for state in barometer.states],
    }


def _describe_state(state: State) -> dict[str, Any]:
    is_compared = math.isfinite(state.change)
    return {
        **_describe_series(state.series),
        "value": _number(state.value),
        "reference": _number(state.reference),
        "level": _number(state.level),
        "change": _number(state.change),
        "above": state.is_above if math.isfinite(state.level) else None,
        "worsened": state.is_worse if is_compared else None,
        "weather": _weather_name(state.level, state.change),
        "missing": state.missing,
    }


def _describe_series(series: CycleSeries) -> dict[str, Any]:
    return {
        "indicator": series.key,
        "title": series.label,
        "kind": series.kind.value,
        "good_direction": "down" if series.is_reversed else "up",
        "table": series.table,
        "filters": series.filters,
        "variant": series.variant,
        "own": series.is_own,
        "adjustment": series.adjustment.value,
    }


def _describe_clock(cycle: Cycle) -> dict[str, Any]:
    fixed, recomputed = composite(cycle), composite(cycle, recomputed=True)
    return {
        **_describe_method(cycle.method),
        "uncertainty": endpoint_words(cycle.method),
        "periods": [period.code for period in cycle.periods],
        "series": [
            {
                **_describe_series(series),
                "values": _numbers(cycle.values[:, column]),
                "fixed": {
                    "level": _numbers(cycle.fixed.levels[:, column]),
                    "change": _numbers(cycle.fixed.changes[:, column]),
                },
                "recomputed": {
                    "level": _numbers(cycle.recomputed.levels[:, column]),
                    "change": _numbers(cycle.recomputed.changes[:, column]),
                },
            }
            for column, series in enumerate(cycle.series)
        ],
        "composite": {
            "fixed": {
                "level": _numbers(fixed.levels[:, 0]),
                "change": _numbers(fixed.changes[:, 0]),
            },
            "recomputed": {
                "level": _numbers(recomputed.levels[:, 0]),
                "change": _numbers(recomputed.changes[:, 0]),
            },
        },
    }


def _write_clock(cycle: Cycle, *, recomputed: bool) -> None:
    positions = cycle.recomputed if recomputed else cycle.fixed
    rows = []
    for column, series in enumerate(cycle.series):
        known = [
            row
            for row in range(len(cycle.periods))
            if math.isfinite(positions.changes[row, column])
        ]
        if not known:
            rows.append((series.label, "", "", "", ""))
            continue
        row = known[-1]
        level, change = float(positions.levels[row, column]), float(positions.changes[row, column])
        weather = weather_of(level, change)
        rows.append(
            (
                series.label,
                cycle.periods[row].code,
                format_number(level, 2, signed=True),
                format_number(change, 2, signed=True),
                weather.label if weather else "",
            )
        )
    write_columns(
        (_("indicator"), _("newest quarter"), _("level"), _("change"), _("weather")), rows
    )
    tell(f"{own_outcome()}: {cycle.method.formula}; {cycle.method.parameters}.")
    tell(endpoint_words(cycle.method))


def _weather_name(level: float, change: float) -> str | None:
    weather = weather_of(level, change)
    return weather.name.lower() if weather else None


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _numbers(values: Values) -> list[float | None]:
    return [_number(value) for value in values.tolist()]
