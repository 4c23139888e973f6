"""Figures on the clipboard."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core.words.tab_separated import (
    CopyNotation,
    write_figure,
    write_figures,
    write_words,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.56, 1, "1234,6"),
        (-0.04, 1, "0,0"),
        (-1500.0, 0, "-1500"),
        (0.15, 1, "0,2"),  # as people and spreadsheets round, whatever the bits say
        (2.5, 0, "3"),
        (12.25, 1, "12,3"),
        (float("nan"), 1, ""),
        (0.1, None, "0,1"),
    ],
)
def test_figures_have_decimal_commas_and_no_grouping(value, decimals, text):
    assert write_figure(value, decimals) == text
    assert write_figures(np.array([value]), decimals) == [text]


def test_plain_figures_have_points_and_are_not_rounded():
    assert write_figure(1234.56, 0, CopyNotation.PLAIN) == "1234.56"


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), max_size=20),
    st.integers(0, 4),
)
def test_many_figures_are_written_as_each_is(values, decimals):
    found = write_figures(np.array(values, dtype=float), decimals)
    assert found == [write_figure(value, decimals) for value in values]


def test_words_are_one_cell_and_no_formula():
    assert write_words("=1+1\tx") == "'=1+1 x"
