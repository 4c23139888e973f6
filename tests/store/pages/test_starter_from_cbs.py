"""The starter series computed again: CBS's files through our importer and our recipes."""

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core.model import Origin
from mkbviewer.core.recipes.breakdown import SECTOR, SIZE_CLASS, TOTAL
from mkbviewer.core.report.catalogue import load_catalogue
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.draft import Terms
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import SuppliedSource, supplied_sources
from mkbviewer.store.pages.supply import Choice
from tests import starter
from tests.starter import Cell, Figures, Key

FILES = {
    "81588NED": "recipes/81588NED.csv",
    "81589NED": "v4b-api-dumps/81589NED.csv",
    "83148NED": "v4b-api-dumps/83148NED.csv",
    "83149NED": "v4b-api-dumps/83149NED.csv",
    "85208NED": "recipes/85208NED.csv",
    "84831NED": "recipes/84831NED.csv",
    "85180NED": "recipes/85180NED.csv",
    "85410NED": "recipes/85410NED.csv",
    "85735NED": "v4b-api-dumps/85735NED.csv",
    "86074NED": "recipes/86074NED.csv",
    "85136NED": "recipes/85136NED.csv",
    "80472ned": "v4b-api-dumps/80472ned.csv",
    "85611NED": "recipes/85611NED.csv",
    "82437NED": "recipes/82437NED.csv",
    "81156ned": "recipes/81156ned.csv",
}
EXPORT = "81589NED (export 23-03-2020)"
EXPORTED = "v2-statline/Bedrijven__bedrijfstak_23032020_155149.csv"
COMPOSED = "81589NED"
"""Nothing in the starter series was made from this table: it is compared with 81588NED instead."""

FOUND_SINCE = ("mate-van-digitalisering", "85410NED")
"""Bound to a table after the starter series were made; `test_digitalisation.py` tests it."""

SAME_OR_CONFIRMED = [
    (indicator.id, filling.table)
    for indicator in load_catalogue(paths.resources_dir() / "catalogue").indicators
    for filling in indicator.fillings
    if filling.match in ("confirmed", "definition") and (indicator.id, filling.table) != FOUND_SINCE
]
MADE_FROM = [pair for pair in SAME_OR_CONFIRMED if pair[1] not in (COMPOSED, EXPORT)]


@pytest.fixture(scope="module")
def cbs(shared_data: Path) -> Path:
    return shared_data / "cbs"


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory, cbs: Path) -> Iterator[Holdings]:
    """An empty library of the user, filled with CBS's files by the program's own importer."""
    folder = tmp_path_factory.mktemp("library")
    opened = open_holdings(folder, paths.resources_dir(), paths.data_dir())
    for table, file in FILES.items():
        if (cbs / file).is_file():
            report = import_file(opened.own, cbs / file, {})
            assert (report.error, report.table, report.rejected_count) == (None, table, 0)
    yield opened
    opened.close()


def own_source(holdings: Holdings, indicator: str, table: str) -> SuppliedSource:
    """The user's table as it fills a page; the test is skipped where there is no such file."""
    if holdings.own.find_table(table) is None:
        pytest.skip(f"{indicator}: there is no file of {table} under cbs ({FILES.get(table)})")
    found = [
        one
        for one in supplied_sources(holdings, holdings.indicator(indicator))
        if one.source.table == table and one.source.origin is Origin.IMPORTED
    ]
    assert found, f"{table} is in the library, but no recipe of {indicator} takes it"
    return found[0]


def read(source: SuppliedSource, key: Key) -> dict[str, Cell]:
    """The figures that our recipe gives for a series of the starter; missing ones left out."""
    breakdowns = [dimension.key for dimension in source.supply.structure.dimensions]
    members = key.members(breakdowns)
    by = SIZE_CLASS if SIZE_CLASS in breakdowns else SECTOR
    frame = source.supply.read(
        Choice(
            measures=(key.measure,),
            by=by,
            members=(members.pop(by),),
            where=tuple(members.items()),
            frequency=key.frequency,
        )
    )
    assert len(frame.series) == 1, key
    assert frame.series[0].measure == key.measure, key
    return {
        period.code: Cell(float(frame.values[row, 0]), frame.status(row, 0).symbol)
        for row, period in enumerate(frame.periods)
        if math.isfinite(frame.values[row, 0])
    }


def year_earlier(period: str) -> str:
    return f"{int(period[:4]) - 1}{period[4:]}"


def growth(figures: Figures, period: str) -> float:
    return 100 * (figures[period].value / figures[year_earlier(period)].value - 1)


def share(part: Figures, whole: Figures, period: str) -> float:
    return 100 * part[period].value / whole[period].value


def computed(indicator: str, table: str, key: Key, period: str) -> float | None:
    """A share or a growth, unrounded, from the starter's own counts; None for a count."""
    size, sector = key.size_class, key.sector
    counted = {"83148NED": "oprichtingen", "83149NED": "opheffingen"}.get(table, "bedrijven")
    counts = {"groei-aantal-bedrijven": "samenstelling-mkb"}.get(indicator, indicator)

    match key.measure:
        case "aandeel bedrijven" | "aandeel zzp":
            part = starter.level(counts, table, counted, size, sector)
            return share(part, starter.level(counts, table, counted, TOTAL, sector), period)
        case "groei t.o.v. voorgaand jaar":
            return growth(starter.level(counts, table, counted, size, sector), period)
        case "energiekosten t.o.v. omzet":
            part = starter.level(indicator, table, "energiekosten", TOTAL, sector)
            whole = starter.level("omzet", table, "totaal bedrijfsopbrengsten", TOTAL, sector)
            return share(part, whole, period)
        case "energiekosten t.o.v. toegevoegde waarde":
            part = starter.level(indicator, table, "energiekosten", TOTAL, sector)
            added = "toegevoegde waarde (benadering)"
            whole = starter.level("toegevoegde-waarde", table, added, TOTAL, sector)
            return share(part, whole, period)
    return None


