"""The table of imports by itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from mkbviewer.viewmodels.import_jobs import Column, ImportJob, ImportJobs, State


def test_rows_of_which_nothing_more_comes_can_be_taken_off(watch_model, qapp):
    jobs = watch_model(ImportJobs())
    jobs.add(
        [
            ImportJob(Path("a.csv"), state=State.IMPORTED),
            ImportJob(Path("b.csv")),
            ImportJob(Path("c.csv"), state=State.REFUSED),
        ]
    )
    jobs.clear_closed()
    assert [job.path.name for job in jobs.jobs] == ["b.csv"]
    with pytest.raises(IndexError):
        jobs.job(1)


def test_the_columns_have_headings_and_figures_stand_right(watch_model, qapp):
    jobs = watch_model(ImportJobs())
    horizontal, alignment = Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
    assert [jobs.headerData(at, horizontal) for at in range(5)] == [
        "File and layout",
        "Table",
        "Outcome",
        "Figures",
        "Remarks",
    ]
    assert jobs.headerData(Column.OBSERVATIONS, horizontal, alignment) & Qt.AlignmentFlag.AlignRight
    assert jobs.headerData(Column.FILE, horizontal, alignment) & Qt.AlignmentFlag.AlignLeft
    assert jobs.headerData(5, horizontal) is None
