"""What series are called, so that nobody takes them for something else."""

import numpy as np
import pytest

from mkbviewer.core.page import held_at
from mkbviewer.core.recipes.breakdown import member_label
from mkbviewer.core.view import View
from mkbviewer.store.pages.cards import read_cards
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import read_page


def labels(shipped: Holdings, indicator: str, **fields: tuple[str, ...] | str) -> list[str]:
    page = read_page(shipped, View(indicator, **fields))  # type: ignore[arg-type]
    return [series.label for series in page.frame.series]


def test_the_mkb_of_a_survey_says_where_it_ends(shipped: Holdings) -> None:
    assert labels(shipped, "vacatures") == [
        "SMEs (0 to 100 persons)",
        "0 to 10 persons",
        "10 to 100 persons",
        "100 or more persons",
    ]
    assert labels(shipped, "leven-lang-leren")[0] == "SMEs (1 to 250 persons)"
    assert labels(shipped, "winstgevendheid") == ["SMEs from 5 to 250 persons", "Large"]
    # Elsewhere it is the mkb of the report.
    assert labels(shipped, "oprichtingen-opheffingen")[0] == "All SMEs"


def test_the_label_of_a_survey_is_in_the_language_of_now(shipped: Holdings, dutch: None) -> None:
    assert labels(shipped, "vacatures")[0] == "Mkb (0 tot 100 personen)"


def test_large_businesses_are_not_added_up_where_the_mkb_ends_at_100(shipped: Holdings) -> None:
    vacancies = read_page(shipped, View("vacatures")).structure.dimension("size_class")
    assert vacancies is not None
    assert vacancies.member("groot") is None
    births = read_page(shipped, View("oprichtingen-opheffingen-sector"))
    sizes = births.structure.dimension("size_class")
    assert sizes is not None
    assert sizes.member("groot") is not None


@pytest.mark.parametrize("indicator", ["vacatures", "patenten", "leven-lang-leren"])
def test_a_page_split_by_sector_is_of_all_sizes_where_the_table_does_not_cross_them(
    shipped: Holdings, indicator: str
) -> None:
    page = read_page(shipped, View(indicator, by="sector"))
    assert page.view.fixed("size_class") == "totaal"
    assert np.isfinite(page.frame.values).any(axis=0).all()


@pytest.mark.parametrize(
    ("indicator", "whole"),
    [("winstgevendheid", "5+"), ("belemmeringen", "5+"), ("gebruik-ai", "10+")],
)
def test_a_survey_split_by_sector_is_of_all_that_it_asked(
    shipped: Holdings, indicator: str, whole: str
) -> None:
    page = read_page(shipped, View(indicator, by="sector"))
    assert page.view.fixed("size_class") == whole


def test_sizes_are_written_in_words() -> None:
    assert member_label("size_class", "50-250", {}) == "50 to 250 persons"
    assert member_label("size_class", "250+", {}) == "250 or more persons"
    assert member_label("size_class", "zzp", {}) == "Self-employed"


def test_where_else_a_page_is_held_is_told_unless_it_is_of_all_together(
    shipped: Holdings,
) -> None:
    def told(indicator: str, **fields: tuple[tuple[str, str], ...] | str) -> tuple[str, ...]:
        return held_at(read_page(shipped, View(indicator, **fields)))  # type: ignore[arg-type]

    assert told("liquiditeit") == ("D Energievoorziening",)
    assert told("patenten") == ("Dutch patent office (OCNL)",)
    assert told("samenstelling-mkb") == ("Business Economy, B-N, excl. K, incl. 95",)
    assert told("vacatures") == told("uurloon") == told("winstgevendheid") == ()
    assert told("vacatures", where=(("sector", "C"),)) == ("C Industrie",)


def test_a_card_of_a_neighbouring_concept_says_of_which_sector_it_is(shipped: Holdings) -> None:
    cards = {card.indicator.id: card for card in read_cards(shipped)}
    assert cards["liquiditeit"].frame.series[0].label.endswith(", D Energievoorziening")


def test_a_card_is_about_the_mkb_where_a_figure_of_the_report_is(shipped: Holdings) -> None:
    # The first figure of the report is about large businesses, the second about the mkb.
    cards = {card.indicator.id: card for card in read_cards(shipped)}
    assert cards["winstgevendheid"].frame.series[0].label == "SMEs from 5 to 250 persons"
    assert cards["winstgevendheid"].frame.title == "Winstgevendheid verslechterd"
