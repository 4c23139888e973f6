"""Searching as a view-model: the list's model, and names gathered while one types."""

from pathlib import Path

from PySide6.QtTest import QAbstractItemModelTester

from mkbviewer import paths
from mkbviewer.core.search.findable import Hit, Kind, Name
from mkbviewer.settings import Settings
from mkbviewer.store.pages.holdings import open_holdings
from mkbviewer.viewmodels.background.tasks import ImmediateRunner, TaskRunner
from mkbviewer.viewmodels.search.search import MOST_RECENT, HitList, Search

THESAURUS = paths.resources_dir() / "search" / "thesaurus.toml"


def make_search(folder: Path, runner, settings=None) -> Search:
    holdings = open_holdings(folder / "library", paths.resources_dir(), paths.data_dir())
    return Search(holdings, runner, settings or Settings(), THESAURUS)


def kinds_in(search: Search) -> list[Kind]:
    model = search.hits
    return [hit.kind for row in range(model.rowCount()) if (hit := model.hit(row))]


def test_the_list_keeps_to_the_rules_of_models(qapp):
    model = HitList()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_hits([Hit(Kind.FACT, "Omzet", "7%", 1.0), Hit(Kind.COMMAND, "Open", "", 0.5)])
    model.show_hits([])

    assert model.rowCount() == 0
    del tester


def test_commands_are_found_while_names_are_gathered_and_the_rest_comes_by_itself(qtbot, tmp_path):
    runner = TaskRunner()
    search = make_search(tmp_path, runner)
    search.prepare([Name(Kind.COMMAND, "Vacatures tellen")])
    search.look_up("vacatures")
    at_once = kinds_in(search)

    qtbot.waitUntil(lambda: not search.is_gathering, timeout=10_000)
    then = set(kinds_in(search))
    runner.close()

    assert at_once == [Kind.COMMAND]
    assert {Kind.INDICATOR, Kind.COMMAND} <= then


def test_only_so_many_searches_are_remembered(qapp, tmp_path):
    settings = Settings()
    search = make_search(tmp_path, ImmediateRunner(), settings)

    for number in range(MOST_RECENT + 3):
        search.remember(f"word {number}")

    assert search.recent[0] == f"word {MOST_RECENT + 2}"
    assert len(search.recent) == MOST_RECENT


def test_remembered_searches_that_are_no_texts_are_left_out(qapp, tmp_path):
    settings = Settings(others={"recent_searches": ["omzet", 7, None]})

    assert make_search(tmp_path, ImmediateRunner(), settings).recent == ("omzet",)
