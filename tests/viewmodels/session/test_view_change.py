"""What a change of one choice means for the others."""

from dataclasses import fields, replace

import pytest

from mkbviewer.core.table.table_choice import TableChoice
from mkbviewer.core.view import Transformation, View
from mkbviewer.viewmodels.session.view_change import change_view, describe_change, differs

FULL = View(
    "groei",
    source="81589NED",
    measures=("bedrijven",),
    by="size_class",
    members=("zzp", "micro"),
    where=(("sector", "F"), ("legal_form", "totaal")),
    frequency="KW",
    transformation=Transformation.INDEX,
    base="2015KW01",
    chart="line",
    first="2012KW01",
    last="2023KW03",
    release="2025-04-23",
)


def changed(**choices):
    after = change_view(FULL, **choices)
    return {
        field.name: getattr(after, field.name)
        for field in fields(View)
        if getattr(after, field.name) != getattr(FULL, field.name)
    }


def test_another_chart_changes_the_chart_only():
    assert changed(chart="bar") == {"chart": "bar"}


def test_another_source_drops_all_that_names_something_of_the_table():
    assert changed(source="81588NED") == {
        "source": "81588NED",
        "measures": (),
        "by": "",
        "members": (),
        "where": (),
        "frequency": "",
        "base": "",
        "release": "",
    }


def test_the_same_source_drops_nothing():
    assert changed(source="81589NED") == {}


def test_a_choice_made_with_the_source_is_kept():
    assert changed(source="81588NED", measures=("x",))["measures"] == ("x",)


def test_another_breakdown_drops_the_members_and_is_no_longer_fixed():
    assert changed(by="sector") == {
        "by": "sector",
        "members": (),
        "where": (("legal_form", "totaal"),),
    }


def test_members_chosen_with_the_breakdown_are_kept():
    assert changed(by="sector", members=("F", "G"))["members"] == ("F", "G")


def test_another_frequency_drops_the_periods_that_are_not_of_it():
    assert changed(frequency="JJ") == {"frequency": "JJ", "base": "", "first": "", "last": ""}


def test_a_range_given_with_the_frequency_is_kept():
    assert changed(frequency="JJ", first="2012JJ00", base="2015JJ00") == {
        "frequency": "JJ",
        "first": "2012JJ00",
        "base": "2015JJ00",
        "last": "",
    }


def test_the_default_frequency_drops_no_period():
    assert changed(frequency="") == {"frequency": ""}


def test_how_periods_are_combined_is_of_one_measure_and_one_frequency():
    yearly = replace(FULL, frequency="JJ", combination="last", average=3)
    assert change_view(yearly, measures=("oprichtingen",)).combination == ""
    assert change_view(yearly, frequency="KW").combination == ""
    assert change_view(yearly, frequency="JJ", combination="mean").combination == "mean"
    assert change_view(yearly, measures=("oprichtingen",)).average == 3


def test_an_unknown_frequency_is_refused():
    with pytest.raises(ValueError, match="ZZ"):
        change_view(FULL, frequency="ZZ")


def test_differs_looks_at_the_given_fields_only():
    assert not differs(FULL, chart="line", by="size_class")
    assert differs(FULL, chart="line", by="sector")


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"transformation": Transformation.LEVEL}, "transformation"),
        ({"source": "81588NED"}, "source"),
        ({"by": "sector"}, "breakdown"),
        ({"first": "2015KW01"}, "range of periods"),
        ({"average": 3}, "moving average"),
        ({"frequency": "JJ", "combination": "sum"}, "frequency"),
        ({"table": TableChoice(filter=">100")}, "filter of the table"),
        ({"table": TableChoice(sort="period", is_rising=True)}, "order of the table"),
        ({"table": TableChoice(has_totals=True)}, "totals of the table"),
        ({}, ""),
    ],
)
def test_a_change_is_named_after_what_caused_it(choices, words):
    assert describe_change(FULL, change_view(FULL, **choices)) == words
