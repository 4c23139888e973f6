"""The series of the barometer as the user has chosen them, and what was computed of them.

Computing needs libraries that take a second or two to load, so what comes of it is kept: for the
shipped series inside the program, for the user's own choice in their library, each under the
fingerprint of the very figures and settings that it was made of.
"""

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mkbviewer.core.cycle.cycle import Cycle, Positions, compute_cycle, quarters
from mkbviewer.core.cycle.cycle_method import FEWEST, LONGEST, SHORTEST, SMOOTHNESS, START, Method
from mkbviewer.core.cycle.cycle_series import (
    Adjustment,
    CycleSeries,
    load_cycle_series,
    main_series,
    read_cycle_series,
)
from mkbviewer.core.cycle.weather import Published, load_published, read_published_rows
from mkbviewer.core.errors import InvalidView, MkbviewerError, UnknownName
from mkbviewer.core.frame import Values
from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.core.period import Frequency
from mkbviewer.core.view import WHOLE_YEAR, View, view_from_dict, view_to_dict
from mkbviewer.store.library.keepsakes import BAROMETER
from mkbviewer.store.pages.holdings import Holdings

CYCLE = "cycle"
"""The kind under which a library keeps what was computed, by method."""

CHOICE = BAROMETER
"""The kind under which the user's library keeps which series stand in for the shipped ones."""

_COMPUTATION = 1
"""To be raised when the arithmetic changes, so that what was kept is made anew."""

_DIGITS = 10


@dataclass(frozen=True)
class Replacement:
    """A series of the user's own in the place of a shipped one.

    `view` shows that one series; `adjustment` says what is still to be done to its figures.
    """

    view: View
    adjustment: Adjustment


@dataclass(frozen=True, eq=False)
class SeriesChoice:
    """The twelve in use. `problems` says, by key, why a series of the user's own is not in use.

    `variants` are all that are shipped, main ones and others.
    """

    series: tuple[CycleSeries, ...]
    variants: tuple[CycleSeries, ...]
    problems: Mapping[str, MkbviewerError]


def read_published(holdings: Holdings) -> tuple[Published, ...]:
    """What was published of the barometer itself, by the edition in use and by the program."""
    assert holdings.data is not None
    own = read_published_rows(holdings.barometer.published)
    told = {one.period for one in own}
    shipped = load_published(holdings.data / "barometer_published.csv")
    return (*(one for one in shipped if one.period not in told), *own)


def read_series(holdings: Holdings) -> SeriesChoice:
    """The twelve series: the edition's, else the shipped ones, or what the user put in place."""
    assert holdings.data is not None
    rows = holdings.barometer.series
    path = holdings.data / "barometer_series.csv"
    variants = read_cycle_series(rows) if rows else load_cycle_series(path)
    chosen = holdings.own.entries(CHOICE)
    series, problems = [], {}
    for one in main_series(variants):
        try:
            text = chosen.get(one.key)
            series.append(_chosen(holdings, one, variants, json.loads(text)) if text else one)
        except MkbviewerError as problem:
            problems[one.key] = problem
            series.append(one)
        except (KeyError, TypeError, ValueError):
            problems[one.key] = InvalidView(_("The choice of a series cannot be read."))
            series.append(one)
    return SeriesChoice(tuple(series), variants, problems)


def _chosen(
    holdings: Holdings,
    main: CycleSeries,
    variants: Sequence[CycleSeries],
    choice: Mapping[str, Any],
) -> CycleSeries:
    if "variant" in choice:
        return find_variant(variants, main.key, choice["variant"])
    replacement = Replacement(view_from_dict(choice["view"]), Adjustment(choice["adjustment"]))
    return read_replacement(holdings, main, replacement)


def find_variant(variants: Sequence[CycleSeries], key: str, name: str) -> CycleSeries:
    """The shipped series of this name for an indicator. Raises UnknownName."""
    of_key = [one for one in variants if one.key == key]
    found = next((one for one in of_key if one.variant == name), None)
    if found is None:
        raise UnknownName(
            _("There is no series “{name}” for {indicator}.").format(name=name, indicator=key),
            "",
            _("Choose from: {names}.").format(names=", ".join(one.variant for one in of_key)),
        )
    return found


def read_replacement(
    holdings: Holdings, main: CycleSeries, replacement: Replacement
) -> CycleSeries:
    """A series of the user's own, in the place of a shipped one.

    Raises InvalidView where the view shows no single series by quarter, and whatever reading a
    page raises.
    """
    from mkbviewer.store.pages.page import read_page

    view = replace(replacement.view, frequency=Frequency.QUARTER.value, season=WHOLE_YEAR)
    page = read_page(holdings, view)
    frame = page.frame
    is_quarterly = bool(frame.periods) and frame.periods[0].frequency is Frequency.QUARTER
    if len(frame.series) != 1 or not is_quarterly:
        raise InvalidView(
            _("“{title}” cannot stand in the barometer.").format(title=page.title),
            _("It takes one series with figures by quarter."),
            _("Choose one measure, and one member of every dimension."),
        )
    provenance = frame.provenance
    said = " · ".join(
        part
        for part in (*_named(page), frame.series[0].label, frame.transformation, frame.unit)
        if part
    )
    return replace(
        main,
        table=provenance.table,
        filters=said,
        adjustment=replacement.adjustment,
        periods=frame.periods,
        values=frame.values[:, 0],
        variant="own",
        unit="" if frame.unit.startswith("%") else frame.unit,
        is_own=True,
    )


