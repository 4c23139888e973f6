"""The figures that the Jaarbericht states."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from mkbviewer.core.period import Frequency
from mkbviewer.core.report.fact_words import (
    about_words,
    describe_fact,
    period_words,
    sentence_of,
)
from mkbviewer.core.report.facts import Fact, load_facts
from mkbviewer.paths import data_dir

FACTS = data_dir() / "facts_2023.csv"


@pytest.fixture(scope="module")
def facts() -> tuple[Fact, ...]:
    return load_facts(FACTS)


def find(facts: tuple[Fact, ...], indicator: str, measure: str, period: str, *members: str) -> Fact:
    found = [
        fact
        for fact in facts
        if (fact.indicator, fact.measure, fact.period.code) == (indicator, measure, period)
        and fact.members == members
    ]
    assert len(found) == 1
    return found[0]


def test_all_figures_of_the_report_are_there(facts: tuple[Fact, ...]) -> None:
    assert len(facts) == 138


def test_every_row_of_the_file_becomes_one_fact_in_the_same_order(facts: tuple[Fact, ...]) -> None:
    with FACTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["indicator"], row["measure"], row["value"]) for row in rows] == [
        (fact.indicator, fact.measure, fact.value_text) for fact in facts
    ]


def test_a_qualifier_is_nearly_more_than_about_or_none(facts: tuple[Fact, ...]) -> None:
    assert Counter(fact.qualifier for fact in facts) == {"": 72, "~": 26, "<": 21, ">": 19}


@pytest.mark.parametrize(
    ("indicator", "measure", "period", "members", "value", "words"),
    [
        ("samenstelling-mkb", "aandeel bedrijven", "2023KW03", ("zzp",), 80, "nearly"),
        ("samenstelling-mkb", "aandeel bedrijven", "2023KW03", ("groot",), 0.1, ""),
        ("groei-aantal-bedrijven", "groei t.o.v. voorgaand jaar", "2023KW03", ("zzp",), 13, ""),
        ("groei-aantal-bedrijven", "groei t.o.v. voorgaand jaar", "2023KW03", ("klein",), 0.5, ""),
        ("nieuwe-bedrijven-cohort", "gestart", "2012/2022", (), 1_371_000, "more than"),
        ("snelle-groeiers", "snelle groeiers", "2022JJ00", (), 21_000, "more than"),
        ("faillissementen", "faillissementen", "2023KW02", ("mkb",), 627, ""),
        ("solvabiliteit", "solvabiliteit", "2021JJ00", ("micro",), 54, ""),
        ("vacatures", "openstaande vacatures", "2023KW02", ("mkb",), 185_000, "about"),
        ("winstgevendheid", "winstgevendheid verslechterd", "2023MM07", ("groot",), 14, "about"),
        ("uurloon", "groei uurloon t.o.v. voorgaand jaar", "2022JJ00", ("mkb",), 4.6, ""),
        ("mkbarometer", "indicatoren verslechterd", "2023KW03", (), 7, ""),
    ],
)
def test_a_fact_is_what_the_report_states(
    facts: tuple[Fact, ...],
    indicator: str,
    measure: str,
    period: str,
    members: tuple[str, ...],
    value: float,
    words: str,
) -> None:
    fact = find(facts, indicator, measure, period, *members)
    assert fact.value == value
    assert fact.qualifier_words == words


def test_a_negative_figure_keeps_its_sign(facts: tuple[Fact, ...]) -> None:
    measure = "groei opheffingen t.o.v. voorgaand jaar"
    assert find(facts, "oprichtingen-opheffingen-sector", measure, "2023KW02").value == -1


def test_a_fact_about_a_sector_names_size_class_and_sector(facts: tuple[Fact, ...]) -> None:
    fact = find(facts, "solvabiliteit", "solvabiliteit", "2021JJ00", "klein", "energievoorziening")
    assert (fact.size_class, fact.sector, fact.value) == ("klein", "energievoorziening", 29)


def test_a_fact_about_a_cohort_names_legal_form_and_cohort(facts: tuple[Fact, ...]) -> None:
    measure = "personeel in dienst na twee tot drie jaar"
    members = ("zonder rechtspersoonlijkheid", "cohort 2018")
    fact = find(facts, "werkgever-worden", measure, "2018JJ00", *members)
    assert (fact.value, fact.qualifier_words, fact.unit) == (3.5, "about", "%")


def test_the_year_of_a_cohort_is_not_said_twice(facts: tuple[Fact, ...]) -> None:
    fact = next(one for one in facts if one.indicator == "werkgever-worden" and one.value == 25)
    named = "Personeel in dienst na twee tot drie jaar, met rechtspersoonlijkheid, cohort 2018"

    assert about_words(fact) == named
    assert sentence_of(fact) == f"{named}: 25%"


def test_a_period_is_said_with_whether_the_text_states_it(facts: tuple[Fact, ...]) -> None:
    stated, unstated = (
        next(one for one in facts if one.is_period_stated is is_stated and not one.group)
        for is_stated in (True, False)
    )

    assert about_words(stated).endswith("\u00a0· 2023 3rd quarter")
    assert about_words(unstated).endswith(f"{unstated.period.label} (the text states no period)")


def test_the_report_names_no_period_for_twenty_one_figures(facts: tuple[Fact, ...]) -> None:
    assert Counter(fact.indicator for fact in facts if not fact.is_period_stated) == {
        "geen-digitalisering": 6,
        "verduurzaming": 6,
        "belemmeringen": 3,
        "non-bancaire-financiering": 2,
        "microkrediet-qredits": 2,
        "speur-en-ontwikkelwerk": 1,
        "solvabiliteit": 1,
    }


def test_a_span_of_ten_years_stays_as_the_report_writes_it(facts: tuple[Fact, ...]) -> None:
    fact = next(fact for fact in facts if fact.indicator == "cohort-groei-krimp")
    assert fact.period.frequency is Frequency.TEXT
    assert fact.period.code == "2012/2022"


def test_every_fact_names_its_place_in_the_report(facts: tuple[Fact, ...]) -> None:
    places = ("2 ", "3 ", "4 ", "Katern ")
    assert all(fact.section.startswith(places) for fact in facts)


def test_a_contradiction_in_the_report_is_noted(facts: tuple[Fact, ...]) -> None:
    fact = next(fact for fact in facts if fact.indicator == "impact-digitalisering")
    assert fact.period.code == "2022MM08"
    assert fact.note == "text says August 2022, the figure title August 2023"


def test_the_facts_are_those_of_the_shared_report(
    facts: tuple[Fact, ...], shared_data: Path
) -> None:
    assert FACTS.read_bytes() == (shared_data / "jaarbericht" / "facts_2023.csv").read_bytes()
    assert load_facts(shared_data / "jaarbericht" / "facts_2023.csv") == facts


def test_years_together_are_no_school_year(facts: tuple[Fact, ...]) -> None:
    # “Over twee jaar” in the report's text; CBS writes 2022/'23 for a school year.
    fact = next(fact for fact in facts if fact.indicator == "microkrediet-qredits")
    assert period_words(fact) == "2022-2023"
    cohort = next(fact for fact in facts if fact.indicator == "cohort-groei-krimp")
    assert sentence_of(cohort) == "Constant gebleven, mkb: 74% (2012-2022)"


@pytest.mark.parametrize(
    ("indicator", "value", "words"),
    [
        ("oprichtingen-opheffingen", 92, "Aandeel zzp in oprichtingen"),
        ("snelle-groeiers", 69, "Aandeel ouder dan 10 jaar in grote snelle groeiers"),
        ("solvabiliteit", 75, "Zonder rechtspersoonlijkheid, mkb"),
        ("cohort-doorstroom", 305, "Gekrompen naar mkb, groot"),
        ("cohort-groei-krimp", 21, "Gegroeid, mkb excl. zzp"),
    ],
)
def test_a_member_that_the_measure_names_is_not_said_twice(
    facts: tuple[Fact, ...], indicator: str, value: float, words: str
) -> None:
    found = next(one for one in facts if one.indicator == indicator and one.value == value)
    assert describe_fact(found) == words
