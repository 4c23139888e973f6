"""Importing a large file, against DuckDB alone reading the same file into memory.

    python benchmarks/import_speed.py [--observations 1000000] [--runs 5] [--layout typed|untyped]

Writes an `odata3` file with made-up figures, then reads it by turns in fresh processes: with
DuckDB alone, and with our own import into an empty library. Each process starts its clock after
its modules are loaded. Prints the median times, their ratio, and the peak memory of each process.
"""

import argparse
import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

GOAL_RATIO = 3.0
GOAL_MEGABYTES = 600
MEASURES = ("OpenstaandeVacatures_1", "OntstaneVacatures_2", "VervuldeVacatures_3")
SECTORS = tuple(f"{300000 + 25 * number}" for number in range(60))
MISSING_ONE_IN = 400


def periods() -> Iterator[str]:
    """Years and quarters from 1997, mixed as CBS mixes them."""
    for year in range(1997, 2024):
        for quarter in range(1, 5):
            yield f"{year}KW{quarter:02d}"
        yield f"{year}JJ00"


def write_file(path: Path, observations: int, *, padded: bool) -> None:
    """Write an `odata3` file of about this many cells, a few of them missing.

    `padded` writes figures as in the untyped layout: right-aligned in eight characters.
    """
    draw = random.Random(2023)  # noqa: S311 - figures that are the same in every run
    rows = -(-observations // len(MEASURES))
    shown = tuple(periods())
    regions = tuple(f"PV{number:02d}" for number in range(-(-rows // (len(SECTORS) * len(shown)))))
    keys = itertools.islice(itertools.product(SECTORS, regions, shown), rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        header = ("ID", "Bedrijfskenmerken", "RegioS", "Perioden", *MEASURES)
        file.write(";".join(f'"{name}"' for name in header) + "\r\n")
        for number, (sector, region, period) in enumerate(keys):
            cells = []
            for _measure in MEASURES:
                if draw.randrange(MISSING_ONE_IN) == 0:
                    figure = "." if padded else ""
                else:
                    figure = f"{draw.randrange(5000) / 10:.1f}"
                cells.append(f'"{figure:>8}"' if padded else figure)
            file.write(f'"{number}";"{sector}";"{region}  ";"{period}";{";".join(cells)}\r\n')


def peak_megabytes() -> float:
    """The most memory that this process ever held, in megabytes (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def read_with_duckdb(path: Path, _library: Path) -> Callable[[], None]:
    """DuckDB alone: the file as it stands, all columns, into a table in memory."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")

    def read() -> None:
        connection.execute(
            "CREATE TABLE observations AS SELECT * FROM read_csv(?, delim = ';', header = true)",
            [str(path)],
        )

    return read


def import_with_mkbviewer(path: Path, folder: Path) -> Callable[[], None]:
    """Our import: hash, recognise, read, check, write the release and its index."""
    import duckdb
    import numpy as np

    from mkbviewer.store.importer import import_file
    from mkbviewer.store.library import Library

    duckdb.connect().close()
    np.zeros(1)
    library = Library(folder)

    def read() -> None:
        report = import_file(library, path)
        if report.status != "imported":
            raise SystemExit(f"not imported: {report.error}")

    return read


SIDES = {"duckdb": read_with_duckdb, "mkbviewer": import_with_mkbviewer}


def measure_here(side: str, path: Path) -> None:
    """Run one side in this process and print its seconds and its peak memory as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        read = SIDES[side](path, Path(folder) / "library")
        start = time.perf_counter()
        read()
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))


def measure_in_process(side: str, path: Path) -> dict[str, float]:
    """Run one side in a process of its own."""
    answer = subprocess.run(
        [sys.executable, __file__, "--side", side, "--file", str(path)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    measured: dict[str, float] = json.loads(answer.stdout)
    return measured


def main() -> int:
    """Measure both sides; the exit status says whether the goals are reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--layout", choices=("typed", "untyped"), default="untyped")
    parser.add_argument("--side", choices=tuple(SIDES), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.side:
        measure_here(chosen.side, chosen.file)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "99901NED_UntypedDataSet_01012024_120000.csv"
        write_file(path, chosen.observations, padded=chosen.layout == "untyped")
        print(
            f"{chosen.observations} observations, {chosen.layout},"
            f" {path.stat().st_size / 1e6:.1f} MB, {chosen.runs} runs by turns"
        )
        runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
        for _run in range(chosen.runs):
            for side, measured in runs.items():
                measured.append(measure_in_process(side, path))
    medians = {
        side: statistics.median(run["seconds"] for run in measured)
        for side, measured in runs.items()
    }
    peaks = {side: max(run["megabytes"] for run in measured) for side, measured in runs.items()}
    for side in SIDES:
        print(f"{side:10} {medians[side]:7.3f} s   peak {peaks[side]:6.0f} MB")
    ratio = medians["mkbviewer"] / medians["duckdb"]
    print(f"ratio      {ratio:7.2f}     goal at most {GOAL_RATIO:g}")
    print(f"memory     {peaks['mkbviewer']:7.0f} MB  goal under {GOAL_MEGABYTES} MB")
    return 0 if ratio <= GOAL_RATIO and peaks["mkbviewer"] < GOAL_MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
