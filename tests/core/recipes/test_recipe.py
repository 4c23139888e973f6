"""Recipes: parsing, finding names, carrying out."""

import numpy as np
import pytest

from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.period import Period, parse_code
from mkbviewer.core.recipes.composition import Figures, evaluate, look_up_in
from mkbviewer.core.recipes.recipe import find_name, parse_expression, plain_name
from mkbviewer.core.status import Status


def figures(*values: float, status: Status = Status.FINAL) -> Figures:
    return Figures(
        np.array(values, dtype=float).reshape(-1, 1),
        np.full((len(values), 1), status, dtype=np.uint8),
    )


def periods(*codes: str) -> tuple[Period, ...]:
    found = tuple(parse_code(code) for code in codes)
    return tuple(period for period in found if period is not None)


@pytest.mark.parametrize(
    "name",
    ["k_1WerkzaamPersoon_2", "1 werkzaam persoon", "1 werkzaam persoon (aantal)"],
)
def test_key_and_title_of_a_measure_have_one_plain_name(name: str) -> None:
    assert plain_name(name) == "1werkzaampersoon"


def test_a_name_is_found_by_key_by_label_and_by_plain_name() -> None:
    names = {"T001081": "A-U Alle economische activiteiten", "305700": "B Delfstoffenwinning"}
    assert find_name("T001081", names) == "T001081"
    assert find_name("B Delfstoffenwinning", names) == "305700"
    assert find_name("A-U Alle*", names) == "T001081"
    assert find_name("C Industrie", names) is None


def test_a_measure_is_found_at_the_end_of_its_path() -> None:
    names = {
        "Bedrijfsgrootte/1 werkzaam persoon (aantal)": "Bedrijfsgrootte/1 werkzaam persoon",
        "Bedrijfsgrootte/2 werkzame personen (aantal)": "Bedrijfsgrootte/2 werkzame personen",
    }
    assert find_name("k_1WerkzaamPersoon_2", names) == "Bedrijfsgrootte/1 werkzaam persoon (aantal)"


def test_a_slash_inside_a_name_does_not_hide_it() -> None:
    names = {"Bedrijfstakken/branches SBI 2008": "Bedrijfstakken/branches SBI 2008"}
    assert find_name("BedrijfstakkenBranchesSBI2008", names) == "Bedrijfstakken/branches SBI 2008"


def test_a_name_that_fits_two_is_no_match() -> None:
    assert find_name("Totaal", {"Totaal_5": "Totaal", "Totaal_8": "Totaal"}) is None


@pytest.mark.parametrize(
    "text", ["a +", "a ** b", "f(a)", "growth(a, b)", "a.b", "[a]", "a if b else c"]
)
def test_what_is_no_recipe_is_refused(text: str) -> None:
    with pytest.raises(InvalidRecipe):
        parse_expression(text)


def test_a_recipe_computes_with_measures_quoted_labels_and_numbers() -> None:
    look_up = look_up_in({"a": figures(2, 4), "10 tot 20": figures(1, 1), "total": figures(4, 0)})
    result = evaluate(
        parse_expression("100 * (a - '10 tot 20') / total"),
        look_up,
        periods("2020JJ00", "2021JJ00"),
    )
    assert result.values[0, 0] == 25
    assert np.isnan(result.values[1, 0])
    assert result.statuses[1, 0] == Status.UNDEFINED


def test_a_sum_with_a_missing_part_is_missing_in_that_kind() -> None:
    look_up = look_up_in({"a": figures(2), "b": figures(float("nan"), status=Status.SUPPRESSED)})
    result = evaluate(parse_expression("a + b"), look_up, periods("2020JJ00"))
    assert result.statuses[0, 0] == Status.SUPPRESSED


def test_growth_in_a_recipe_is_on_a_year_earlier() -> None:
    look_up = look_up_in({"x": figures(200, 210, 230)})
    result = evaluate(
        parse_expression("growth(x)"), look_up, periods("2022KW03", "2022KW04", "2023KW03")
    )
    assert result.values[2, 0] == pytest.approx(15)
    assert np.isnan(result.values[:2, 0]).all()


def test_a_recipe_says_which_name_the_table_lacks() -> None:
    with pytest.raises(InvalidRecipe, match="TotaalBedrijven_1"):
        evaluate(parse_expression("TotaalBedrijven_1"), look_up_in({}), ())


def test_since_adds_up_from_the_beginning_of_a_year() -> None:
    when = periods("2011JJ00", "2012JJ00", "2013JJ00", "2014JJ00")
    look_up = look_up_in({"x": figures(90, 100, 110, 120)})
    found = evaluate(parse_expression("since(x, 2012)"), look_up, when)
    assert np.isnan(found.values[0, 0])
    assert found.values[1:, 0].tolist() == [100, 210, 330]


def test_since_stops_at_what_is_missing_and_at_a_period_that_is_left_out() -> None:
    look_up = look_up_in({"x": figures(100, np.nan, 120)})
    look_up("x").statuses[1] = Status.SUPPRESSED
    years = periods("2012JJ00", "2013JJ00", "2014JJ00")
    found = evaluate(parse_expression("since(x, 2012)"), look_up, years)
    assert np.isnan(found.values[1:, 0]).all()
    assert found.statuses[:, 0].tolist() == [0, Status.SUPPRESSED, Status.SUPPRESSED]
    gap = periods("2012JJ00", "2014JJ00", "2015JJ00")
    found = evaluate(parse_expression("since(x, 2012)"), look_up_in({"x": figures(1, 2, 3)}), gap)
    assert np.isfinite(found.values[:, 0]).tolist() == [True, False, False]


def test_since_begins_only_where_its_year_begins() -> None:
    look_up = look_up_in({"x": figures(1, 2)})
    found = evaluate(parse_expression("since(x, 2012)"), look_up, periods("2012KW02", "2012KW03"))
    assert np.isnan(found.values).all()


@pytest.mark.parametrize("text", ["since(x)", "since(x, y)", "since(x, '2012')", "growth(x, 2012)"])
def test_a_function_takes_what_it_is_made_for(text: str) -> None:
    with pytest.raises(InvalidRecipe):
        parse_expression(text)
