"""Which size classes follow from those of a table, and of which measures."""

import pytest

from mkbviewer.core.recipes.aggregation import adds_up, aggregates_of, with_aggregates
from mkbviewer.core.recipes.recipe import parse_expression, parse_recipe


def texts(*codes: str) -> dict[str, str]:
    return {code: expression.text for code, expression in aggregates_of(codes).items()}


def test_classes_that_join_make_the_mkb() -> None:
    assert texts("0-10", "klein", "midden", "groot") == {"mkb": "'0-10' + 'klein' + 'midden'"}
    assert texts("zzp", "micro", "klein", "50-100", "100-250") == {
        "mkb": "'zzp' + 'micro' + 'klein' + '50-100' + '100-250'",
        "mkb excl zzp": "'zzp' + 'micro' + 'klein' + '50-100' + '100-250' - 'zzp'",
    }


@pytest.mark.parametrize(
    "codes",
    [
        ("klein", "midden", "groot"),
        ("0-10", "10-100", "100+"),
        ("0-10", "klein", "50-100", "100-500", "500+"),
        ("5-20", "20-50", "50-100", "100+"),
    ],
)
def test_classes_that_do_not_end_at_250_or_begin_at_one_make_no_mkb(codes: tuple[str, ...]) -> None:
    assert texts(*codes) == {}


def test_what_the_table_has_is_not_computed_again() -> None:
    assert texts("zzp", "micro", "klein", "midden", "groot", "mkb", "totaal") == {
        "mkb excl zzp": "'mkb' - 'zzp'"
    }


def test_large_is_what_the_mkb_leaves_of_a_total_without_unknown_sizes() -> None:
    assert texts("mkb", "totaal") == {"groot": "'totaal' - 'mkb'"}
    assert texts("mkb", "onbekend", "totaal") == {}
    # The mkb of the vacancies ends at 100 persons.
    assert texts("mkb", "totaal", "0-10", "10-100", "100+") == {}


def test_without_an_mkb_the_self_employed_are_taken_from_the_total() -> None:
    assert texts("zzp", "totaal") == {"totaal excl zzp": "'totaal' - 'zzp'"}


@pytest.mark.parametrize(
    ("unit", "formula", "expected"),
    [
        ("aantal", None, True),
        ("mln euro", None, True),
        ("%", None, False),
        ("%", "100 * x / total", True),
        ("%", "growth(x)", False),
        ("%", "100 * x / (x + total)", False),
        ("%", "100 * k_1WerkzaamPersoon_2 / total", False),
        ("1 000 euro per fte", None, False),
        ("euro", None, False),
        ("index", None, False),
    ],
)
def test_quantities_and_parts_of_one_whole_add_up_and_rates_do_not(
    unit: str, formula: str | None, expected: bool
) -> None:
    assert adds_up(unit, parse_expression(formula) if formula else None) is expected


def test_a_recipe_over_measures_composes_the_mkb_without_zzp_before_any_formula() -> None:
    recipe = with_aggregates(
        parse_recipe(
            {
                "output": [{"title": "groei", "unit": "%", "formula": "growth(x)"}],
                "breakdown": [
                    {
                        "name": "size_class",
                        "total": "totaal",
                        "members": {"zzp": "A_1", "mkb": "A_1 + B_2", "totaal": "T_3"},
                    }
                ],
            }
        )
    )
    composed = dict(recipe.breakdowns[0].members)
    assert composed["mkb excl zzp"].text == "(A_1 + B_2) - (A_1)"
    assert composed["groot"].text == "(T_3) - (A_1 + B_2)"


def test_a_recipe_over_a_dimension_stays_as_it_is() -> None:
    plain = {
        "output": [{"title": "saldo", "unit": "saldo %", "formula": "Saldo_1"}],
        "breakdown": [
            {"name": "size_class", "dimension": "Grootte", "members": {"zzp": "'1'", "mkb": "'2'"}}
        ],
    }
    recipe = parse_recipe(plain)
    assert with_aggregates(recipe) == recipe
