"""Which sums make sense: counts of what happens, and never percentages or parts of one another."""

from dataclasses import replace

import numpy as np
import pytest

from mkbviewer.core.frame import Frame, Series
from mkbviewer.core.model import Measure, Structure
from mkbviewer.core.page import Page
from mkbviewer.core.period import Frequency, make_period
from mkbviewer.core.recipes.parts import add_up, additions_of, why_no_parts
from mkbviewer.core.status import Status
from mkbviewer.core.transform import transform
from mkbviewer.core.view import Transformation, View


def page_of(title, unit, members, transformation=Transformation.LEVEL):
    """A page of one measure; `members` are codes with labels and figures of three years."""
    series = tuple(Series(code, label, unit, 0, "m", code) for code, label, _figures in members)
    values = np.array([figures for _code, _label, figures in members], dtype=float).T
    periods = tuple(make_period(2020 + at, Frequency.YEAR) for at in range(3))
    level = Frame(periods, series, values, np.zeros(values.shape, dtype=np.uint8), unit=unit)
    structure = Structure((Measure("m", title, unit),), ())
    frame = transform(level, transformation)
    return Page(View("x", measures=("m",)), title, (), structure, frame, level)


TWO = (("micro", "Micro", (5, 6, 7)), ("klein", "Klein", (1, 2, 3)))


def test_what_happens_in_a_period_is_added_over_series_and_over_periods():
    found = additions_of(page_of("Uitgesproken faillissementen", "aantal", TWO))
    assert found.why_no_series == ""
    assert found.over_periods == {"micro", "klein"}


def test_what_is_there_at_one_moment_is_added_over_series_only():
    found = additions_of(page_of("Aantal bedrijven", "aantal", TWO))
    assert found.why_no_series == ""
    assert found.over_periods == set()


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Aandeel bedrijven", "%"),
        ("Prijsindex", "2015=100"),
        ("Saldo", "saldo"),
        ("Gemiddeld uurloon", "euro"),
        ("Iets zonder eenheid", ""),
    ],
)
def test_rates_indices_balances_and_what_has_no_unit_are_never_added(title, unit):
    found = additions_of(page_of(title, unit, TWO))
    assert found.why_no_series
    assert found.over_periods == set()


@pytest.mark.parametrize(
    "transformation", [one for one in Transformation if one is not Transformation.LEVEL]
)
def test_changes_shares_and_indices_are_never_added(transformation):
    found = additions_of(page_of("Faillissementen", "aantal", TWO, transformation))
    assert found.why_no_series
    assert found.over_periods == set()


@pytest.mark.parametrize(
    "members",
    [
        (*TWO, ("totaal", "Totaal", (6, 8, 10))),
        # The micro businesses are part of the mkb, whatever the figures say.
        (("micro", "Micro", (5, 6, 7)), ("mkb", "All SMEs", (9, 9, 9))),
        (("0-10", "0 to 10", (5, 6, 7)), ("5+", "5 or more", (9, 9, 9))),
        # Industry (C) is part of B-E, though not all of it is shown.
        (("B-E", "B-E Nijverheid", (9, 9, 9)), ("C", "C Industrie", (4, 5, 6))),
    ],
)
def test_series_that_hold_one_another_are_not_added(members):
    found = additions_of(page_of("Uitgesproken faillissementen", "aantal", members))
    assert found.why_no_series
    assert len(found.over_periods) == len(members)


def test_the_mkb_and_large_businesses_are_two_parts():
    members = (("mkb", "All SMEs", (5, 6, 7)), ("groot", "Large", (1, 2, 3)))
    assert additions_of(page_of("Uitgaven eigen R&D", "mln euro", members)).why_no_series == ""


@pytest.mark.parametrize(
    "title", ["Gestart sinds 2012 (cumulatief)", "Patentaanvragers", "Aantal bedrijven"]
)
def test_what_may_be_counted_twice_is_not_added_over_periods(title):
    assert additions_of(page_of(title, "aantal", TWO)).over_periods == set()


def test_a_sum_of_which_a_part_is_missing_is_missing():
    values = np.array([[1.0, 2.0], [np.nan, 3.0]])
    statuses = np.array([[0, 1], [Status.SUPPRESSED, 0]], dtype=np.uint8)
    total, marks = add_up(values, statuses, 1)
    assert total[0] == 3
    assert np.isnan(total[1])
    assert marks.tolist() == [Status.PROVISIONAL, Status.SUPPRESSED]
    none, _marks = add_up(values[:0], statuses[:0], 0)
    assert none.tolist() == [0, 0]


def frame_with(values):
    periods = tuple(make_period(2020 + at, Frequency.YEAR) for at in range(len(values)))
    series = tuple(
        Series(str(at), f"Reeks {at}", "aantal", 0, "m") for at in range(values.shape[1])
    )
    return Frame(periods, series, values, np.zeros(values.shape, dtype=np.uint8), unit="aantal")


def test_a_series_that_is_the_sum_of_others_is_found_by_its_figures_among_a_thousand():
    values = np.random.default_rng(3).lognormal(8, 1, size=(12, 1000))
    assert why_no_parts(frame_with(values)) == ""

    values[:, 400] = values[:, 401:500].sum(axis=1)

    assert why_no_parts(frame_with(values))


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_sum_is_found_before_between_and_behind_its_parts(place):
    parts = np.array([[1.0, 2, 30, 4], [5, 60, 7, 8], [90, 1, 2, 3]])
    both = parts[:, 2:].sum(axis=1) if place == 0 else parts[:, :2].sum(axis=1)
    assert why_no_parts(frame_with(np.insert(parts, place, both, axis=1)))
    assert why_no_parts(frame_with(parts)) == ""


def beside_each_other(by, beside):
    """Counts of members of a dimension, each for all members of another; codes with labels."""
    pairs = [(one, other) for one in by for other in beside]
    series = tuple(
        Series(f"{one}@{other}", f"{by[one]}, {beside[other]}", "aantal", 0, "m", one)
        for one, other in pairs
    )
    series = tuple(
        replace(one, beside=other, facet=beside[other])
        for one, (_member, other) in zip(series, pairs, strict=True)
    )
    values = np.arange(3.0 * len(series)).reshape(3, -1) + np.array([1, 8, 64, 512])[: len(series)]
    periods = tuple(make_period(2020 + at, Frequency.YEAR) for at in range(3))
    return Frame(periods, series, values, np.zeros(values.shape, dtype=np.uint8), unit="aantal")


def test_what_stands_side_by_side_is_added_where_neither_dimension_counts_anything_twice():
    sectors, sizes = {"C": "C Industrie", "F": "F Bouw"}, {"0-10": "Klein", "10-100": "Midden"}

    assert why_no_parts(beside_each_other(sectors, sizes)) == ""
    assert why_no_parts(beside_each_other(sizes, sectors)) == ""


def test_a_total_or_a_whole_among_what_stands_side_by_side_is_not_added():
    sectors, all_of_them = {"C": "C Industrie", "F": "F Bouw"}, {"A-U": "A-U Alle", "C": "C Bouw"}
    sizes, with_mkb = {"0-10": "Klein", "10-100": "Midden"}, {"0-10": "Klein", "mkb": "Mkb"}

    assert why_no_parts(beside_each_other(sectors, with_mkb)) == (
        "Some of these series are part of others."
    )
    for frame in (beside_each_other(all_of_them, sizes), beside_each_other(sizes, all_of_them)):
        assert why_no_parts(frame) == "A total cannot be added to its parts."
