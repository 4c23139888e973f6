"""The explanation follows what is marked, as long as somebody wants to know."""

import pytest

from mkbviewer import paths
from mkbviewer.core.recipes.explanation import Explanation
from mkbviewer.core.view import View
from mkbviewer.settings import Settings
from mkbviewer.store.pages.holdings import open_holdings
from mkbviewer.viewmodels.background.tasks import ImmediateRunner
from mkbviewer.viewmodels.indicator.explaining import Explaining
from mkbviewer.viewmodels.session.session import Session


@pytest.fixture
def open_page(tmp_path):
    holdings = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    session = Session(holdings, ImmediateRunner(), Settings())
    session.show(View("samenstelling-mkb"))
    yield session
    holdings.close()


@pytest.fixture
def told(open_page):
    explaining = Explaining(open_page)
    heard: list[Explanation | None] = []
    explaining.explained.connect(heard.append)
    return explaining, heard


def test_nothing_is_read_before_somebody_wants_to_know(open_page, told):
    _explaining, heard = told
    open_page.mark_series(("micro",))
    assert heard == [None]


def test_the_newest_figure_is_explained_where_none_is_marked(told):
    explaining, heard = told
    explaining.switch(True)
    # The table's last quarter is the second of 2025.
    assert heard[-1].term.period.code == "2025KW02"


def test_the_explanation_follows_the_marks(open_page, told):
    explaining, heard = told
    explaining.switch(True)
    row = [one.code for one in open_page.page.frame.periods].index("2023KW03")
    open_page.mark_periods((row,))
    open_page.mark_series(("groot",))
    # The report states 0.1% large businesses in that quarter.
    assert heard[-1].term.period.code == "2023KW03"
    assert heard[-1].term.result == "0.1%"


def test_the_explanation_follows_the_page(open_page, told):
    explaining, heard = told
    explaining.switch(True)
    open_page.show(View("vacatures"))
    assert heard[-1].provenance.table == "80472ned"


def test_no_more_is_read_once_nobody_wants_to_know(open_page, told):
    explaining, heard = told
    explaining.switch(True)
    explaining.switch(False)
    open_page.mark_series(("micro",))
    assert heard[-1] is None
