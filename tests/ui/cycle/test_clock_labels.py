"""Names on the clock never lie over each other and never leave the plot."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from mkbviewer.ui.cycle.clock_labels import Anchor, place_labels

BOUNDS = (40.0, 10.0, 420.0, 440.0)
WIDTHS = (30.0, 75.0, 92.0, 110.0, 138.0)


def anchors_of(points):
    return [
        Anchor(str(place), x, y, WIDTHS[place % len(WIDTHS)], 15.0)
        for place, (x, y) in enumerate(points)
    ]


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


spots = st.tuples(st.floats(BOUNDS[0], BOUNDS[2]), st.floats(BOUNDS[1], BOUNDS[3]))
close = st.tuples(st.floats(220, 235), st.floats(220, 232))


@settings(max_examples=150)
@given(st.lists(st.one_of(spots, close), min_size=1, max_size=13))
def test_no_two_names_overlap_and_all_are_within_bounds(points):
    labels = place_labels(anchors_of(points), BOUNDS, 8.0)

    assert len(labels) == len(points)
    for one, other in combinations([label.box for label in labels.values()], 2):
        assert not overlap(one, other)
    for label in labels.values():
        left, top, right, bottom = label.box
        assert BOUNDS[0] <= left <= right <= BOUNDS[2]
        assert BOUNDS[1] <= top <= bottom <= BOUNDS[3]


def test_a_name_with_room_stands_at_the_right_of_its_point():
    label = place_labels([Anchor("a", 100, 100, 60, 15)], BOUNDS, 8.0)["a"]

    assert label.box == (108.0, 92.5, 168.0, 107.5)
    assert not label.is_far


def test_a_name_stays_where_it_stood_while_that_is_free():
    anchors = [Anchor("a", 200, 100, 60, 15)]
    to_the_left = place_labels(anchors, BOUNDS, 8.0, {"a": (1, 0)})["a"]

    assert to_the_left.slot == (1, 0)


def test_a_name_for_which_there_is_no_room_has_none():
    assert place_labels([Anchor("a", 5, 5, 60, 15)], (0, 0, 10, 10), 8.0) == {}


def test_a_name_stands_at_a_side_where_no_other_point_is_nearer_to_it():
    # The second point lies just above where the name of the first would begin at its right.
    anchors = [Anchor("a", 200, 100, 60, 15), Anchor("b", 212, 88, 60, 15)]

    labels = place_labels(anchors, BOUNDS, 8.0)

    assert labels["a"].box[2] <= 200
    assert not labels["a"].is_far


def test_a_line_leads_from_a_name_to_its_point_where_another_point_is_as_near():
    # Kept at the right of its point, where the other has come nearer to it meanwhile.
    anchors = [Anchor("a", 200, 100, 60, 15), Anchor("b", 230, 84, 60, 15)]

    label = place_labels(anchors, BOUNDS, 8.0, {"a": (0, 0), "b": (0, 0)})["a"]

    assert label.slot == (0, 0)
    assert not label.is_far
    anchors = [anchors[0], Anchor("b", 230, 86.5, 60, 15)]
    assert place_labels(anchors, BOUNDS, 8.0, {"a": (0, 0)})["a"].is_far


def test_a_name_stands_over_no_other_words():
    words = (300.0, 10.0, 420.0, 30.0)

    label = place_labels([Anchor("a", 310, 20, 60, 15)], BOUNDS, 8.0, None, [words])["a"]

    assert not overlap(label.box, words)


def test_a_name_with_a_line_stands_beside_no_other_point():
    # Five points in a heap; the rest of the plot is empty, so that every line finds a way out.
    heap = [(230, 225), (236, 222), (233, 231), (227, 219), (240, 229)]

    labels = place_labels(anchors_of(heap), BOUNDS, 8.0)

    for place, (x, y) in enumerate(heap):
        for key, label in labels.items():
            if label.is_far and key != str(place):
                left, top, right, bottom = label.box
                assert not (left - 8 < x < right + 8 and top - 8 < y < bottom + 8)
