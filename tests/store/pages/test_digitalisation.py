"""The degree of digitalisation: a table without periods fills a page, and confirms a fact."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core.report.agreement import Verdict
from mkbviewer.core.view import View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.checks import read_checks
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page

PAGE = "mate-van-digitalisering"


@pytest.fixture(scope="module")
def holdings(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holdings]:
    folder = tmp_path_factory.mktemp("digitalisation") / "library"
    opened = open_holdings(folder, paths.resources_dir(), paths.data_dir())
    file = shared_data / "cbs" / "recipes" / "85410NED.csv"
    assert import_file(opened.own, file).error is None
    yield opened
    opened.close()


def test_the_page_has_the_five_answers_of_the_table(holdings: Holdings) -> None:
    # 85410NED, 10 or more persons employed: not 6, hardly 8, moderately 34, much 29, almost 23.
    page = read_page(holdings, View(PAGE))
    assert page.frame.values.tolist() == [[6.0, 8.0, 34.0, 29.0, 23.0]]
    assert [period.code for period in page.frame.periods] == ["2022JJ00"]


def test_much_and_almost_fully_together_are_what_the_report_states(holdings: Holdings) -> None:
    # The report: 52% of businesses with 10 or more employees in 2022.
    (check,) = read_checks(holdings, PAGE)
    assert (check.verdict, check.computed) == (Verdict.CONFIRMED, 52.0)


def test_the_use_of_ai_opens_at_the_newest_survey_and_names_the_year_of_each_table(
    tmp_path: Path,
) -> None:
    opened = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    page = read_page(opened, View("gebruik-ai"))
    opened.close()

    assert [period.code for period in page.frame.periods] == ["2024JJ00"]
    assert [(one.table, one.period) for one in page.sources] == [
        ("86074NED", "2024"),
        ("85735NED", "2023"),
        ("85410NED", "2022"),  # of this one is figure 17 of the report
        ("85180NED", "2021"),
        ("84831NED", "2020"),
    ]
