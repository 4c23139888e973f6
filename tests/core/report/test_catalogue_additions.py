"""What the catalogue says beside its pages and recipes: limits, successors, breakdowns, places."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from mkbviewer.core.recipes.aggregation import aggregates_of
from mkbviewer.core.report.catalogue import Catalogue, load_catalogue
from mkbviewer.paths import data_dir, resources_dir


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(resources_dir() / "catalogue")


@pytest.fixture(scope="module")
def report(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "jaarbericht" / "catalogue_2023.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_successor_is_another_table_of_cbs(catalogue: Catalogue) -> None:
    named = [
        (filling.table, filling.successor)
        for indicator in catalogue.indicators
        for filling in indicator.fillings
        if filling.successor
    ]
    assert all(re.fullmatch(r"\d{5}(NED|ned|ENG|eng)", successor) for _table, successor in named)
    assert all(table.lower() != successor.lower() for table, successor in named)
    after = dict(named)
    assert len(set(named)) == len(after)
    for table in after:
        passed = [table]
        while (table := after.get(table, "")) and table not in passed:
            passed.append(table)
        assert table not in passed


def test_a_page_without_series_says_where_they_can_be_had(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        if indicator.needed and not indicator.fillings:
            assert " Waar: " in indicator.needed["nl"], indicator.id
            assert " Where: " in indicator.needed["en"], indicator.id


def test_limits_are_about_figures_that_the_report_states(catalogue: Catalogue) -> None:
    limits = {one.id: one.limits for one in catalogue.indicators if one.limits}
    assert set(limits) == {"solvabiliteit", "rentabiliteit"}
    for limit in (limit for found in limits.values() for limit in found):
        assert limit.unit == "%"
        assert limit.section
        assert limit.upper is None or limit.upper > limit.value


def test_the_breakdowns_are_those_of_the_report(
    catalogue: Catalogue, report: list[dict[str, str]]
) -> None:
    ours = {
        "grootteklasse": "size_class",
        "bedrijfstak": "sector",
        "rechtspersoonlijkheid": "legal_form",
    }
    for indicator, row in zip(catalogue.indicators, report, strict=True):
        named = [part.strip() for part in row["breakdowns"].split(";") if part.strip()]
        wanted = dict.fromkeys(ours.get(one, "group") for one in named)
        assert indicator.breakdowns == tuple(wanted), indicator.id


def test_labels_are_of_measures_and_members_that_are_there(catalogue: Catalogue) -> None:
    starter: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    with (data_dir() / "starter_series.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            starter[row["indicator"], row["table"]].append(row)
    for indicator in catalogue.indicators:
        for filling in indicator.fillings:
            rows = starter[indicator.id, filling.table]
            composed = filling.recipe.outputs if filling.recipe else ()
            for key, labels in filling.labels.items():
                known = {row[key] for row in rows} | {output.title for output in composed}
                known |= set(aggregates_of([row["size_class"] for row in rows]))
                known |= {
                    member
                    for one in (filling.recipe.breakdowns if filling.recipe else ())
                    for member, _expression in one.members
                }
                assert set(labels) <= known, (indicator.id, filling.table, key)


def test_a_page_of_births_or_of_deaths_says_which_it_shows(catalogue: Catalogue) -> None:
    # Both tables call it “groei t.o.v. voorgaand jaar”, and the title of the page names both.
    indicator = catalogue.indicator("oprichtingen-opheffingen-sector")
    assert indicator is not None
    births, deaths = indicator.filling("83148NED"), indicator.filling("83149NED")
    assert births is not None
    assert deaths is not None
    assert "births" in births.title("groei t.o.v. voorgaand jaar")
    assert "deaths" in deaths.title("groei t.o.v. voorgaand jaar")
    assert births.title("oprichtingen") == ""
