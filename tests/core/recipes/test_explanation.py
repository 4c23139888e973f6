"""Figures within a formula."""

from mkbviewer.core.period import Frequency, make_period
from mkbviewer.core.recipes.explanation import Term
from mkbviewer.core.status import Status


def computed(value: float, decimals: int) -> Term:
    period = make_period(2023, Frequency.QUARTER, 1)
    return Term("a", period, value, Status.FINAL, "1 000", decimals, formula=(1.0, "+", 1.0))


def test_a_sum_of_figures_of_one_decimal_has_one_decimal() -> None:
    # Vacancies of the 1st quarter of 2023, 80472ned: 68.6 and 112.3 thousand.
    assert computed(68.6 + 112.3, 1).number_in_formula == "180.9"


def test_a_ratio_has_decimals_enough_to_compute_with() -> None:
    assert computed(100 * 2085 / 1518210, 1).number_in_formula == "0.1373"
