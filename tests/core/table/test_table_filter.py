"""What is typed to filter a table."""

import numpy as np
import pytest

from mkbviewer.core import language
from mkbviewer.core.status import Status
from mkbviewer.core.table.table_filter import match_figures, match_words, parse_filter, read_number

NAN = float("nan")
VALUES = np.array([5.0, 10.0, 20.0, NAN, -3.0])
STATUSES = np.array(
    [Status.FINAL, Status.PROVISIONAL, Status.REVISED_PROVISIONAL, Status.SUPPRESSED, Status.FINAL]
)


@pytest.fixture(params=["nl", "en"])
def spoken(request, monkeypatch):
    monkeypatch.setattr(language, "_active_language", request.param)
    return request.param


def passed(text):
    return [int(one) for one in np.flatnonzero(match_figures(parse_filter(text), VALUES, STATUSES))]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (">5", [1, 2]),
        (">=5", [0, 1, 2]),
        ("<0", [4]),
        ("=10", [1]),
        ("<>10", [0, 2, 4]),
        ("5..10", [0, 1]),
        (">5 <20", [1]),
        ("*", [1, 2]),
        ("**", [2]),
        ("x", [3]),
        ("* >15", [2]),
        ("", [0, 1, 2, 3, 4]),
    ],
)
def test_terms_hold_all_together_and_a_missing_figure_passes_no_bound(text, rows):
    assert passed(text) == rows


def test_words_and_what_is_between_quotes():
    asked = parse_filter('Micro "2 tot 10" >abc')
    assert asked.words == ("micro", "2 tot 10", ">abc")
    assert not asked.asks_figures
    masks = match_words(asked.words[:2], [["Micro", "2 tot 10 personen"], ["Klein", "micro"]])
    assert [mask.tolist() for mask in masks] == [[True, True], [True, False]]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.234,5", 1234.5), ("1234,5", 1234.5), ("1.5", 1.5), ("1.500", 1500.0), ("−3", -3.0)],
)
def test_numbers_are_read_as_dutch_writes_them(dutch, text, number):
    assert read_number(text) == number


def test_numbers_are_read_as_english_writes_them():
    assert [read_number(text) for text in ("1,234.5", "1,500", "1.500")] == [1234.5, 1500.0, 1.5]


def test_what_is_no_number_is_none(spoken):
    assert [read_number(text) for text in ("", "abc", "1e5", "-", "1.2.3")] == [None] * 5


def test_a_percent_sign_and_thin_spaces_do_not_matter(spoken):
    assert read_number("12%") == 12
    assert read_number("1\u202f000") == 1000
