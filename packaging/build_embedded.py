"""Make the library inside the program from the texts in `data/`, with the project's own importer.

    python packaging/build_embedded.py [FOLDER]

writes `data/library` (or FOLDER) anew. `tests/store/pages/test_embedded.py` holds both together.
"""

import csv
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.model import Origin
from mkbviewer.core.recipes.breakdown import BREAKDOWNS, GROUP
from mkbviewer.core.report.catalogue import Catalogue, load_catalogue
from mkbviewer.core.report.facts import load_facts
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.draft import Terms
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.barometer import CYCLE, read_cycle, read_series
from mkbviewer.store.pages.cards import CARDS, read_cards
from mkbviewer.store.pages.holdings import Holdings, embedded_table_id, load_sectors

ROOT = Path(__file__).resolve().parent.parent
RELEASE = "2025-04"
IMPORTED = "2025-04-30T00:00:00+00:00"
"""The CBS tables are of April 2025 (data/SOURCES.md); a fixed moment keeps builds alike."""

Row = Mapping[str, str]


def split_series(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """The starter series by indicator and CBS table, in the order of the file."""
    parts: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        parts.setdefault((row["indicator"], row["table"]), []).append(row)
    return parts


def breakdowns_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The breakdowns that a part uses.

    The group is left out where it only remarks on a series that is told apart without it.
    """
    used = [name for name in BREAKDOWNS if any(row[name] for row in rows)]
    without = [name for name in used if name != GROUP]
    keys = {tuple(row[name] for name in ("measure", *without, "period")) for row in rows}
    return tuple(without if len(keys) == len(rows) else used)


def write_part(rows: Sequence[Row], path: Path) -> None:
    """Write one part as a tidy CSV, with the breakdowns that tell its series apart."""
    columns = ["measure", "unit", *breakdowns_of(rows), "period", "value", "status"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def build(folder: Path) -> None:
    """Build the embedded library in a folder that is not there yet."""
    data = ROOT / "data"
    catalogue = load_catalogue(ROOT / "resources" / "catalogue")
    with (data / "starter_series.csv").open(encoding="utf-8-sig", newline="") as file:
        parts = split_series(csv.DictReader(file))
    library = Library(folder)
    try:
        for (indicator, table), rows in parts.items():
            _import_part(library, catalogue, indicator, table, rows)
        library.freeze()
        _keep_computed(library, catalogue, data)
        library.freeze()
    finally:
        library.close()


def _import_part(
    library: Library, catalogue: Catalogue, indicator: str, table: str, rows: Sequence[Row]
) -> None:
    found = catalogue.indicator(indicator)
    if found is None:
        raise SystemExit(f"starter_series.csv has an indicator without a page: {indicator}")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "part.csv"
        write_part(rows, path)
        report = import_file(
            library,
            path,
            {},
            terms=Terms(
                table=embedded_table_id(indicator, table),
                title=f"{found.titles['nl']} ({table})",
                release=RELEASE,
                imported=IMPORTED,
                keeps_originals=False,
            ),
        )
    if report.error or report.rejected_count:
        raise SystemExit(f"{indicator}, {table}: {report.error or report.rejected}")


def _keep_computed(library: Library, catalogue: Catalogue, data: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        embedded = Library(library.folder, read_only=True, origin=Origin.EMBEDDED)
        own = Library(Path(place) / "own")
        holdings = Holdings(
            own,
            embedded,
            catalogue,
            load_facts(data / f"facts_{catalogue.edition}.csv"),
            load_sectors(data / "sectors.csv"),
            data,
        )
        try:
            read_cards(holdings)
            series = read_series(holdings).series
            for method in Method:
                read_cycle(holdings, series, method)
            for kind in (CARDS, CYCLE):
                for key, text in own.entries(kind).items():
                    library.put_entry(kind, key, text)
        finally:
            holdings.close()


def main() -> None:
    """Build in a temporary place, then take the place of the old library."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "library"
    with tempfile.TemporaryDirectory(dir=target.parent) as place:
        built = Path(place) / "library"
        build(built)
        if target.exists():
            shutil.rmtree(target)
        built.rename(target)


if __name__ == "__main__":
    main()
