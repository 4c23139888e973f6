"""How the catalogue says that a fact is computed again."""

import pytest

from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.period import parse_code
from mkbviewer.core.report.catalogue import load_catalogue
from mkbviewer.core.report.facts import load_facts
from mkbviewer.core.report.recomputation import members_of, parse_recomputation
from mkbviewer.paths import data_dir, resources_dir

FACTS = load_facts(data_dir() / "facts_2023.csv")
CATALOGUE = load_catalogue(resources_dir() / "catalogue")


def fact(indicator: str, measure: str):
    return next(one for one in FACTS if (one.indicator, one.measure) == (indicator, measure))


def test_a_check_without_a_formula_takes_its_one_figure() -> None:
    found = parse_recomputation({"fact": {"measure": "a"}, "figures": {"x": {"measure": "b"}}})
    assert found.formula.text == "x"
    assert [(one.name, one.measure) for one in found.ingredients] == [("x", "b")]


def test_a_check_covers_the_facts_that_agree_with_every_column_it_names() -> None:
    told = {"measure": "winstgevendheid verslechterd", "size_class": "mkb"}
    found = parse_recomputation({"fact": told, "figures": {"x": {"measure": "b"}}})
    covered = [one for one in FACTS if found.covers(one)]
    assert [(one.size_class, one.value_text) for one in covered] == [("mkb", "20")]


def test_a_check_is_taken_in_the_period_of_its_fact_unless_it_names_another() -> None:
    told = {"fact": {"measure": "gestart"}, "figures": {"x": {"measure": "b"}}}
    started = fact("nieuwe-bedrijven-cohort", "gestart")
    assert parse_recomputation(told).period_of(started) == "2012/2022"
    assert parse_recomputation({**told, "period": "2022JJ00"}).period_of(started) == "2022JJ00"


def test_the_members_of_a_fact_are_told_by_breakdown() -> None:
    found = members_of(fact("solvabiliteit", "zonder rechtspersoonlijkheid"))
    assert found == {"size_class": "mkb", "legal_form": "zonder rechtspersoonlijkheid"}


@pytest.mark.parametrize(
    "told",
    [
        {"fact": {"measure": "a"}, "formula": "x / y", "figures": {"x": {"measure": "b"}}},
        {"fact": {"colour": "red"}, "figures": {"x": {"measure": "b"}}},
    ],
)
def test_a_check_that_names_what_nobody_explains_is_refused(told: dict) -> None:
    with pytest.raises(InvalidRecipe):
        parse_recomputation(told)


def test_every_check_of_the_catalogue_covers_a_fact_and_no_fact_has_two() -> None:
    for indicator in CATALOGUE.indicators:
        facts = [one for one in FACTS if one.indicator == indicator.id]
        for check in indicator.checks:
            assert any(check.covers(one) for one in facts), check.fact
        for one in facts:
            assert sum(check.covers(one) for check in indicator.checks) <= 1


def test_every_check_of_the_catalogue_has_a_period_and_known_tables() -> None:
    for indicator in CATALOGUE.indicators:
        facts = [one for one in FACTS if one.indicator == indicator.id]
        for check in indicator.checks:
            page = CATALOGUE.indicator(check.page or indicator.id)
            assert page is not None
            assert all(page.filling(table) for table in check.tables)
            for one in facts:
                assert not check.covers(one) or parse_code(check.period_of(one))
