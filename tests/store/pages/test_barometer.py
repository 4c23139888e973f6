"""The twelve series as the user chose them, and what is kept of the computing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mkbviewer import paths
from mkbviewer.core.cycle.cycle import compute_cycle
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.cycle_series import Adjustment
from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.period import parse_code
from mkbviewer.core.view import View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages import barometer
from mkbviewer.store.pages.barometer import (
    CHOICE,
    CYCLE,
    Replacement,
    choose_series,
    kept_cycle,
    read_cycle,
    read_series,
    restore_choice,
)
from mkbviewer.store.pages.holdings import Holdings, open_holdings

OWN = View("99905NED", is_table=True, measures=("Omzet_1",), by="Branche", members=("A",))


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[Holdings]:
    opened = open_holdings(tmp_path / "own", paths.resources_dir(), paths.data_dir())
    yield opened
    opened.close()


@pytest.fixture
def with_own_table(holdings: Holdings, tmp_path: Path) -> Holdings:
    lines = ["ID;Branche;Perioden;Omzet_1"]
    quarters = [(year, number) for year in range(2012, 2024) for number in range(1, 5)]
    for branch in ("A", "B"):
        for place, (year, number) in enumerate(quarters):
            value = 2.0 if place % 2 == 0 else 4.0
            lines.append(f"{len(lines) - 1};{branch};{year} {number}e kwartaal;{value}")
    path = tmp_path / "99905NED.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert import_file(holdings.own, path).error is None
    return holdings


def test_without_a_choice_the_shipped_series_are_used(holdings: Holdings) -> None:
    choice = read_series(holdings)

    assert [one.variant for one in choice.series] == ["main"] * 12
    assert not choice.problems


def test_what_is_shipped_was_computed_beforehand(
    holdings: Holdings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(barometer, "compute_cycle", refuse)
    for method in Method:
        cycle = read_cycle(holdings, read_series(holdings).series, method)
        assert cycle.fixed.levels.shape == (len(cycle.periods), 12)


def test_what_is_kept_is_what_was_computed(holdings: Holdings) -> None:
    series = read_series(holdings).series
    kept = kept_cycle(holdings, series, Method.HP)
    anew = compute_cycle(series, Method.HP)

    assert kept
    assert kept.periods == anew.periods
    np.testing.assert_allclose(kept.fixed.levels, anew.fixed.levels, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(kept.references, anew.references, rtol=1e-6, atol=1e-6)


def test_another_shipped_series_can_take_the_place_of_one(holdings: Holdings) -> None:
    assert choose_series(holdings, "mkb-omzet", "mkb 5-250") is None
    choice = read_series(holdings)
    omzet = next(one for one in choice.series if one.key == "mkb-omzet")

    assert omzet.table == "85611NED"
    assert kept_cycle(holdings, choice.series, Method.MEAN) is None
    read_cycle(holdings, choice.series, Method.MEAN)
    assert kept_cycle(holdings, choice.series, Method.MEAN)

    choose_series(holdings, "mkb-omzet", None)
    assert holdings.own.entries(CHOICE) == {}


def test_a_series_of_the_users_own_can_take_the_place_of_one(with_own_table: Holdings) -> None:
    choose_series(with_own_table, "mkb-omzet", Replacement(OWN, Adjustment.SEASONAL))
    choice = read_series(with_own_table)
    column = next(place for place, one in enumerate(choice.series) if one.key == "mkb-omzet")
    own = choice.series[column]
    reported = parse_code("2023KW04")
    assert reported

    assert own.is_own
    assert own.table == "99905NED"
    assert own.value_at(reported) == 4.0
    cycle = read_cycle(with_own_table, choice.series, Method.MEAN)
    # Half of the figures are 2 and half are 4: one standard deviation above the mean.
    assert cycle.fixed.levels[cycle.row(reported), column] == pytest.approx(1.0)


def test_a_series_chosen_from_a_page_of_one_quarter_has_every_quarter(
    with_own_table: Holdings,
) -> None:
    third = replace(OWN, season="KW03")
    choose_series(with_own_table, "mkb-omzet", Replacement(third, Adjustment.NONE))
    own = read_series(with_own_table).series[9]

    assert own.is_own
    assert {period.number for period in own.periods} == {1, 2, 3, 4}


def test_a_choice_can_be_taken_back(with_own_table: Holdings) -> None:
    choose_series(with_own_table, "mkb-omzet", "mkb 5-250")
    before = choose_series(with_own_table, "mkb-omzet", Replacement(OWN, Adjustment.NONE))
    restore_choice(with_own_table, "mkb-omzet", before)

    assert read_series(with_own_table).series[9].variant == "mkb 5-250"


def test_a_view_of_several_series_will_not_do(with_own_table: Holdings) -> None:
    several = View("99905NED", is_table=True, measures=("Omzet_1",), by="Branche")

    with pytest.raises(InvalidView):
        choose_series(with_own_table, "mkb-omzet", Replacement(several, Adjustment.NONE))


def test_the_shipped_series_is_used_and_the_reason_told_when_the_own_one_is_gone(
    with_own_table: Holdings,
) -> None:
    choose_series(with_own_table, "mkb-omzet", Replacement(OWN, Adjustment.NONE))
    with_own_table.own.remove("99905NED")
    choice = read_series(with_own_table)

    assert choice.series[9].variant == "main"
    assert list(choice.problems) == ["mkb-omzet"]


def test_a_choice_that_cannot_be_read_is_told(holdings: Holdings) -> None:
    holdings.own.put_entry(CHOICE, "bbp", json.dumps({"nothing": "known"}))

    assert list(read_series(holdings).problems) == ["bbp"]


def test_a_kept_text_that_cannot_be_read_is_computed_anew(holdings: Holdings) -> None:
    series = read_series(holdings).series[:1]
    holdings.own.put_entry(CYCLE, "mean", '{"fingerprint": 1}')

    assert read_cycle(holdings, series, Method.MEAN).series == series


def test_unknown_names_are_told_apart_from_known_ones(holdings: Holdings) -> None:
    with pytest.raises(UnknownName):
        choose_series(holdings, "nonsense", None)
    with pytest.raises(UnknownName):
        choose_series(holdings, "bbp", "nonsense")
