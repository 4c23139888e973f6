"""The table of imports by itself."""

from PySide6.QtCore import Qt

from mkbviewer.viewmodels.imports.import_jobs import Column, ImportJobs


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
