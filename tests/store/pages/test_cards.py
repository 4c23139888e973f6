"""The overview's cards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core.errors import Cancelled
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.view import View
from mkbviewer.store.pages import cards
from mkbviewer.store.pages.cards import CARDS, newest_facts, read_cards
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page
from tests.store.composition_page import SIZES, import_sizes, open_empty


def stated(size_class: str) -> Fact:
    return Fact(
        "bedrijven", "aandeel", "%", parse_period("2023KW01")[0], 15.0, "15", "~", size_class,
        "", "", "", "", "1 Inleiding", True, "",
    )  # fmt: skip


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[Holdings]:
    opened = open_empty(tmp_path, facts=(stated("micro"),))
    yield opened
    opened.close()


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Holdings]:
    opened = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    yield opened
    opened.close()


def test_a_card_without_figures_has_what_the_report_states(holdings: Holdings) -> None:
    (card,) = read_cards(holdings)
    assert card.frame.is_empty
    assert card.source is None
    assert card.fact is not None
    assert card.fact.value == 15


def test_a_card_shows_the_member_that_the_first_fact_is_about(
    holdings: Holdings, tmp_path: Path
) -> None:
    import_sizes(holdings, tmp_path)
    (card,) = read_cards(holdings)
    assert [series.member for series in card.frame.series] == ["micro"]
    # 150 of the 1000 businesses in the first quarter.
    assert card.frame.values[0, 0] == pytest.approx(15)


def test_a_card_begins_with_a_fact_about_the_mkb_and_not_with_one_about_large_businesses() -> None:
    # Of lifelong learning the report names large businesses first, nearly a third, then the mkb.
    large, small = stated("groot"), stated("mkb")

    assert newest_facts((large, small)) == (small, None)
    assert newest_facts((large,)) == (large, None)


def test_no_card_begins_with_a_class_that_is_computed(shipped: Holdings) -> None:
    # 84747NED has independent SMEs in three classes; their sum is no figure of the whole mkb.
    found = {card.indicator.id: card for card in read_cards(shipped)}
    (series,) = found["uitvoer"].frame.series

    assert (series.measure, series.member) == (
        "bijdrage aan totale groei goederenuitvoer",
        "totaal",
    )
    page = read_page(shipped, View("uitvoer", measures=("verandering goederenuitvoer",)))
    sizes = page.structure.dimension("size_class")
    assert sizes is not None
    labels = [one.label for one in sizes.members if one.code in ("0-10", "klein", "midden", "mkb")]
    assert len(labels) == 4
    assert all(label.startswith("Independent SMEs") for label in labels)


def test_a_card_that_was_read_before_is_not_read_again(
    holdings: Holdings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_sizes(holdings, tmp_path)
    (first,) = read_cards(holdings)

    def refuse(*_arguments: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(cards, "read_page", refuse)
    (again,) = read_cards(holdings)
    assert again.frame.periods == first.frame.periods
    assert again.frame.series == first.frame.series
    assert again.frame.values == pytest.approx(first.frame.values, nan_ok=True)
    assert (again.frame.statuses == first.frame.statuses).all()


def test_a_new_release_is_read_anew(holdings: Holdings, tmp_path: Path) -> None:
    import_sizes(holdings, tmp_path)
    read_cards(holdings)
    import_sizes(holdings, tmp_path, SIZES.replace("1000;800;150", "1000;600;350"))
    (card,) = read_cards(holdings)
    assert card.frame.values[0, 0] == pytest.approx(35)


def test_a_damaged_card_is_read_anew(holdings: Holdings, tmp_path: Path) -> None:
    import_sizes(holdings, tmp_path)
    holdings.own.put_entry(CARDS, "bedrijven", "{")
    (card,) = read_cards(holdings)
    assert not card.frame.is_empty


def test_reading_the_cards_stops_before_the_next_card_when_asked_to(holdings: Holdings) -> None:
    def stop() -> None:
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        read_cards(holdings, stop)


def test_what_the_shipped_figures_lack_is_said_of_those_only(shipped: Holdings) -> None:
    source = read_page(shipped, View("samenstelling-mkb")).source
    filling = shipped.catalogue.filled_by("81588NED")[0].filling("81588NED")

    assert source is not None
    assert filling is not None
    assert source.note.endswith("cut off after 10,000 rows.")
    assert "10,000" not in dict(filling.note or {})["en"]
