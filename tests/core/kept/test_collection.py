"""A comparison as it is kept: views of one series each."""

from mkbviewer.core.kept.collection import (
    MOST_SERIES,
    Collection,
    collection_from_text,
    collection_to_text,
)
from mkbviewer.core.view import Transformation, View

A, B, C = (View(name, measures=("m",), by="sector", members=("C",)) for name in "abc")


def test_a_series_is_there_once_however_often_it_is_added():
    assert Collection().add([A, B]).add([B, C]).views == (A, B, C)


def test_series_are_moved_and_removed_by_their_place():
    three = Collection((A, B, C))

    assert three.move(0, 2).views == (B, C, A)
    assert three.move(2, 0).views == (C, A, B)
    assert three.move(7, 0) == three
    assert three.remove({0, 2}).views == (B,)


def test_there_is_room_for_so_many_and_no_more():
    views = [View(str(number)) for number in range(MOST_SERIES + 3)]

    assert Collection().add(views).views == tuple(views[:MOST_SERIES])


def test_what_is_done_to_all_takes_the_place_of_what_was_done_to_each():
    grown = View("a", transformation=Transformation.YEAR_ON_YEAR, average=4)

    assert Collection().as_shown(grown) == grown
    indexed = Collection(transformation="index", base="2015KW01").as_shown(grown)
    assert (indexed.transformation, indexed.base, indexed.average) == ("index", "2015KW01", 0)


def test_a_comparison_is_read_back_as_it_was_kept():
    kept = Collection((A, B), "index", "2015KW01", "2010KW01", "2020KW04", "line")

    assert collection_from_text(collection_to_text(kept)) == kept


def test_what_cannot_be_read_is_left_out_and_the_rest_stays():
    text = collection_to_text(Collection((A, B))).replace('"subject": "b"', '"subject": 3')

    assert collection_from_text(text).views == (A,)
    assert collection_from_text("no JSON") == Collection()
    assert collection_from_text('{"transformation": "magic"}') == Collection()
    assert collection_from_text(None) == Collection()
