import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

from mkbviewer.core.frame import Frame
from mkbviewer.core.joining import put_side_by_side
from mkbviewer.core.period import Frequency
from mkbviewer.core.transform import transform
from mkbviewer.core.view import Transformation
from mkbviewer.exporters import exporter_for
from mkbviewer.exporters.base import Export, footnotes, source_line
from mkbviewer.exporters.tidy_csv import TidyCsv
from tests.specimen_frames import frame_of, gapped_frame, quarters

REFERENCE = Path(__file__).resolve().parents[1] / "reference"


def export_of(frame: Frame) -> Export:
    return Export(
        frame,
        frame.title,
        "aantal, per kwartaal",
        source_line(frame),
        footnotes(frame),
        by="size_class",
        dimensions=(("sector", "B-N"),),
    )


def written(frame: Frame, suffix: str, folder: Path) -> Path:
    target = folder / f"table{suffix}"
    exporter_for(target.name).write(export_of(frame), target)
    return target


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize(("suffix", "folder"), [(".csv", "csv"), (".tidy.csv", "tidy")])
def test_a_file_is_written_as_the_reference(
    suffix: str, folder: str, tmp_path: Path, update_references: bool
) -> None:
    found = written(gapped_frame(), suffix, tmp_path).read_bytes()
    reference = REFERENCE / folder / f"table{suffix}"
    if update_references:
        reference.write_bytes(found)

    assert found == reference.read_bytes()


@pytest.mark.usefixtures("dutch")
def test_a_dutch_excel_gets_a_mark_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    frame = frame_of(quarters(2023, 2), {"zzp": [1234.5, -0.25], "micro": [3, 4]})
    lines = written(frame, ".csv", tmp_path).read_bytes().split(b"\r\n")

    assert lines[0].decode() == "\ufeffPeriod;Period code;Zzp;Micro"
    assert lines[1].decode() == "2023 1e kwartaal;2023KW01;1234,5;3"
    assert lines[2].decode() == "2023 2e kwartaal;2023KW02;-0,25;4"
    assert lines[3] == b""


def test_an_english_excel_gets_commas_and_points(tmp_path: Path) -> None:
    frame = frame_of(quarters(2023, 1), {"zzp": [1234.5]})

    assert written(frame, ".csv", tmp_path).read_text("utf-8-sig").splitlines()[1] == (
        "2023 1st quarter,2023KW01,1234.5"
    )


def test_a_status_has_its_own_column_where_there_is_one(tmp_path: Path) -> None:
    frame = gapped_frame()
    text = written(frame, ".csv", tmp_path).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [row["Zzp: status"] for row in rows[:8]] == ["", "", "", "", "", "", "*", "*"]
    assert [row["Groot: status"] for row in rows[:8]] == ["", "", "", "", "", "x", "*", "*"]
    assert [row["Groot"] for row in rows[4:7]] == ["43", "", "44"]
    assert "Zzp: status" not in written(
        frame_of(quarters(2023, 1), {"zzp": [1]}), ".csv", tmp_path
    ).read_text("utf-8-sig")


def test_the_source_stands_under_the_figures(tmp_path: Path) -> None:
    rows = list(csv.reader(written(gapped_frame(), ".csv", tmp_path).open(encoding="utf-8-sig")))

    assert [row[0] for row in rows[10:]] == [
        "Vestigingen naar grootteklasse",
        "aantal, per kwartaal",
        "Source: CBS, table 99901NED, release 2025-04-23; processed by mkbviewer",
        (
            "Status: * = provisional; ** = revised provisional; "
            ". = unknown, unreliable or secret; x = secret"
        ),
    ]


@pytest.mark.parametrize("label", ["=1+1", "+31", "-5 tot 0", "@SUM(A1)", "10-49"])
def test_a_label_never_becomes_a_formula_or_a_date(label: str, tmp_path: Path) -> None:
    frame = frame_of(quarters(2023, 1), {"zzp": [-3]})
    frame = replace(frame, series=(replace(frame.series[0], label=label),))
    header, row, *_rest = csv.reader(
        written(frame, ".csv", tmp_path).open(encoding="utf-8-sig", newline="")
    )
    sheet = load_workbook(written(frame, ".xlsx", tmp_path)).worksheets[0]

    assert header[2] == f"'{label}"
    assert row[2] == "-3"
    assert (sheet["C1"].value, sheet["C1"].data_type) == (label, "s")
    assert (sheet["C2"].value, sheet["C2"].data_type) == (-3, "n")


