"""The whole way without a window: a dropped file becomes a release, a row and a page."""

import pytest

from mkbviewer import paths
from mkbviewer.core.report.catalogue import load_catalogue
from mkbviewer.settings import Settings
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.viewmodels.imports.import_jobs import State
from mkbviewer.viewmodels.imports.imports import Imports
from mkbviewer.viewmodels.session.places import OVERVIEW, Place, PlaceKind
from mkbviewer.viewmodels.session.session import Session


@pytest.fixture
def holdings(tmp_path):
    """An empty library of the user's and an empty embedded one, with the real catalogue."""
    catalogue = load_catalogue(paths.resources_dir() / "catalogue")
    opened = Holdings(
        Library(tmp_path / "library"), Library(tmp_path / "embedded"), catalogue, (), {}
    )
    yield opened
    opened.close()


@pytest.fixture
def session(holdings, runner):
    return Session(holdings, runner, Settings())


@pytest.fixture
def imports(holdings, runner, session):
    one = Imports(holdings, runner)
    one.library_changed.connect(session.refresh)
    yield one
    # Callbacks of the runner must not outlive what they call.
    runner.close()


@pytest.fixture
def bankruptcies(shared_data, tmp_path):
    """CBS table 82242NED as the cbsodata packages write it."""
    copy = tmp_path / "82242NED.csv"
    copy.write_bytes((shared_data / "cbs" / "v4b-api-dumps" / copy.name).read_bytes())
    return copy


def take_in(imports, qtbot, *files):
    with qtbot.waitSignal(imports.finished, timeout=60_000):
        imports.add(files)


def test_a_dropped_table_is_a_row_of_the_sidebar_and_fills_its_page(
    imports, session, bankruptcies, qtbot
):
    with qtbot.waitSignal(session.contents_read, timeout=60_000):
        take_in(imports, qtbot, bankruptcies)
    assert [table.id for table in session.contents.tables] == ["82242NED"]
    session.open_imported("82242NED")
    qtbot.waitUntil(lambda: session.page is not None, timeout=60_000)
    assert session.place == Place(PlaceKind.INDICATOR, "faillissementen")
    frame = session.page.frame
    codes = [period.code for period in frame.periods]
    # The file's own line: "Bedrijven en instellingen;2023 2e kwartaal;712".
    assert frame.values[codes.index("2023KW02"), 0] == 712


def test_undo_takes_the_table_away_and_redo_brings_it_back(imports, session, bankruptcies, qtbot):
    take_in(imports, qtbot, bankruptcies)
    session.record(imports.step(0))
    session.open_table("82242NED")
    qtbot.waitUntil(lambda: session.page is not None, timeout=60_000)
    session.undo()
    qtbot.waitUntil(lambda: session.place == OVERVIEW, timeout=60_000)
    qtbot.waitUntil(lambda: session.contents.tables == (), timeout=60_000)
    session.redo()
    qtbot.waitUntil(lambda: bool(session.contents.tables), timeout=60_000)
    session.open_table("82242NED")
    qtbot.waitUntil(lambda: session.page is not None, timeout=60_000)


def test_the_same_file_again_changes_nothing(imports, holdings, bankruptcies, qtbot):
    take_in(imports, qtbot, bankruptcies)
    take_in(imports, qtbot, bankruptcies)
    assert [job.state for job in imports.jobs.jobs] == [State.IMPORTED, State.UNCHANGED]
    assert len(holdings.own.table("82242NED").releases) == 1


def test_an_error_page_in_place_of_a_table_is_refused_and_changes_nothing(
    imports, holdings, shared_data, qtbot
):
    take_in(imports, qtbot, shared_data / "hostile" / "statline_fout.csv")
    assert imports.jobs.job(0).state is State.REFUSED
    assert holdings.own.tables() == ()
