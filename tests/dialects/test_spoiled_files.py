"""Files as people and other programs spoil them: what is still certain is read, the rest named."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.dialects.reading_files import ReadFile, read_file


def read_text(
    folder: Path,
    text: str,
    name: str = "99950NED.csv",
    companions: Mapping[str, Path] | None = None,
) -> ReadFile:
    path = folder / name
    path.write_bytes(text.encode())
    return read_file(path, companions)


def values(found: ReadFile, by: str) -> dict[object, object]:
    return {row[by]: row["value"] for row in found.rows}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_cell_of_two_lines_at_the_beginning_of_a_row_stays_one_cell(
    tmp_path: Path, end: str
) -> None:
    rows = ['"Regio";"Perioden";"Omzet (mln euro)"', '"Noord\nen Oost";"2021";"5"']
    found = read_text(tmp_path, end.join([*rows, '"Zuid";"2021";"6";', ""]))
    assert values(found, "Regio") == {"Noord\nen Oost": 5, "Zuid": 6}
    assert found.reading.rejected_count == 0


def test_a_heading_of_two_lines_is_one_row_and_takes_no_figures_along(tmp_path: Path) -> None:
    text = '"Regio";"Perioden";"Groei\n(%)"\n"Noord\nen Oost";"2021";"-1.5"\n"Zuid";"2021";"3"\n'
    found = read_text(tmp_path, text)
    assert values(found, "Regio") == {"Noord\nen Oost": -1.5, "Zuid": 3}
    assert found.reading.rejected_count == 0
    assert found.reading.structure.measures[0].unit == "%"


@pytest.mark.parametrize("above", ["\n\n", ";;;\n", "sep=;\n", "sep=;\r\n\r\n"])
def test_blank_lines_and_a_line_for_excel_above_the_header_are_no_rows(
    tmp_path: Path, above: str
) -> None:
    text = above + "ID;Regio;Perioden;Omzet_1\n0;GM1;2021JJ00;5\n1;GM2;2021JJ00;6\n"
    found = read_text(tmp_path, text)
    assert found.recognition.dialect == "odata3"
    assert values(found, "Regio") == {"GM1": 5, "GM2": 6}
    assert found.reading.rejected_count == 0


def test_rows_that_end_in_different_ways_are_rows_all_the_same(tmp_path: Path) -> None:
    text = "Regio;Perioden;Omzet (mln euro)\r\nA;2021;5\nB;2021;6\rC;2021;7\r\nD;2021;8\n"
    found = read_text(tmp_path, text)
    assert values(found, "Regio") == {"A": 5, "B": 6, "C": 7, "D": 8}


def test_a_header_longer_than_the_head_is_looked_at_whole(tmp_path: Path) -> None:
    topics = ";".join(
        f'"Groep {n // 10}/Een onderwerp met een lange naam {n} (aantal)"' for n in range(1500)
    )
    figures = ";".join(f'"{n}"' for n in range(1500))
    found = read_text(tmp_path, f'"Regio";"Perioden";{topics}\n"NL";"2022";{figures}\n')
    assert len(found.reading.structure.measures) == 1500
    assert sum(row["value"] for row in found.rows) == 1499 * 1500 / 2
