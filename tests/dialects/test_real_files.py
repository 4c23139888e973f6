"""Every real CBS file, against what a right reading gives."""

import csv
import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.observations import OWN_COLUMNS
from mkbviewer.dialects import probe_file, recognise
from tests.dialects.reading_files import ReadFile, beside, read_file

_BESIDE_THE_WORKING_COPY = Path(__file__).resolve().parents[3] / "shared" / "data"
_SHARED_DATA = Path(os.environ.get("MKBVIEWER_SHARED_DATA", _BESIDE_THE_WORKING_COPY))
_EXPECTATIONS = _SHARED_DATA / "cbs/expectations.json"
ENTRIES: list[dict[str, Any]] = (
    json.loads(_EXPECTATIONS.read_text(encoding="utf-8")) if _EXPECTATIONS.is_file() else []
)


def entries(*kinds: str) -> list[Any]:
    found = [
        entry
        for entry in ENTRIES
        if entry["kind"] in kinds and entry.get("file", "").endswith(".csv")
    ]
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason="no shared data"))]
    return [pytest.param(entry, id=entry["file"]) for entry in found]


@pytest.fixture(scope="module")
def checker(shared_data: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("checker", shared_data / "check_reading.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def companions_of(entry: dict[str, Any], folder: Path) -> dict[str, Path]:
    if named := entry.get("companion_metadata"):
        return {Path(named).name: folder / named}
    return beside((folder / entry["file"]).parent) if entry.get("variant") == "4" else {}


def write_tidy(found: ReadFile, path: Path) -> None:
    dimensions = [name for name in found.rows[0] if name not in OWN_COLUMNS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["measure", *dimensions, "period", "value", "status"])
        for row in found.rows:
            value = row["text"] if row["value"] is None else repr(row["value"])
            members = [row[name] for name in dimensions]
            writer.writerow([row["measure"], *members, row["period"], value or "", row["status"]])


@pytest.mark.parametrize("entry", entries("data"))
def test_a_real_file_reads_as_expected(
    entry: dict[str, Any], shared_data: Path, checker: ModuleType, tmp_path: Path
) -> None:
    path = shared_data / "cbs" / entry["file"]
    found = read_file(path, companions_of(entry, shared_data / "cbs"))

    write_tidy(found, tmp_path / "read.csv")
    assert checker.check(entry, tmp_path / "read.csv").errors == []
    assert found.recognition.table == (entry["table_id"] or "")
    if entry["title"]:
        assert found.recognition.title == entry["title"].strip()
    if not entry["n_rows_in_duplicate_keys"]:
        assert found.reading.rejected_count == entry.get("n_rejected_rows", 0)
        assert found.reading.observations == entry["n_observations"]
        expected = {kind: count for kind, count in entry["n_missing"].items() if count}
        assert found.reading.missing == expected
    told = " ".join(found.reading.warnings)
    assert ("10 000" in told) is bool(entry.get("truncated"))


@pytest.mark.parametrize("entry", entries("metadata", "codelist"))
def test_metadata_or_a_code_list_alone_is_said_to_hold_no_figures(
    entry: dict[str, Any], shared_data: Path
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        recognise(probe_file(shared_data / "cbs" / entry["file"]))
    assert "holds no figures" in caught.value.what
    assert "data file" in caught.value.remedy
    if entry["kind"] == "metadata" and entry.get("table_id"):
        assert entry["table_id"] in caught.value.why


@pytest.mark.parametrize("name", ["83841NED", "woonplaatsen"])
def test_a_real_bulk_set_reads_as_expected(
    name: str, shared_data: Path, checker: ModuleType, tmp_path: Path
) -> None:
    (entry,) = [one for one in ENTRIES if one.get("file") == f"v3-odata4/{name}"]
    folder = shared_data / "cbs" / entry["file"]
    found = read_file(folder / "Observations.csv", beside(folder))

    write_tidy(found, tmp_path / "read.csv")
    assert checker.check(entry, tmp_path / "read.csv").errors == []
    assert found.recognition.table == (entry["table_id"] or "")
    assert found.recognition.title == (entry["title"] or name)
    assert found.reading.rejected_count == 0
    assert found.reading.observations == entry["n_observations"]


def test_a_folder_with_the_files_of_two_tables_is_refused_with_the_reason(
    shared_data: Path,
) -> None:
    folder = shared_data / "cbs/v3-odata4/mixed-83841NED-85678NED"
    with pytest.raises(UnreadableFile) as caught:
        read_file(folder / "Observations.csv", beside(folder))
    assert "85678NED" in caught.value.what
    assert "RegioS" in caught.value.why


def test_a_period_that_the_metadata_does_not_know_is_kept_by_its_code(shared_data: Path) -> None:
    folder = shared_data / "cbs/v1-odata3/80472ned-vacatures"
    found = read_file(folder / "vacatures.csv", beside(folder))
    structure = found.reading.structure
    assert structure.last == "2023KW03"
    assert structure.measures[0].unit == "x 1 000"
    assert structure.measures[0].decimals == 1
    assert ("T001081", "A-U Alle economische activiteiten") in found.members("Bedrijfskenmerken")
    assert found.recognition.modified == "2023-08-16"


def test_the_starter_series_keep_their_keys(shared_data: Path) -> None:
    found = read_file(shared_data / "starter/starter_series.csv")
    assert found.recognition.dialect == "tidy"
    assert found.recognition.table == "starter_series"
    assert found.reading.observations == 54_295
    assert found.reading.rejected_count == 0
    keys = [dimension.key for dimension in found.reading.structure.dimensions]
    assert keys == ["indicator", "size_class", "sector", "legal_form", "group", "table", "match"]


def test_the_stated_facts_are_read_with_one_word_on_their_text_period(shared_data: Path) -> None:
    found = read_file(shared_data / "jaarbericht/facts_2023.csv")
    assert found.reading.observations == 138
    assert found.reading.rejected_count == 0
    assert len(found.reading.warnings) == 1
    assert "2012/2022" in found.reading.warnings[0]


RECIPE_TABLES = """81156ned 81588NED 82437NED 84831NED 85136NED 85180NED 85208NED 85410NED
85611NED 86074NED"""


@pytest.mark.parametrize("name", RECIPE_TABLES.split())
def test_the_tables_of_the_recipes_are_read_whole(shared_data: Path, name: str) -> None:
    path = shared_data / f"cbs/recipes/{name}.csv"
    found = read_file(path, with_rows=False)
    structure = found.reading.structure
    with path.open(encoding="utf-8-sig") as file:
        width = len(next(file).split(";")) - 1 - len(structure.dimensions)
        rows = sum(1 for _line in file)
    assert found.reading.rejected_count == 0
    cells = rows * (width - bool(structure.frequencies))
    assert found.reading.observations + sum(found.reading.missing.values()) == cells
    assert found.recognition.table == name
