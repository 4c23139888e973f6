"""Series are numbered through the structure, and found again by their numbers."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mkbviewer.core.model import Dimension, Measure, Member, Structure
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.numbering import is_numbered, numbers_of
from mkbviewer.store.library.parquet import source_of
from mkbviewer.store.pages.query import read_frame, write_observations

STRUCTURE = Structure(
    measures=(Measure("Bedrijven_1", "Bedrijven"), Measure("Omzet_2", "Omzet")),
    dimensions=(
        Dimension("Sector", "Sector", (Member("T1", "T1"), Member("F", "F"), Member("G", "G"))),
        Dimension("RegioS", "Regio", (Member("NL01", "NL01"), Member("GM05", "GM05"))),
    ),
)
# Row 4 has no period and is the only one of sector X; the rows are in no order at all.
FILE = """"ID";"Sector";"RegioS";"Perioden";"Bedrijven_1";"Omzet_2"
"0";"X";"NL01";"";"       1";"      21"
"1";"F";"GM05";"2022KW01";"       2";"      22"
"2";"T1";"NL01";"2022JJ00";"       3";"      23"
"3";"T1";"NL01";"2022KW01";"       4";"      24"
"4";"F";"NL01";"2022KW01";"       .";"      25"
"""


def test_numbers_count_measures_first_and_the_last_dimension_fastest() -> None:
    assert numbers_of(STRUCTURE, ["Bedrijven_1"], {"Sector": ["T1"], "RegioS": ["GM05"]}) == [1]
    assert numbers_of(STRUCTURE, ["Omzet_2"], {"Sector": ["G", "F"], "RegioS": ["NL01"]}) == [
        10,
        8,
    ]
    both = ["Omzet_2", "Bedrijven_1"]
    assert numbers_of(STRUCTURE, both, {"Sector": ["T1"], "RegioS": ["NL01"]}) == [6, 0]


def test_tables_with_more_series_than_there_are_numbers_have_none() -> None:
    many = tuple(Member(f"{number}", f"{number}") for number in range(1000))
    dimensions = tuple(Dimension(f"D{number}", "", many) for number in range(7))
    assert is_numbered(STRUCTURE)
    assert not is_numbered(replace(STRUCTURE, dimensions=dimensions))


@pytest.fixture
def imported(library: Library, tmp_path: Path) -> Library:
    path = tmp_path / "99901NED_UntypedDataSet_01092022_120000.csv"
    path.write_text(FILE, encoding="utf-8")
    report = import_file(library, path, {})
    assert (report.status, report.rejected_count) == ("imported", 1)
    return library


def test_a_release_is_sorted_by_the_numbers_that_its_structure_gives(imported: Library) -> None:
    structure = imported.structure("99901NED", imported.release("99901NED").name)
    rows = [
        *imported.reader.stream(
            'SELECT series, measure, "Sector", "RegioS", period, value '
            f"FROM {source_of(imported.release_file('99901NED'))}"
        )
    ]
    assert [code.code for code in structure.dimensions[0].members] == ["F", "T1"]
    for series, measure, sector, region, *_figure in rows:
        chosen = {"Sector": [sector], "RegioS": [region]}
        assert [series] == numbers_of(structure, [measure], chosen)
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [value for *_key, value in rows if value != 0] == [None, 2, 4, 3, 25, 22, 24, 23]


def test_a_release_without_numbers_answers_the_same(imported: Library, tmp_path: Path) -> None:
    def ask() -> list[tuple[object, ...]]:
        frames = [
            read_frame(
                imported,
                "99901NED",
                measures=measures,
                by="Sector",
                members=members,
                where={"RegioS": region},
            )
            for measures in (["Omzet_2"], ["Omzet_2", "Bedrijven_1"])
            for members in ([], ["T1"], ["T1", "F"])
            for region in ("NL01", "GM05")
        ]
        return [
            (
                frame.series,
                frame.periods,
                frame.statuses.tolist(),
                np.nan_to_num(frame.values, nan=-1).tolist(),
            )
            for frame in frames
        ]

    numbered = ask()
    file = imported.release_file("99901NED")
    bare = tmp_path / "bare.parquet"
    imported.reader.fetch(f"COPY (SELECT * EXCLUDE (series) FROM {source_of(file)}) TO '{bare}'")
    bare.replace(file)
    imported.reader.close()
    assert ask() == numbered


def test_an_export_knows_no_numbers(imported: Library) -> None:
    target = io.StringIO()
    write_observations(imported, "99901NED", target)
    header, *rows = csv.reader(io.StringIO(target.getvalue()))
    assert header == ["measure", "Sector", "RegioS", "period", "value", "status"]
    assert len(rows) == 8
