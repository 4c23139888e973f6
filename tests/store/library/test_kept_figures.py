"""Figures that are asked for again are answered from memory, and are the same."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core.errors import Cancelled, LibraryProblem
from mkbviewer.core.frame import Frame
from mkbviewer.core.status import Status
from mkbviewer.core.view import View
from mkbviewer.paths import data_dir, resources_dir
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library import kept_figures
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page
from mkbviewer.store.pages.query import read_frame

VIEWS = {
    "vacatures": ({"where": (("sector", "A"),)}, {"frequency": "JJ"}),
    "samenstelling-mkb": ({"members": ("mkb excl zzp",)}, {"where": (("sector", "C"),)}),
    "faillissementen": ({"members": ("eenmanszaak",)}, {}),
}


@pytest.fixture
def open_anew(tmp_path: Path) -> Iterator[Callable[[], Holdings]]:
    """Opens holdings that have not been asked anything."""
    opened: list[Holdings] = []

    def make() -> Holdings:
        opened.append(open_holdings(tmp_path / "own", resources_dir(), data_dir()))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def queries(monkeypatch) -> list[str]:
    """The queries that DuckDB is asked from now on."""
    from mkbviewer.store.library.parquet import ParquetReader

    fetch, asked = ParquetReader.fetch, []

    def count(reader, query, parameters=()):
        asked.append(query)
        return fetch(reader, query, parameters)

    monkeypatch.setattr(ParquetReader, "fetch", count)
    return asked


def same(one: Frame, other: Frame) -> bool:
    return (
        one.periods == other.periods
        and one.series == other.series
        and np.array_equal(one.values, other.values, equal_nan=True)
        and np.array_equal(one.statuses, other.statuses)
    )


@pytest.fixture
def numbered(tmp_path: Path) -> Iterator[Library]:
    """A library with a file of three rows and two sectors."""
    file = tmp_path / "99901NED.csv"
    file.write_text(
        '"ID";"Sector";"Perioden";"Bedrijven_1"\n'
        '"0";"F";"2022KW01";"       2"\n'
        '"1";"T1";"2022JJ00";"       3"\n'
        '"2";"T1";"2022KW01";"       ."\n',
        encoding="utf-8",
    )
    with Library(tmp_path / "library") as opened:
        import_file(opened, file)
        yield opened


def question(library: Library, sector: str) -> Frame:
    return read_frame(
        library, "99901NED", measures=["Bedrijven_1"], by="Sector", members=[sector], frequency="KW"
    )


@pytest.mark.parametrize("subject", VIEWS)
def test_what_is_answered_from_memory_is_what_the_file_says(open_anew, queries, subject):
    asked = [View(subject, **fields) for fields in VIEWS[subject]]  # type: ignore[arg-type]
    from_files = [read_page(open_anew(), view).level for view in asked]
    holdings = open_anew()
    for _time in range(2):
        for view in asked:
            read_page(holdings, view)
    queries.clear()
    for view, level in zip(asked, from_files, strict=True):
        assert same(read_page(holdings, view).level, level)
    assert queries == []


def test_a_file_is_kept_from_the_second_question_on(numbered: Library, queries) -> None:
    first = question(numbered, "T1")
    question(numbered, "F")
    queries.clear()
    assert same(question(numbered, "T1"), first)
    assert queries == []


def test_a_file_that_changed_or_is_gone_is_read_again(numbered: Library, queries) -> None:
    for _time in range(3):
        question(numbered, "T1")
    assert question(numbered, "F").values.tolist() == [[2]]
    file = numbered.release_file("99901NED")
    queries.clear()
    os.utime(file, ns=(1, 1))
    question(numbered, "T1")
    assert queries
    file.unlink()
    with pytest.raises(LibraryProblem):
        question(numbered, "T1")


@pytest.fixture
def large(numbered: Library, monkeypatch) -> Library:
    """The same library, for which a file of three rows is a large one."""
    monkeypatch.setattr(kept_figures, "_MOST_ROWS_OF_A_FILE", 2)
    return numbered


def never() -> None:
    """Nobody cancels."""


def test_a_large_file_is_asked_until_what_was_asked_is_read_ahead(large: Library, queries) -> None:
    for _time in range(3):
        question(large, "T1")
    queries.clear()
    from_file = question(large, "T1"), question(large, "F")
    assert len(queries) == 2
    assert large.reader.can_read_ahead
    large.reader.read_ahead(never)
    queries.clear()
    assert same(question(large, "T1"), from_file[0])
    assert same(question(large, "F"), from_file[1])
    assert from_file[0].statuses.tolist() == [[Status.UNKNOWN.value]]
    assert queries == []
    assert not large.reader.can_read_ahead


def test_other_measures_of_a_large_file_are_kept_beside_each_other(tmp_path, monkeypatch, queries):
    monkeypatch.setattr(kept_figures, "_MOST_ROWS_OF_A_FILE", 2)
    file = tmp_path / "99901NED.csv"
    file.write_text(
        '"ID";"Sector";"Perioden";"Bedrijven_1";"Banen_2"\n'
        '"0";"F";"2022JJ00";"       2";"     2,5"\n'
        '"1";"F";"2023JJ00";"       3";"     3,5"\n',
        encoding="utf-8",
    )

    def ask(*measures: str) -> list[list[float]]:
        frame = read_frame(library, "99901NED", measures=measures, by="Sector", members=["F"])
        return frame.values.tolist()  # type: ignore[no-any-return]

    with Library(tmp_path / "library") as library:
        import_file(library, file)
        for measures in (["Bedrijven_1"], ["Banen_2"]):
            ask(*measures)
            library.reader.read_ahead(never)
        queries.clear()
        assert ask("Bedrijven_1") == [[2], [3]]
        assert ask("Banen_2") == [[2.5], [3.5]]
        assert queries == []
        assert ask("Bedrijven_1", "Banen_2") == [[2, 2.5], [3, 3.5]]
        assert len(queries) == 1
        library.reader.read_ahead(never)
        queries.clear()
        assert ask("Bedrijven_1", "Banen_2") == [[2, 2.5], [3, 3.5]]
        assert queries == []


def test_a_measure_of_too_many_rows_is_asked_each_time(large: Library, queries, monkeypatch):
    monkeypatch.setattr(kept_figures, "_MOST_ROWS", 2)
    question(large, "T1")
    large.reader.read_ahead(never)
    queries.clear()
    assert question(large, "F").values.tolist() == [[2]]
    assert len(queries) == 1
    assert not large.reader.can_read_ahead


def test_what_is_being_read_ahead_is_not_wished_for_once_more(large: Library) -> None:
    question(large, "T1")
    seen = []

    def ask_meanwhile() -> None:
        question(large, "F")
        seen.append(large.reader.can_read_ahead)

    large.reader.read_ahead(ask_meanwhile)
    assert seen == [False]


def test_reading_ahead_that_is_cancelled_keeps_nothing_and_can_be_done_again(
    large: Library, queries
) -> None:
    def cancel() -> None:
        raise Cancelled("stopped")

    question(large, "T1")
    with pytest.raises(Cancelled):
        large.reader.read_ahead(cancel)
    queries.clear()
    question(large, "T1")
    assert len(queries) == 1
    large.reader.read_ahead(never)
    queries.clear()
    question(large, "T1")
    assert queries == []


def test_nothing_is_read_ahead_where_nothing_was_asked(large: Library) -> None:
    assert not large.reader.can_read_ahead
    large.reader.read_ahead(never)


def test_a_large_file_that_changed_is_not_answered_from_what_was_read_ahead(
    large: Library, queries
) -> None:
    question(large, "T1")
    large.reader.read_ahead(never)
    os.utime(large.release_file("99901NED"), ns=(1, 1))
    queries.clear()
    question(large, "T1")
    assert queries


def test_what_was_asked_longest_ago_is_let_go_of_where_it_becomes_too_much(monkeypatch) -> None:
    monkeypatch.setattr(kept_figures, "_MOST_ROWS_OF_ALL", 5)
    keeper = kept_figures.FigureKeeper()

    def ask(name: str) -> bool:
        def read():
            return {
                "series": np.arange(3),
                "frequency": ["KW"] * 3,
                "period": ["2022KW01"] * 3,
                "value": np.arange(3.0),
                "status": np.zeros(3, dtype=np.uint8),
            }

        return keeper.find(Path(name), 1, frozenset({range(3)}), 3, read) is not None

    assert [ask("one"), ask("one")] == [False, True]
    assert [ask("other"), ask("other")] == [False, True]
    assert [ask("other"), ask("one")] == [True, False]


@given(
    rows=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), unique=True, max_size=24),
    asked=st.lists(st.integers(0, 7), unique=True, max_size=8),
    parts=st.integers(1, 3),
)
def test_rows_that_are_kept_are_those_that_were_given(rows, asked, parts) -> None:
    frequencies = {"2022JJ00": "JJ", "2022KW01": "KW", "2022KW02": "KW", "2023JJ00": "JJ"}
    rows_given = [(series, period, 10.0 * series + period) for series, period in rows]
    size = -(-6 // parts)
    columns = [
        {
            "series": np.array([row[0] for row in part], dtype=np.int64),
            "period": np.array([row[1] for row in part], dtype=np.int64),
            "value": np.array([row[2] for row in part]),
            "status": np.zeros(len(part), dtype=np.uint8),
        }
        for first in range(0, 6, size)
        if (part := [row for row in rows_given if first <= row[0] < first + size]) or not first
    ]
    kept = kept_figures.arrange_figures(frequencies, len(rows_given), columns)
    assert kept is not None
    found = kept.rows_of(asked, "KW")
    told = zip(found["series"], found["period"], found["value"], strict=True)
    names = list(frequencies)
    assert sorted(told) == sorted(
        row for row in rows_given if row[0] in asked and frequencies[names[row[1]]] == "KW"
    )


@pytest.mark.parametrize("count", [2, 4])
def test_a_file_of_other_rows_than_were_counted_is_not_kept(count: int) -> None:
    part = {
        "series": np.arange(3),
        "period": np.zeros(3, dtype=np.int64),
        "value": np.arange(3.0),
        "status": np.zeros(3, dtype=np.uint8),
    }
    assert kept_figures.arrange_figures({"2022JJ00": "JJ"}, count, [part]) is None