def _named(page: Page) -> Iterator[str]:
    """The measure of a page's one series, and the members at which its dimensions are fixed."""
    measure = page.structure.measure(page.view.measures[0]) if page.view.measures else None
    if measure is not None:
        yield measure.title
    for dimension in page.structure.dimensions:
        code = page.view.fixed(dimension.key)
        yield dimension.label(code)


def choose_series(holdings: Holdings, key: str, choice: Replacement | str | None) -> str | None:
    """Put a series in the place of a shipped one: the user's own, or a variant by its name.

    None brings the shipped one back. Answers what was chosen before, for `restore_choice`. Raises
    UnknownName, InvalidView for a choice that will not do, and whatever reading a page raises.
    """
    shipped = read_series(holdings).variants
    main = next((one for one in main_series(shipped) if one.key == key), None)
    if main is None:
        raise UnknownName(
            _("There is no indicator “{name}” in the barometer.").format(name=key),
            "",
            _("Choose from: {names}.").format(
                names=", ".join(one.key for one in main_series(shipped))
            ),
        )
    text: str | None = None
    if isinstance(choice, Replacement):
        read_replacement(holdings, main, choice)
        plain = {"view": view_to_dict(choice.view), "adjustment": choice.adjustment.value}
        text = json.dumps(plain, ensure_ascii=False)
    elif choice is not None and choice != main.variant:
        find_variant(shipped, key, choice)
        text = json.dumps({"variant": choice}, ensure_ascii=False)
    before = holdings.own.entries(CHOICE).get(key)
    holdings.own.put_entry(CHOICE, key, text)
    return before


def restore_choice(holdings: Holdings, key: str, before: str | None) -> None:
    """Take a choice back to what it was."""
    holdings.own.put_entry(CHOICE, key, before)


def kept_cycle(holdings: Holdings, series: Sequence[CycleSeries], method: Method) -> Cycle | None:
    """What was computed of these very series before, or None."""
    wanted = _fingerprint(series)
    for library in (holdings.own, holdings.embedded):
        text = library.entries(CYCLE).get(method.value, "")
        cycle = _unpack(text, wanted, tuple(series), method) if text else None
        if cycle is not None:
            return cycle
    return None


def keep_cycle(holdings: Holdings, cycle: Cycle) -> None:
    """Keep what was computed, for the next time."""
    if not holdings.own.read_only:
        holdings.own.put_entry(CYCLE, cycle.method.value, _pack(cycle))


def read_cycle(
    holdings: Holdings,
    series: Sequence[CycleSeries],
    method: Method,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Cycle:
    """The positions of these series: as kept, else computed now and kept. Raises Cancelled."""
    kept = kept_cycle(holdings, series, method)
    if kept is not None:
        return kept
    cycle = compute_cycle(series, method, is_cancelled=is_cancelled)
    keep_cycle(holdings, cycle)
    # What is kept is rounded: the first time must show what every later time shows.
    return kept_cycle(holdings, series, method) or cycle


def _fingerprint(series: Sequence[CycleSeries]) -> str:
    settings = [_COMPUTATION, START.code, FEWEST, SMOOTHNESS, SHORTEST, LONGEST]
    figures = [
        [
            one.key,
            one.is_reversed,
            one.adjustment.value,
            [period.code for period in one.periods],
            [None if math.isnan(value) else value for value in one.values.tolist()],
        ]
        for one in series
    ]
    return hashlib.sha256(json.dumps([settings, figures]).encode()).hexdigest()


def _pack(cycle: Cycle) -> str:
    plain = {
        "fingerprint": _fingerprint(cycle.series),
        "values": _written(cycle.values),
        "adjusted": _written(cycle.adjusted),
        "references": _written(cycle.references),
        "fixed": _written_positions(cycle.fixed),
        "recomputed": _written_positions(cycle.recomputed),
    }
    return json.dumps(plain, separators=(",", ":"))


def _unpack(
    text: str, fingerprint: str, series: tuple[CycleSeries, ...], method: Method
) -> Cycle | None:
    try:
        plain = json.loads(text)
        if plain["fingerprint"] != fingerprint:
            return None
        return Cycle(
            method,
            series,
            quarters(series),
            values=_read(plain["values"]),
            adjusted=_read(plain["adjusted"]),
            references=_read(plain["references"]),
            fixed=_read_positions(plain["fixed"]),
            recomputed=_read_positions(plain["recomputed"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _written_positions(positions: Positions) -> list[list[list[float | None]]]:
    return [_written(positions.levels), _written(positions.changes)]


def _read_positions(plain: list[list[list[float | None]]]) -> Positions:
    levels, changes = map(_read, plain)
    return Positions(levels, changes)


def _written(values: Values) -> list[list[float | None]]:
    return [
        [float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None for value in row]
        for row in values.tolist()
    ]


def _read(rows: list[list[float | None]]) -> Values:
    return np.array(
        [[np.nan if value is None else value for value in row] for row in rows], dtype=np.float64
    )