def test_a_workbook_holds_numbers_as_numbers(tmp_path: Path) -> None:
    frame = gapped_frame()
    sheet, words = load_workbook(written(frame, ".xlsx", tmp_path)).worksheets

    assert [cell.value for cell in sheet[1]] == [
        "Period", "Period code", "Zzp", "Zzp: status", "Micro", "Micro: status", "Groot",
        "Groot: status",
    ]  # fmt: skip
    assert all(cell.font.bold for cell in sheet[1])
    assert [cell.value for cell in sheet[8]] == [
        "2023 3rd quarter", "2023KW03", 1280, "*", 320, None, 44, "*",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[7]][4:] == [None, ".", None, "x"]
    assert sheet["C8"].number_format == "#,##0"
    assert sheet.freeze_panes == "B2"
    assert words["A3"].value == (
        "Source: CBS, table 99901NED, release 2025-04-23; processed by mkbviewer"
    )


def test_a_workbook_shows_the_decimals_that_the_figures_have(tmp_path: Path) -> None:
    frame = frame_of(quarters(2023, 2), {"zzp": [1.5, 2.25]})
    one = replace(frame, series=(replace(frame.series[0], decimals=1),))
    unknown = replace(frame, series=(replace(frame.series[0], decimals=None),))

    stated = load_workbook(written(one, ".xlsx", tmp_path)).worksheets[0]
    assert (stated["C3"].value, stated["C3"].number_format) == (2.25, "#,##0.0")
    guessed = load_workbook(written(unknown, ".xlsx", tmp_path)).worksheets[0]
    assert guessed["C3"].number_format.startswith("#,##0.###")


def test_a_label_with_control_characters_can_be_written(tmp_path: Path) -> None:
    frame = frame_of(quarters(2023, 1), {"zzp": [1]})
    frame = replace(frame, series=(replace(frame.series[0], label="Zzp\x07 \nklein"),))

    sheet = load_workbook(written(frame, ".xlsx", tmp_path)).worksheets[0]
    assert sheet["C1"].value == "Zzp   klein"


def test_tidy_csv_loses_nothing(tmp_path: Path) -> None:
    frame = frame_of(quarters(2023, 2), {"zzp": [0.1 + 0.2, 1e15 + 1]})
    rows = list(csv.DictReader(written(frame, ".tidy.csv", tmp_path).open(encoding="utf-8")))

    assert [float(row["value"]) for row in rows] == frame.values[:, 0].tolist()
    assert rows[0] | {"value": ""} == {
        "measure": "vestigingen",
        "unit": "aantal",
        "size_class": "zzp",
        "sector": "B-N",
        "period": "2023KW01",
        "value": "",
        "status": "",
    }


def test_growth_is_never_read_back_as_a_level(tmp_path: Path) -> None:
    growth = transform(gapped_frame(), Transformation.YEAR_ON_YEAR)
    rows = list(csv.DictReader(written(growth, ".tidy.csv", tmp_path).open(encoding="utf-8")))

    assert {row["measure"] for row in rows} == {"vestigingen, change on a year earlier"}
    assert {row["unit"] for row in rows} == {"%"}


def test_our_own_importer_reads_a_tidy_csv_back(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    dialects = pytest.importorskip("mkbviewer.dialects")
    rectangle = pytest.importorskip("mkbviewer.dialects.rectangle")
    plain = pytest.importorskip("mkbviewer.dialects.plain")
    frame = gapped_frame()
    path = written(frame, ".tidy.csv", tmp_path)

    recognition = dialects.recognise(dialects.probe_file(path))
    layout = recognition.layout
    with duckdb.connect() as connection, plain.plain_file(path, layout.form, lambda: None) as file:
        rectangle.read(connection, file, layout, lambda: None)
        found = connection.execute(
            "select size_class, period, value, status from observations"
        ).fetchall()

    assert recognition.dialect == "tidy"
    kept = {(member, period): (value, status) for member, period, value, status in found}
    assert len(kept) == frame.values.size
    for column, series in enumerate(frame.series):
        for row, period in enumerate(frame.periods):
            value, status = kept[series.member, period.code]
            expected = frame.values[row, column]
            assert value == expected or (value is None and np.isnan(expected))
            assert (status or "") == frame.status(row, column).symbol


def test_what_stands_side_by_side_has_a_column_of_its_own_for_programs(tmp_path):
    year = frame_of([(2022, 0)], {"c": [1.5]}, frequency=Frequency.YEAR)
    frame = put_side_by_side([("klein", "Klein", year), ("groot", "Groot", year)])
    content = Export(frame, by="sector", beside="size_class", dimensions=(("marge", "w"),))

    TidyCsv().write(content, tmp_path / "a.tidy.csv")

    assert (tmp_path / "a.tidy.csv").read_text(encoding="utf-8").splitlines() == [
        "measure,unit,sector,size_class,marge,period,value,status",
        "vestigingen,aantal,c,klein,w,2022JJ00,1.5,",
        "vestigingen,aantal,c,groot,w,2022JJ00,1.5,",
    ]
