"""Figures that are asked for again are answered from memory, and are the same."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.frame import Frame
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


def test_a_file_of_many_rows_is_asked_each_time(numbered: Library, queries, monkeypatch) -> None:
    monkeypatch.setattr(kept_figures, "_MOST_ROWS", 2)
    for _time in range(3):
        question(numbered, "T1")
    queries.clear()
    question(numbered, "T1")
    assert len(queries) == 1


def test_what_was_asked_longest_ago_is_let_go_of_where_it_becomes_too_much(monkeypatch) -> None:
    monkeypatch.setattr(kept_figures, "_MOST_ROWS_OF_ALL", 5)
    keeper = kept_figures.FigureKeeper()

    def ask(name: str) -> bool:
        found = keeper.find(
            Path(name),
            1,
            lambda _most: {
                "series": np.arange(3),
                "frequency": ["KW"] * 3,
                "period": ["2022KW01"] * 3,
            },
        )
        return found is not None

    assert [ask("one"), ask("one")] == [False, True]
    assert [ask("other"), ask("other")] == [False, True]
    assert [ask("other"), ask("one")] == [True, False]
