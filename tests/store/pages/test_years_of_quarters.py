"""Years made of quarters by rule, against the years that CBS itself gives in the same tables."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mkbviewer import paths
from mkbviewer.core.frequency import combination_of, combine
from mkbviewer.core.period import Frequency
from mkbviewer.core.view import Combination, View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page

DWELLINGS, VACANCIES = "83910ENG", "80472ned"
# Of some sections CBS's own year is not the sum of its quarters: trade has 157 against 151.
UNEQUAL = {(VACANCIES, "2013JJ00")}
FILES = ("v4-r-python/83910ENG/data.csv", "v4b-api-dumps/80472ned.csv")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Holdings]:
    place = tmp_path_factory.mktemp("years")
    opened = open_holdings(place / "library", paths.resources_dir(), paths.data_dir())
    for name in FILES:
        assert import_file(opened.own, shared_data / "cbs" / name).error is None
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("table", "title", "how", "rounding"),
    [
        # Means are of figures rounded as well: half a unit of the last decimal twice.
        (DWELLINGS, "Price index purchase prices", Combination.MEAN, 0.1),
        (DWELLINGS, "Number of dwellings sold", Combination.SUM, 0),
        (DWELLINGS, "Total value purchase prices", Combination.SUM, 2.5),
        (VACANCIES, "Ontstane vacatures", Combination.SUM, 2.5),
        (VACANCIES, "Vervulde vacatures", Combination.SUM, 2.5),
    ],
)
def test_years_made_of_quarters_are_those_of_cbs(
    real: Holdings, table: str, title: str, how: Combination, rounding: float
) -> None:
    _library, found = real.find_table(table)
    measure = next(one for one in found.structure.measures if one.title == title)
    assert combination_of(measure) is how
    chosen = View(found.id, is_table=True, measures=(measure.key,))
    quarters, years = (
        read_page(real, replace(chosen, frequency=code)).frame for code in ("KW", "JJ")
    )
    made = combine(quarters, Frequency.YEAR, (how,) * len(quarters.series))
    rows = {period: row for row, period in enumerate(years.periods)}
    compared = 0
    for row, period in enumerate(made.periods):
        if period not in rows or (table, period.code) in UNEQUAL:
            continue
        ours, theirs = made.values[row], years.values[rows[period]]
        both = np.isfinite(ours) & np.isfinite(theirs)
        assert ours[both] == pytest.approx(theirs[both], abs=rounding + 1e-9, rel=0)
        compared += int(both.sum())
    assert compared > 20
