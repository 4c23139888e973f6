"""The library inside the program is what its texts give."""

import csv
import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mkbviewer import paths
from mkbviewer.core.model import Origin
from mkbviewer.core.status import parse_status
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.library import Library, embedded_library
from mkbviewer.store.library.parquet import source_of
from mkbviewer.store.pages.barometer import CYCLE
from mkbviewer.store.pages.cards import CARDS

PROJECT = Path(__file__).resolve().parents[3]
ANEW = "build it anew with: python packaging/build_embedded.py"


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded library, built anew in a folder of its own."""
    script = PROJECT / "packaging" / "build_embedded.py"
    spec = importlib.util.spec_from_file_location("build_embedded", script)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    data = tmp_path_factory.mktemp("data")
    module.build(data / "library")
    return data


def observations(library: Library, table: str) -> list[tuple]:
    query = f"SELECT * FROM {source_of(library.release_file(table))}"
    return list(library.reader.stream(query))


def assert_alike(kept: Any, anew: Any) -> None:
    """The same but for what another processor makes of the last digits."""
    if isinstance(kept, dict):
        assert kept.keys() == anew.keys(), ANEW
        for key, value in kept.items():
            assert_alike(value, anew[key])
    elif isinstance(kept, list):
        for one, other in zip(kept, anew, strict=True):
            assert_alike(one, other)
    elif isinstance(kept, float):
        assert kept == pytest.approx(anew, rel=1e-6, abs=1e-6), ANEW
    else:
        assert kept == anew, ANEW


@pytest.mark.slow
def test_the_library_is_what_its_texts_give(rebuilt: Path) -> None:
    with embedded_library(paths.data_dir()) as kept, embedded_library(rebuilt) as anew:
        assert kept.tables() == anew.tables(), ANEW
        assert kept.entries(CARDS) == anew.entries(CARDS), ANEW
        assert kept.entries(CYCLE).keys() == anew.entries(CYCLE).keys(), ANEW
        for method, text in kept.entries(CYCLE).items():
            assert_alike(json.loads(text), json.loads(anew.entries(CYCLE)[method]))
        for table in kept.tables():
            assert observations(kept, table.id) == observations(anew, table.id), ANEW


def test_every_figure_of_the_series_is_there_once_and_as_written() -> None:
    with (paths.data_dir() / "starter_series.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    written = Counter(
        (
            f"{row['indicator']}:{row['table']}",
            row["period"],
            float(row["value"]) if row["value"] else None,
            parse_status(row["status"]),
        )
        for row in rows
    )
    with embedded_library(paths.data_dir()) as library:
        read = Counter(
            (table.id, period, value, parse_status(status))
            for table in library.tables()
            for period, value, status in library.reader.stream(
                "SELECT coalesce(period, ''), value, status "
                f"FROM {source_of(library.release_file(table.id))}"
            )
        )
        counted = sum(
            release.observations + sum(release.missing.values())
            for table in library.tables()
            for release in table.releases
        )
    assert counted == len(rows)
    assert read == written


def test_it_is_opened_as_one_that_nobody_writes() -> None:
    folder = paths.data_dir() / "library"
    before = sorted(path.name for path in folder.iterdir())
    with embedded_library(paths.data_dir()) as library:
        assert library.read_only
        assert {table.origin for table in library.tables()} == {Origin.EMBEDDED}
        assert {table.newest.name for table in library.tables()} == {"2025-04"}
        assert sorted(path.name for path in folder.iterdir()) == before == [INDEX, "releases"]
