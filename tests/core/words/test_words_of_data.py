"""Nothing that the shipped data say stays Dutch in the English window, and Dutch stays as it is."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core import language
from mkbviewer.core.numbers import format_with_unit, unit_label
from mkbviewer.core.report.catalogue import load_catalogue
from mkbviewer.core.report.fact_words import sentence_of
from mkbviewer.core.report.facts import Fact, load_facts
from mkbviewer.core.words.figure_phrase import write_amount
from mkbviewer.core.words.wording import spell, spell_title

SAME_IN_BOTH = {
    *("", "%", "aantal", "index", "ratio", "z-score", "1 000", "1 000 fte", "micro", "EPO", "OCNL"),
    *("CBS", "COEN", "CBS; COEN", "CBS; Eurostat", "Qredits", "RVO (WBSO)"),
    *("Stichting MKB Financiering", "WBSO-starters"),
}
"""Names, and units that are translated elsewhere or alike."""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    language.activate("en", paths.catalogues_dir())
    yield
    language.activate(language.SOURCE_LANGUAGE, Path())


def is_known(text: str) -> bool:
    is_range = all(not char.isalpha() for char in text)
    return (
        text in SAME_IN_BOTH
        or is_range
        or text.startswith("cohort 20")
        or text in language.words_of_data()
    )


def rows(name: str) -> list[dict[str, str]]:
    with (paths.data_dir() / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_word_of_the_facts_is_there_in_english() -> None:
    columns = ("measure", "unit", "size_class", "sector", "legal_form", "group")
    missing = {
        row[column] for row in rows("facts_2023.csv") for column in columns
    } - language.words_of_data().keys()
    assert {text for text in missing if not is_known(text)} == set()


def test_every_word_of_the_series_is_there_in_english() -> None:
    columns = ("measure", "unit", "size_class", "legal_form", "group")
    found = {row[column] for row in rows("starter_series.csv") for column in columns}
    assert {text for text in found if not is_known(text)} == set()


def test_every_sector_is_there_in_english() -> None:
    in_english = {"Business Economy, B-N, excl. K, incl. 95", "Business economy, B-N, incl 95"}
    labels = {row["label_nl"] for row in rows("sectors.csv")} - in_english
    assert {text for text in labels if not is_known(text)} == set()


def test_every_word_of_the_catalogue_is_there_in_english() -> None:
    for indicator in load_catalogue(paths.resources_dir() / "catalogue").indicators:
        words = [indicator.unit.strip(), indicator.source]
        for filling in indicator.fillings:
            if filling.recipe:
                words += [one.title for one in filling.recipe.outputs]
                words += [one.unit for one in filling.recipe.outputs]
        assert [text for text in words if not is_known(text)] == [], indicator.id


def test_every_formula_that_says_something_in_words_is_there_in_english() -> None:
    dutch = ("mkb", "klein", "totaal", " jaar", "som ", "zonder ", "aantal", "deelname")
    for indicator in load_catalogue(paths.resources_dir() / "catalogue").indicators:
        for filling in indicator.fillings:
            if any(word in filling.formula for word in dutch):
                assert filling.formula in language.words_of_data(), (indicator.id, filling.table)


def test_nothing_is_translated_into_nothing_or_twice() -> None:
    with (paths.catalogues_dir() / "words_en.csv").open(encoding="utf-8", newline="") as file:
        dutch = [row["nl"] for row in csv.DictReader(file)]
    assert len(set(dutch)) == len(dutch)
    assert len(language.words_of_data()) == len(dutch)
    assert all(text.strip() for text in language.words_of_data().values())


def first_fact() -> Fact:
    return load_facts(paths.data_dir() / "facts_2023.csv")[0]


def test_a_fact_is_worded_from_its_own_fields() -> None:
    # The report: nearly 80% of businesses are self-employed, third quarter of 2023.
    assert (
        sentence_of(first_fact())
        == "Share of businesses, self-employed: nearly 80% (2023 3rd quarter)"
    )


def test_units_are_in_the_language_of_the_window() -> None:
    assert unit_label("mld euro") == "bn euros"
    assert unit_label("1 000 euro per fte") == "1,000 euros per fte"
    assert unit_label("1 000 fte") == "1,000 fte"
    assert write_amount(132.04, "1 000 euro per fte", 1) == "132.0 thousand euros per fte"
    assert write_amount(184.0, "1 000", 1) == "184.0 thousand"
    assert write_amount(202.9, "x 1 000", 1) == "202.9 thousand"
    assert format_with_unit(52.0, "% bedrijven", 0) == "52% of businesses"


def test_dutch_words_are_only_spelt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_words_of_data", {})
    assert spell_title("aanvraag na orientatie") == "Aanvraag na oriëntatie"
    assert spell("% bedrijven") == "% bedrijven"


def test_there_is_no_list_of_words_for_dutch() -> None:
    assert not (paths.catalogues_dir() / "words_nl.csv").exists()
