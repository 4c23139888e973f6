"""A page that does something else to figures that were read does not read them again."""

from dataclasses import replace

import numpy as np
import pytest

from mkbviewer.core.view import WHOLE_YEAR, Transformation, View
from mkbviewer.store.pages.page import read_page

ASKED = View("vacatures", members=("mkb", "100+"))
STEPS = [
    {"transformation": Transformation.YEAR_ON_YEAR},
    {"transformation": Transformation.INDEX, "base": "2020KW01"},
    {"average": 4},
    {"first": "2015KW01", "last": "2019KW04"},
    {"season": "KW03"},
    {"chart": "bar"},
    {"scale": "log", "hides_report": True},
]


@pytest.fixture
def reads(monkeypatch) -> list[View]:
    """The views whose level is read from the library from now on."""
    from mkbviewer.store.pages import page

    read, asked = page.read_level, []

    def count(chosen, view):
        asked.append(view)
        return read(chosen, view)

    monkeypatch.setattr(page, "read_level", count)
    return asked


@pytest.mark.parametrize("steps", STEPS, ids=", ".join)
def test_steps_are_done_to_the_known_level_as_to_one_that_is_read(shipped, reads, steps):
    known = read_page(shipped, ASKED)
    wanted = read_page(shipped, replace(ASKED, **steps))
    reads.clear()
    page = read_page(shipped, replace(ASKED, **steps), (ASKED, known))
    assert reads == []
    assert page.view == wanted.view
    assert page.level is known.level
    assert page.frame.periods == wanted.frame.periods
    assert page.frame.series == wanted.frame.series
    np.testing.assert_array_equal(page.frame.values, wanted.frame.values)
    np.testing.assert_array_equal(page.frame.statuses, wanted.frame.statuses)


def test_another_kind_of_chart_shows_the_same_frame(shipped):
    known = read_page(shipped, ASKED)
    assert read_page(shipped, replace(ASKED, chart="bar"), (ASKED, known)).frame is known.frame


def test_the_reports_own_kind_comes_back_with_the_level(shipped):
    view = replace(ASKED, transformation=Transformation.INDEX)
    known = read_page(shipped, view)
    assert (
        read_page(shipped, ASKED, (view, known)).view.chart == read_page(shipped, ASKED).view.chart
    )


@pytest.mark.parametrize(
    "fields",
    [{"members": ("mkb",)}, {"frequency": "JJ"}, {"subject": "faillissementen", "members": ()}],
    ids=", ".join,
)
def test_other_figures_are_read(shipped, reads, fields):
    known = read_page(shipped, ASKED)
    reads.clear()
    page = read_page(shipped, replace(ASKED, **fields), (ASKED, known))
    assert len(reads) == 1
    assert page.level is not known.level


@pytest.mark.parametrize("steps", [{}, {"season": WHOLE_YEAR}, {"chart": "line"}], ids=", ".join)
def test_the_quarter_of_a_page_is_that_of_the_known_level_as_of_one_that_is_read(shipped, steps):
    bare = View("oprichtingen-opheffingen-sector")
    view = replace(bare, season="KW04", members=())
    known = read_page(shipped, view)
    wanted = read_page(shipped, replace(bare, **steps))
    page = read_page(shipped, replace(bare, **steps), (view, known))
    assert page.level is known.level
    assert page.view == wanted.view
    assert page.frame.periods == wanted.frame.periods
    numbers = {one.number for one in page.frame.periods}
    assert numbers == ({1, 2, 3, 4} if steps.get("season") else {2})
