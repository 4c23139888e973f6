"""Cancelling an import of a million figures while it is under way."""

import pytest

from mkbviewer import paths
from mkbviewer.core.report.catalogue import load_catalogue
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.viewmodels.imports.import_jobs import State
from mkbviewer.viewmodels.imports.imports import Imports
from tests.large_file import write_large_table
from tests.two_releases import TABLE, write_releases


@pytest.fixture
def holdings(tmp_path):
    catalogue = load_catalogue(paths.resources_dir() / "catalogue")
    opened = Holdings(
        Library(tmp_path / "library"), Library(tmp_path / "embedded"), catalogue, (), {}
    )
    yield opened
    opened.close()


@pytest.fixture
def imports(holdings, runner):
    yield (one := Imports(holdings, runner))
    runner.close()
    del one


def files_of(folder):
    return {
        path.relative_to(folder).parts[0]
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("library.sqlite")
    }


@pytest.mark.parametrize("fraction", [0.05, 0.45])
def test_cancelling_midway_leaves_nothing_and_the_next_file_is_imported(
    imports, holdings, tmp_path, qtbot, fraction
):
    large = write_large_table(tmp_path / "99903NED_UntypedDataSet_14022024.csv")
    small, _newer = write_releases(tmp_path)

    def cancel_midway(*_all):
        jobs = imports.jobs.jobs
        if jobs and jobs[0].state is State.BUSY and jobs[0].fraction >= fraction:
            imports.cancel(0)

    imports.jobs.dataChanged.connect(cancel_midway)
    with qtbot.waitSignal(imports.finished, timeout=120_000):
        imports.add([large, small])
    assert [job.state for job in imports.jobs.jobs] == [State.CANCELLED, State.IMPORTED]
    assert [table.id for table in holdings.own.tables()] == [TABLE]
    assert files_of(tmp_path / "library") == {"originals", "releases"}
    assert len(list((tmp_path / "library" / "originals").iterdir())) == 1
    assert holdings.own.removals() == ()


def test_what_waits_can_be_cancelled_before_it_begins(imports, holdings, tmp_path, qtbot):
    large = write_large_table(tmp_path / "99903NED_UntypedDataSet_14022024.csv")
    small, _newer = write_releases(tmp_path)

    def cancel_the_second(*_all):
        if len(imports.jobs.jobs) == 2:
            imports.cancel(1)

    imports.jobs.dataChanged.connect(cancel_the_second)
    with qtbot.waitSignal(imports.finished, timeout=120_000):
        imports.add([large, small])
    assert [job.state for job in imports.jobs.jobs] == [State.IMPORTED, State.CANCELLED]
    assert [table.newest.observations for table in holdings.own.tables()] == [1_000_000]
