"""Which cards are pinned, in what order, and which are hidden."""

from mkbviewer.core.kept.arrangement import (
    Arrangement,
    arrangement_from_text,
    arrangement_to_text,
)


def test_pinning_a_hidden_card_shows_it_again() -> None:
    assert Arrangement(hidden=("a", "b")).pin("a") == Arrangement(("a",), ("b",))


def test_hiding_a_pinned_card_unpins_it() -> None:
    assert Arrangement(pinned=("a", "b")).hide("a") == Arrangement(("b",), ("a",))


def test_a_card_takes_the_place_of_the_one_it_is_moved_to() -> None:
    three = Arrangement(pinned=("a", "b", "c"))

    assert three.move("a", "c").pinned == ("b", "c", "a")
    assert three.move("c", "a").pinned == ("c", "a", "b")
    assert three.move("a", "b").pinned == ("b", "a", "c")


def test_a_card_that_is_moved_among_the_pinned_ones_is_pinned() -> None:
    assert Arrangement(("a", "b"), ("c",)).move("c", "b") == Arrangement(("a", "c", "b"))


def test_nothing_is_moved_to_a_card_that_is_not_pinned() -> None:
    assert Arrangement(("a",)).move("a", "b") == Arrangement(("a",))


def test_an_arrangement_comes_back_from_its_text() -> None:
    arrangement = Arrangement(("a", "b"), ("c",))

    assert arrangement_from_text(arrangement_to_text(arrangement)) == arrangement


def test_a_text_that_cannot_be_read_is_no_arrangement() -> None:
    for text in (None, "", "{", "[]", '{"pinned": 3}'):
        assert arrangement_from_text(text) == Arrangement()