def is_the_same(ours: float, theirs: float) -> bool:
    return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12)


def test_the_series_are_those_of_the_shared_data(shared_data: Path) -> None:
    for name in ("starter_series.csv", "fact_check.csv"):
        shared = (shared_data / "starter" / name).read_bytes()
        assert (paths.data_dir() / name).read_bytes() == shared


def test_every_binding_of_the_same_concept_is_computed_again(shared_data: Path) -> None:
    with (shared_data / "starter" / "bindings.csv").open(encoding="utf-8-sig", newline="") as file:
        bound = {
            (row["indicator"], row["table"])
            for row in csv.DictReader(file)
            if row["match"] in ("confirmed", "definition")
        }
    assert bound == {pair for pair in SAME_OR_CONFIRMED if pair[1] != EXPORT}
    made = {
        pair
        for pair, rows in starter.rows().items()
        if {row["match"] for row in rows} & {"confirmed", "definition"}
    }
    assert made == {*MADE_FROM, ("samenstelling-mkb", EXPORT)}


@pytest.mark.parametrize(("indicator", "table"), MADE_FROM)
def test_the_figures_of_the_starter_come_out_of_cbs_s_file(
    holdings: Holdings, indicator: str, table: str
) -> None:
    source = own_source(holdings, indicator, table)
    compared = 0
    for key, expected in starter.series(indicator, table).items():
        found = read(source, key)
        assert found.keys() == expected.keys(), key
        for period, cell in expected.items():
            ours, where = found[period].value, (key, period)
            unrounded = computed(indicator, table, key, period)
            if unrounded is None:
                assert is_the_same(ours, cell.value), where
            else:
                # The file rounds what it computed: its own counts say what it was before.
                assert is_the_same(ours, unrounded), where
                rounded_at_most = 0.5 * 10**-starter.DECIMALS_WRITTEN
                assert abs(ours - cell.value) <= rounded_at_most * (1 + 1e-9), where
            assert found[period].status == cell.status, where
            compared += 1
    assert compared == len(starter.rows()[indicator, table])


@pytest.mark.parametrize("indicator", ["winstgevendheid", "belemmeringen", "investeringen"])
def test_months_without_a_survey_are_no_gaps_in_its_figures(
    holdings: Holdings, indicator: str
) -> None:
    # The table has a row for every month; the survey is held in the first of each quarter.
    supply = own_source(holdings, indicator, "85611NED").supply
    for measure in supply.structure.measures:
        choice = Choice((measure.key,), SIZE_CLASS, (), (("sector", "TOT excl fin/nuts"),), "MM")
        frame = supply.read(choice)
        assert {period.code[-4:] for period in frame.periods} == {"MM01", "MM04", "MM07", "MM10"}


@pytest.mark.parametrize("indicator", ["samenstelling-mkb", "groei-aantal-bedrijven"])
def test_finer_classes_give_the_same_totals_and_nearly_the_same_classes(
    holdings: Holdings, indicator: str
) -> None:
    # CBS rounds each class to a multiple of five: a class of several differs by ten at most.
    source = own_source(holdings, indicator, COMPOSED)
    counts = starter.series("samenstelling-mkb", "81588NED")
    growths = starter.series("groei-aantal-bedrijven", "81588NED")
    compared = 0
    for key, expected in (counts if indicator == "samenstelling-mkb" else growths).items():
        if key.legal_form or key.measure == "aandeel bedrijven":
            continue
        found = read(source, key)
        for period, cell in expected.items():
            businesses = starter.level(
                "samenstelling-mkb", "81588NED", "bedrijven", key.size_class, key.sector
            )
            if indicator == "samenstelling-mkb":
                room = 10.0
            else:
                now, then = businesses[period].value, businesses[year_earlier(period)].value
                room = 100 * ((now + 10) / max(then - 10, 1) - now / then) + 1e-4
            room = 1e-4 if key.size_class in (TOTAL, "mkb", "zzp") else room
            assert abs(found[period].value - cell.value) <= room, (key, period)
            compared += 1
    assert compared == (3626 if indicator == "samenstelling-mkb" else 3390)


def test_a_file_of_statline_gives_the_figures_of_its_quarter(tmp_path: Path, cbs: Path) -> None:
    # The file has labels where the dump has keys, and does not say of which table it is.
    if not (cbs / EXPORTED).is_file():
        pytest.skip(f"samenstelling-mkb: there is no {EXPORTED} under cbs")
    opened = open_holdings(tmp_path, paths.resources_dir(), paths.data_dir())
    try:
        report = import_file(opened.own, cbs / EXPORTED, {}, terms=Terms(table=COMPOSED))
        assert report.error is None
        source = own_source(opened, "samenstelling-mkb", COMPOSED)
        expected = starter.series("samenstelling-mkb", EXPORT)
        found: Mapping[Key, Figures] = {key: read(source, key) for key in expected}
        assert found == expected
    finally:
        opened.close()
