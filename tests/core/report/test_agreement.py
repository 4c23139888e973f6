"""Whether a computed figure is what the report states, by the rule of the report's own words."""

from dataclasses import replace

import pytest

from mkbviewer.core.period import Frequency, make_period
from mkbviewer.core.report.agreement import Verdict, agrees, judge, rule_in_words, unit_of
from mkbviewer.core.report.facts import Fact

SOME_FACT = Fact(
    indicator="vacatures",
    measure="openstaande vacatures",
    unit="vacatures",
    period=make_period(2023, Frequency.QUARTER, 2),
    value=80,
    value_text="80",
    qualifier="",
    size_class="mkb",
    sector="",
    legal_form="",
    group="",
    figure="",
    section="",
    is_period_stated=True,
    note="",
)


def stated(text: str) -> Fact:
    """A fact from its words: `<80`, `~0.7`, `13`."""
    qualifier = text[0] if text[0] in "<>~" else ""
    value = text.removeprefix(qualifier)
    return replace(SOME_FACT, qualifier=qualifier, value_text=value, value=float(value))


@pytest.mark.parametrize(
    ("value", "unit"),
    [("80", "1"), ("0.5", "0.1"), ("66.70", "0.01"), ("-1", "1"), ("6602", "1"), ("0", "1")],
)
def test_a_unit_is_one_step_of_the_last_stated_digit(value: str, unit: str) -> None:
    assert str(unit_of(value)) == unit


@pytest.mark.parametrize(
    ("value", "unit"),
    [("971000", 1000), ("2200000", 1000), ("1000000", 1000), ("900", 1), ("3800", 1), ("9000", 1)],
)
def test_whole_thousands_from_ten_thousand_on_are_stated_in_thousands(
    value: str, unit: int
) -> None:
    assert unit_of(value) == unit


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("13", 12.5),
        ("13", 13.49),
        ("0.5", 0.465),
        ("-1", -0.5),
        ("-1", -1.49),
        ("971000", 971_234),
        ("725", 725),
    ],
)
def test_without_a_qualifier_the_figure_rounds_to_the_stated_value(
    text: str, computed: float
) -> None:
    assert agrees(stated(text), computed)


@pytest.mark.parametrize(
    ("text", "computed"),
    [("13", 12.4999), ("13", 13.5), ("-1", 2.442), ("92", 91.3372), ("971000", 971_500)],
)
def test_without_a_qualifier_what_rounds_to_another_value_does_not_agree(
    text: str, computed: float
) -> None:
    assert not agrees(stated(text), computed)


def test_nearly_reaches_93_percent_and_passes_by_half_a_unit_at_most() -> None:
    assert agrees(stated("<80"), 74.4)
    assert agrees(stated("<80"), 80.5)
    assert not agrees(stated("<80"), 74.39)
    assert not agrees(stated("<80"), 80.51)
    # 690 applicants where the report says "less than 800".
    assert not agrees(stated("<800"), 690)


def test_more_than_may_fall_short_by_half_a_unit_and_has_no_upper_bound() -> None:
    assert agrees(stated(">50"), 49.5)
    assert agrees(stated(">50"), 63.6)
    assert not agrees(stated(">50"), 49.4)


def test_about_is_within_5_percent_or_half_a_unit_whichever_is_more() -> None:
    assert agrees(stated("~185000"), 184_000)
    assert agrees(stated("~75"), 78.75)
    assert not agrees(stated("~75"), 78.76)
    # Half a unit of 0.7 is 0.05, more than 5% of it.
    assert agrees(stated("~0.7"), 0.75)
    assert not agrees(stated("~0.7"), 0.751)


def test_a_figure_on_the_bound_is_inside_whatever_binary_fractions_say() -> None:
    # In binary 0.1 + 0.2 lies above 0.3, and 1.15 below what is written.
    assert agrees(stated("~0.3"), 0.1 + 0.2 + 0.05)
    assert agrees(stated("1.2"), 1.15)


def test_every_qualifier_has_its_rule_in_words() -> None:
    words = [rule_in_words(qualifier) for qualifier in ("", "<", ">", "~")]
    assert len(set(words)) == 4
    assert all(words)


def test_a_figure_that_agrees_is_confirmed_even_where_a_revision_was_explained() -> None:
    assert judge(stated("92"), 92.1, is_explained=True) is Verdict.CONFIRMED


def test_a_figure_that_differs_is_revised_only_where_that_is_explained() -> None:
    assert judge(stated("92"), 91.3372, is_explained=True) is Verdict.REVISED
    assert judge(stated("92"), 91.3372, is_explained=False) is Verdict.DIFFERS


def test_without_a_computed_figure_nothing_can_be_checked() -> None:
    assert judge(stated("92"), None, is_explained=True) is Verdict.UNCHECKED
