"""Importing in the background: the queue, its table, cancelling and undoing."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from mkbviewer.core.errors import LibraryProblem, UnreadableFile
from mkbviewer.store.library.report import ImportReport, Revisions
from mkbviewer.viewmodels.imports.import_jobs import Column, State
from mkbviewer.viewmodels.imports.imports import Imports
from tests.viewmodels.desk import Desk, report

DATA = "ID;Perioden;Aantal_1\n0;2023JJ00;5\n"


@pytest.fixture
def desk(monkeypatch):
    one = Desk()
    monkeypatch.setattr("mkbviewer.store.importing.importer.import_file", one.import_file)
    yield one
    one.opened.set()


@pytest.fixture
def make_file(tmp_path):
    def make(name, text=DATA):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return make


@pytest.fixture
def make_imports(desk, watch_model):
    def make(runner):
        holdings: Any = SimpleNamespace(own=desk)
        one = Imports(holdings, runner)
        watch_model(one.jobs)
        return one

    return make


@pytest.fixture
def imports(make_imports, immediate):
    return make_imports(immediate)


@pytest.fixture
def threaded(make_imports, runner):
    return make_imports(runner)


def cells(imports, row=0):
    return [imports.jobs.index(row, at).data() for at in range(len(Column))]


def state(imports, row=0):
    return imports.jobs.job(row).state


def test_a_dropped_file_is_imported_and_reported(imports, desk, make_file, record):
    imported, finished, changed = (
        record(imports.imported),
        record(imports.finished),
        record(imports.library_changed),
    )
    path = make_file("vacatures.csv")
    imports.add([path])
    assert imported == [(imports.jobs.job(0).report,)]
    assert len(finished) == len(changed) == 1
    assert cells(imports)[Column.TABLE :] == [
        "80472ned Vacatures; SBI 2008",
        "new table",
        "23,142",
        "",
    ]
    name, _newline, dialect = cells(imports)[Column.FILE].partition("\n")
    assert name == "vacatures.csv"
    assert dialect not in ("", "–")
    job = imports.jobs.job(0)
    assert job.path == path
    assert job.report is imported[0][0]
    assert job.fraction == 1.0
    assert state(imports) is State.IMPORTED


def test_metadata_goes_with_its_data_and_folders_are_searched(imports, desk, make_file, tmp_path):
    make_file("map/vacatures.csv")
    make_file("map/vacatures_metadata.csv", '"TableInfos"\n"ID";"Title"\n')
    make_file("map/onder/werkuren.csv")
    imports.add([tmp_path / "map"])
    assert sorted(desk.imported) == ["vacatures.csv", "werkuren.csv"]
    assert desk.companions["vacatures.csv"] == {"vacatures_metadata.csv"}


def test_a_folder_without_data_is_told_as_refused(imports, tmp_path, record):
    finished, failed = record(imports.finished), record(imports.failed)
    folder = tmp_path / "leeg"
    folder.mkdir()
    imports.add([folder])
    assert state(imports) is State.REFUSED
    assert "nothing to import" in cells(imports)[Column.REMARKS]
    assert len(finished) == 1
    assert failed == []
    assert not imports.is_busy


def test_dropping_nothing_does_nothing(imports, record):
    finished = record(imports.finished)
    imports.add([])
    assert finished == []
    assert imports.jobs.rowCount() == 0


@pytest.mark.parametrize(
    ("releases", "outcome"),
    [
        (("2024-02-14",), "new table"),
        (("2023-02-14", "2024-02-14"), "new release"),
        (("2024-02-14", "2025-02-14"), "older release"),
    ],
)
def test_the_outcome_says_where_the_release_stands(imports, desk, make_file, releases, outcome):
    desk.release_names = releases
    imports.add([make_file("a.csv")])
    assert cells(imports)[Column.OUTCOME] == outcome


@pytest.mark.parametrize(
    ("fields", "remarks"),
    [
        (
            {"revisions": Revisions(174, 0, 214), "compared_with": "2023-11-15"},
            ["174 new, 214 revised"],
        ),
        ({"revisions": Revisions(174, 0, 214)}, []),
        ({"revisions": Revisions(0, 3, 0), "compared_with": "2023-11-15"}, ["3 dropped"]),
        ({"rejected_count": 1}, ["1 row was left out"]),
        (
            {"warnings": ("The unit is not known.",), "rejected_count": 1200},
            ["The unit is not known.", "1,200 rows were left out"],
        ),
    ],
)
def test_remarks_tell_warnings_rows_left_out_and_revisions(
    imports, desk, make_file, fields, remarks
):
    desk.outcomes["a.csv"] = report("a.csv", **fields)
    imports.add([make_file("a.csv")])
    assert cells(imports)[Column.REMARKS] == (remarks or [""])[0]
    tip = imports.jobs.index(0, Column.REMARKS).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "\n".join(remarks)


def test_a_file_that_is_already_there_changes_nothing(imports, desk, make_file, record):
    changed, imported = record(imports.library_changed), record(imports.imported)
    desk.outcomes["a.csv"] = report("a.csv", "unchanged")
    imports.add([make_file("a.csv")])
    assert cells(imports)[Column.OUTCOME] == "already imported"
    assert changed == []
    assert len(imported) == 1
    assert not imports.can_undo_import(0)


def test_a_refused_file_tells_why_and_the_next_goes_on(imports, desk, make_file, record):
    failed = record(imports.failed)
    error = UnreadableFile("This is an HTML page.", "The download failed.", "Fetch it again.")
    desk.outcomes["rapport.csv"] = ImportReport(Path("rapport.csv"), "refused", error=error)
    imports.add([make_file("rapport.csv"), make_file("vacatures.csv")])
    assert cells(imports) == [
        "rapport.csv\n–",
        "",
        "refused",
        "",
        "This is an HTML page. The download failed. Fetch it again.",
    ]
    assert imports.jobs.job(0).problem is error
    assert state(imports, 1) is State.IMPORTED
    assert failed == []


def test_unexpected_trouble_is_told_and_the_next_goes_on(imports, desk, make_file, record):
    failed, finished = record(imports.failed), record(imports.finished)
    desk.outcomes["a.csv"] = ZeroDivisionError("by nothing")
    imports.add([make_file("a.csv"), make_file("b.csv")])
    assert isinstance(failed[0][0], ZeroDivisionError)
    assert (state(imports, 0), state(imports, 1)) == (State.REFUSED, State.IMPORTED)
    assert "unexpected" in cells(imports)[Column.REMARKS]
    assert finished


def test_trouble_while_looking_for_files_is_told_for_what_was_dropped(
    imports, make_file, monkeypatch, record
):
    failed = record(imports.failed)
    problem = LibraryProblem("The folder cannot be read.")

    def refuse(paths):
        raise problem

    monkeypatch.setattr("mkbviewer.store.importing.gather.gather", refuse)
    imports.add([make_file("a.csv")])
    assert cells(imports)[Column.REMARKS] == "The folder cannot be read."
    assert failed == []
    assert not imports.is_busy


def test_a_table_that_another_window_removed_at_once_is_still_reported(imports, desk, make_file):
    desk.release_names = ()
    imports.add([make_file("a.csv")])
    assert state(imports) is State.IMPORTED


def test_a_busy_import_shows_how_far_it_is(threaded, desk, make_file, record, qtbot):
    desk.held.add("groot.csv")
    finished = record(threaded.finished)
    threaded.add([make_file("groot.csv"), make_file("klein.csv")])
    qtbot.waitUntil(lambda: threaded.jobs.rowCount() == 2 and state(threaded) is State.BUSY)
    assert cells(threaded)[Column.OUTCOME] == "busy 25%"
    assert cells(threaded)[Column.REMARKS] == "Reading groot.csv"
    assert cells(threaded, 1)[Column.OUTCOME] == "waiting"
    assert threaded.is_busy
    desk.opened.set()
    qtbot.waitUntil(lambda: bool(finished))
    assert [state(threaded, row) for row in range(2)] == [State.IMPORTED] * 2
    assert len(finished) == 1
    assert desk.imported == ["groot.csv", "klein.csv"]


def test_files_dropped_later_join_the_queue(threaded, desk, make_file, record, qtbot):
    desk.held.add("a.csv")
    finished = record(threaded.finished)
    threaded.add([make_file("a.csv")])
    qtbot.waitUntil(desk.begun.is_set)
    threaded.add([make_file("b.csv")])
    qtbot.waitUntil(lambda: threaded.jobs.rowCount() == 2)
    desk.opened.set()
    qtbot.waitUntil(lambda: bool(finished))
    assert desk.imported == ["a.csv", "b.csv"]


def test_a_busy_import_can_be_cancelled_and_the_next_goes_on(
    threaded, desk, make_file, record, qtbot
):
    desk.held.add("a.csv")
    finished, imported = record(threaded.finished), record(threaded.imported)
    threaded.add([make_file("a.csv"), make_file("b.csv")])
    qtbot.waitUntil(lambda: threaded.jobs.rowCount() == 2 and state(threaded) is State.BUSY)
    threaded.cancel(0)
    qtbot.waitUntil(lambda: bool(finished))
    assert [state(threaded, row) for row in range(2)] == [State.CANCELLED, State.IMPORTED]
    assert cells(threaded)[Column.OUTCOME] == "cancelled"
    assert cells(threaded)[Column.REMARKS] == ""
    assert desk.imported == ["b.csv"]
    assert len(imported) == 1


def test_a_waiting_import_can_be_cancelled_before_it_begins(
    threaded, desk, make_file, record, qtbot
):
    desk.held.add("a.csv")
    finished = record(threaded.finished)
    threaded.add([make_file("a.csv"), make_file("b.csv")])
    qtbot.waitUntil(lambda: threaded.jobs.rowCount() == 2)
    threaded.cancel(1)
    desk.opened.set()
    qtbot.waitUntil(lambda: bool(finished))
    assert [state(threaded, row) for row in range(2)] == [State.IMPORTED, State.CANCELLED]
    threaded.cancel(0)
    assert state(threaded) is State.IMPORTED


def test_everything_can_be_cancelled_at_once(threaded, desk, make_file, record, qtbot):
    desk.held.update(("a.csv", "b.csv"))
    finished = record(threaded.finished)
    threaded.add([make_file("a.csv"), make_file("b.csv")])
    qtbot.waitUntil(lambda: threaded.jobs.rowCount() == 2)
    threaded.cancel_all()
    qtbot.waitUntil(lambda: bool(finished))
    assert [state(threaded, row) for row in range(2)] == [State.CANCELLED] * 2
    assert desk.imported == []


def test_the_program_can_end_while_importing(threaded, desk, make_file, runner, qtbot, record):
    desk.held.add("a.csv")
    imported = record(threaded.imported)
    threaded.add([make_file("a.csv")])
    qtbot.waitUntil(desk.begun.is_set)
    runner.close()
    assert imported == []
    assert desk.imported == []


def test_an_import_can_be_undone_and_done_again(imports, desk, make_file, record):
    imports.add([make_file("a.csv")])
    changed = record(imports.library_changed)
    assert imports.can_undo_import(0)
    imports.undo_import(0)
    assert desk.removed == [("80472ned", "2024-02-14")]
    assert cells(imports)[Column.OUTCOME] == "undone"
    imports.undo_import(0)
    assert len(desk.removed) == 1
    desk.restored_name = "2024-02-14b"
    imports.step(0).redo()
    assert desk.restored == [("80472ned", "2024-02-14")]
    assert state(imports) is State.IMPORTED
    imports.undo_import(0)
    assert desk.removed[-1] == ("80472ned", "2024-02-14b")
    assert len(changed) == 3


def test_an_import_is_a_step_for_the_sessions_undo(imports, desk, make_file):
    imports.add([make_file("a.csv")])
    step = imports.step(0)
    assert "80472ned" in step.text
    assert (step.can_undo(), step.can_redo()) == (True, False)
    step.undo()
    assert state(imports) is State.UNDONE
    assert (step.can_undo(), step.can_redo()) == (False, True)
    step.redo()
    assert state(imports) is State.IMPORTED


def test_undoing_that_fails_is_told_and_can_be_tried_again(
    imports, desk, make_file, record, monkeypatch
):
    imports.add([make_file("a.csv")])
    failed = record(imports.failed)

    def refuse(table_id, release):
        raise LibraryProblem("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(desk, "take_back", refuse)
        imports.undo_import(0)
    assert isinstance(failed[0][0], LibraryProblem)
    assert imports.can_undo_import(0)
    imports.undo_import(0)
    assert state(imports) is State.UNDONE
