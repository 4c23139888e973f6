"""Where the report's figures belong: the right series, the stated period, and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core.report.comparisons import Comparison, compare, presets_of
from mkbviewer.core.report.limits import limits_of
from mkbviewer.core.report.placement import PlacedFact, place_facts
from mkbviewer.core.view import Transformation, View
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holdings]:
    folder: Path = tmp_path_factory.mktemp("placement")
    opened = open_holdings(folder, paths.resources_dir(), paths.data_dir())
    yield opened
    opened.close()


def placed(holdings: Holdings, view: View) -> list[tuple[str, str, float]]:
    found = place_facts(read_page(holdings, view))
    return [(one.series, one.fact.period.code, one.value) for one in found]


def test_a_fact_stands_at_its_size_class_and_quarter(holdings: Holdings) -> None:
    # The report: nearly 80% self-employed and 0.1% large, third quarter of 2023.
    assert placed(holdings, View("samenstelling-mkb")) == [
        ("zzp", "2023KW03", 80.0),
        ("groot", "2023KW03", 0.1),
    ]


def test_a_fact_stands_in_the_unit_of_its_series(holdings: Holdings) -> None:
    # The report: about 185 000 vacancies; the table counts thousands.
    assert placed(holdings, View("vacatures")) == [("mkb", "2023KW02", 185.0)]


def test_a_fact_of_all_sectors_is_not_placed_in_one(holdings: Holdings) -> None:
    view = View("samenstelling-mkb", where=(("sector", "C"), ("legal_form", "")))
    assert placed(holdings, view) == []


def test_a_fact_is_not_placed_among_figures_of_another_measure(holdings: Holdings) -> None:
    assert placed(holdings, View("samenstelling-mkb", measures=("bedrijven",))) == []


def test_a_fact_is_not_placed_among_transformed_figures(holdings: Holdings) -> None:
    view = View("vacatures", transformation=Transformation.YEAR_ON_YEAR)
    assert placed(holdings, view) == []


def test_a_fact_is_not_placed_outside_the_periods_shown(holdings: Holdings) -> None:
    assert placed(holdings, View("vacatures", last="2022KW04")) == []


def test_a_fact_whose_period_the_report_does_not_state_is_not_placed(holdings: Holdings) -> None:
    page = read_page(holdings, View("samenstelling-mkb"))
    facts = tuple(replace(fact, is_period_stated=False) for fact in page.facts)
    assert place_facts(replace(page, facts=facts)) == ()


def test_a_series_of_another_definition_says_so(holdings: Holdings) -> None:
    page = read_page(holdings, View("samenstelling-mkb"))
    sources = tuple(replace(source, match="related") for source in page.sources)
    found: tuple[PlacedFact, ...] = place_facts(replace(page, sources=sources))
    assert [one.is_other_definition for one in found] == [True, True]


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        # The report: nearly one in three employees of large businesses, one in four of SMEs.
        ("leven-lang-leren", [("groot", "2022JJ00", 33.3), ("mkb", "2022JJ00", 25.0)]),
        # The report: 627 SMEs, where the open table has businesses of every size.
        ("faillissementen", [("bedrijven en instellingen", "2023KW02", 627.0)]),
    ],
)
def test_a_fact_stands_beside_figures_of_another_definition_and_says_so(
    holdings: Holdings, indicator: str, expected: list[tuple[str, str, float]]
) -> None:
    found = place_facts(read_page(holdings, View(indicator)))

    assert [(one.series, one.period, one.value) for one in found] == expected
    assert all(one.is_other_definition for one in found)


def test_a_fact_of_a_cohort_stands_at_the_year_in_which_it_has_that_age(holdings: Holdings) -> None:
    # The report: about half of those born in 2010 survive five years; that is counted in 2015.
    found = place_facts(read_page(holdings, View("overleving")))

    assert [(one.fact.period.code, one.period, one.value) for one in found] == [
        ("2010JJ00", "2015JJ00", 50.0)
    ]
    assert found[0].is_other_definition


def test_a_fact_of_a_cohort_stands_at_its_year_of_birth_by_cohort(holdings: Holdings) -> None:
    # About two in three of those born in 2018; the table has them for four years only.
    page = read_page(holdings, View("overleving"))
    cohorts = next(one for one in presets_of(page) if one.comparison is Comparison.COHORTS)

    found = place_facts(read_page(holdings, compare(page.view, cohorts)))

    assert [(one.series, one.period, one.value) for one in found] == [
        ("overleeft na 5 jaar/C", "2010JJ00", 50.0),
        ("overleeft na 5 jaar/C", "2018JJ00", 66.7),
    ]


def test_the_share_of_self_employed_stands_only_with_its_own_table(holdings: Holdings) -> None:
    # 85% of the births in 2012; deaths have facts of their own.
    births = View("oprichtingen-opheffingen", source="83148NED", measures=("aandeel zzp",))
    deaths = replace(births, source="83149NED")
    assert placed(holdings, births) == [("zzp", "2012JJ00", 85.0), ("zzp", "2022JJ00", 92.0)]
    assert placed(holdings, deaths) == [("zzp", "2020JJ00", 89.0), ("zzp", "2022JJ00", 82.0)]


def test_the_limit_of_solvency_is_not_drawn_on_shares_of_businesses(holdings: Holdings) -> None:
    page = read_page(holdings, View("solvabiliteit"))
    assert page.indicator is not None
    assert [(one.value, one.upper) for one in page.indicator.limits] == [(25.0, 40.0)]
    assert limits_of(page) == ()


def test_the_limit_of_solvency_belongs_to_solvencies(holdings: Holdings) -> None:
    page = read_page(holdings, View("solvabiliteit"))
    measure = replace(page.structure.measures[0], title="Solvabiliteit", unit="%")
    series = tuple(replace(one, measure=measure.key, unit="%") for one in page.frame.series)
    solvencies = replace(
        page,
        structure=replace(page.structure, measures=(measure,)),
        frame=replace(page.frame, series=series),
    )
    assert [one.value for one in limits_of(solvencies)] == [25.0]


def test_profitability_is_healthy_from_8_per_cent_on(holdings: Holdings) -> None:
    (limit,) = holdings.indicator("rentabiliteit").limits
    assert (limit.value, limit.upper) == (8.0, None)
