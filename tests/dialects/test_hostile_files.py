"""Files made to break an importer: each gives what can be had, and says what could not."""

from pathlib import Path

import pytest

from mkbviewer.core.errors import UnreadableFile
from tests.dialects.reading_files import ReadFile, read_file


@pytest.fixture
def hostile(shared_data: Path) -> Path:
    return shared_data / "hostile"


def rejected_lines(found: ReadFile) -> list[int]:
    return [rejected.line for rejected in found.reading.rejected]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("leeg.csv", "is empty"),
        ("83837NED_TypedDataSet.csv", "PNG"),
        ("nul_bytes.csv", "NUL"),
        ("statline_fout.csv", "HTML"),
        ("81589NED.csv", "975317"),
        ("dubbele_kolomnamen.csv", "RegioS, Waarde_1"),
    ],
)
def test_what_is_no_table_is_refused_with_its_own_reason(
    hostile: Path, name: str, words: str
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_file(hostile / name)
    assert words in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "rows", "lines"),
    [
        ("afgebroken_rij.csv", 24, [26]),
        ("ongelijke_rijen.csv", 22, [6, 10]),
        ("losse_aanhalingsteken.csv", 24, [9]),
        ("dubbele_sleutels.csv", 25, [27, 28]),
        ("punt_en_komma.csv", 25, []),
        ("onbekende_perioden.csv", 21, [4, 8, 12, 16]),
        ("formules_in_labels.csv", 6, []),
    ],
)
def test_bad_lines_are_named_and_take_no_others_with_them(
    hostile: Path, name: str, rows: int, lines: list[int]
) -> None:
    found = read_file(hostile / name)
    assert found.reading.rows == rows
    assert rejected_lines(found) == lines
    assert found.reading.rejected_count == len(lines)


def test_a_conflicting_key_is_told_with_both_values(hostile: Path) -> None:
    found = read_file(hostile / "dubbele_sleutels.csv")
    conflict, repeat = found.reading.rejected
    assert "line 2" in conflict.reason
    assert "1000" in conflict.reason
    assert "9999" in conflict.reason
    assert "exactly" in repeat.reason
    key = {"BedrijfstakkenBranchesSBI2008": "T001081", "period": "2023KW01"}
    assert found.cell(measure="AantalBedrijven_1", **key) == (1000.0, "")


def test_mixed_decimal_marks_are_read_as_such_and_told(hostile: Path) -> None:
    found = read_file(hostile / "punt_en_komma.csv")
    values = sorted(r["value"] for r in found.rows if r["measure"] == "Omzetontwikkeling_2")
    assert values[0] == -2.5
    assert values[-1] == 3.5
    assert found.reading.structure.measures[1].decimals == 1
    assert "decimal" in found.reading.warnings[0]


def test_months_that_a_spreadsheet_mangled_are_months_of_their_year(hostile: Path) -> None:
    found = read_file(hostile / "excel_maanden.csv")
    assert found.recognition.dialect == "figure"
    assert found.reading.rejected_count == 0
    assert [row["period"] for row in found.rows] == [f"2001MM{n:02d}" for n in range(1, 13)]
    assert found.cell(period="2001MM04") == (0.94, "")
    assert "Apr-01" in found.recognition.warnings[0]


def test_formulas_in_labels_stay_plain_text(hostile: Path) -> None:
    found = read_file(hostile / "formules_in_labels.csv")
    labels = [code for code, _label in found.members("Bedrijfstakken/branches SBI 2008")]
    assert labels[0] == "=cmd|' /C calc'!A0"
    assert sum(row["value"] for row in found.rows) == 210


def test_a_file_without_permission_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dicht.csv"
    path.write_text("ID;Perioden;Omzet_1\n", encoding="utf-8")
    real_open = Path.open

    def refuse(self: Path, *args: object, **options: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return real_open(self, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile) as caught:
        read_file(path)
    assert "dicht.csv" in caught.value.what
    assert "not allowed" in caught.value.why
