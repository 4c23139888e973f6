"""What is shown of a large release is kept in memory while nobody waits."""

import numpy as np
import pytest

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.paths import data_dir, resources_dir
from mkbviewer.settings import Settings
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library import kept_figures
from mkbviewer.store.library.parquet import ParquetReader
from mkbviewer.store.pages.holdings import open_holdings
from mkbviewer.viewmodels.background.tasks import ImmediateRunner
from mkbviewer.viewmodels.session import reading_ahead
from mkbviewer.viewmodels.session.reading_ahead import ReadingAhead
from mkbviewer.viewmodels.session.session import Session


@pytest.fixture
def session(qapp, tmp_path, monkeypatch):
    """A session with a table of four rows, for which that is a large one."""
    monkeypatch.setattr(kept_figures, "_MOST_ROWS_OF_A_FILE", 2)
    monkeypatch.setattr(reading_ahead, "_WAIT_MS", 1)
    file = tmp_path / "99901NED.csv"
    file.write_text(
        '"ID";"Sector";"Perioden";"Bedrijven_1"\n'
        '"0";"F";"2022JJ00";"       2"\n"1";"F";"2023JJ00";"       3"\n'
        '"2";"G";"2022JJ00";"       5"\n"3";"G";"2023JJ00";"       ."\n',
        encoding="utf-8",
    )
    holdings = open_holdings(tmp_path / "library", resources_dir(), data_dir())
    import_file(holdings.own, file)
    opened = Session(holdings, ImmediateRunner(), Settings())
    ReadingAhead(opened)
    yield opened
    holdings.close()


def test_a_page_of_a_large_release_is_changed_without_its_file(session, qtbot, monkeypatch) -> None:
    session.open_table("99901NED")
    qtbot.waitUntil(lambda: not session.holdings.own.reader.can_read_ahead)

    def refuse(*_arguments):
        raise AssertionError("the file was asked")

    monkeypatch.setattr(ParquetReader, "fetch", refuse)
    session.change(members=("G",))
    frame = session.page.frame
    assert [one.label for one in frame.series] == ["G"]
    assert np.array_equal(frame.values, np.array([[5], [np.nan]]), equal_nan=True)


def test_where_nothing_can_be_read_ahead_the_file_is_asked(session, qtbot, monkeypatch) -> None:
    asked = []

    def refuse(_reader, _check_cancelled):
        asked.append(1)
        raise LibraryProblem("read ahead", "", "")

    monkeypatch.setattr(ParquetReader, "read_ahead", refuse)
    session.open_table("99901NED")
    qtbot.waitUntil(lambda: bool(asked))
    session.change(members=("F",))
    assert session.page.frame.values.tolist() == [[2], [3]]
