"""Importing a large file, against DuckDB alone.

    python benchmarks/import_speed.py [--observations 100000 1000000 10000000] [--runs 5]
        [--layout untyped typed wide tidy odata4]

Writes made-up tables, then measures by turns, each in a process of its own:

- reading: from loaded modules to the release in an empty library, against DuckDB reading the same
  file into memory;
- whole: the whole process that imports, against the whole process in which DuckDB reads the same
  file and writes Parquet of it.

Prints the median times, their ratios, and the peak memory. With several sizes it also prints how
the time grows.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from made_up_table import LAYOUTS, file_name, write_table

READING_RATIO = 3.0
WHOLE_RATIO = 1.5
MEGABYTES = ((1_000_000, 600), (10_000_000, 1500))
"""The most memory up to so many observations."""


def peak_megabytes() -> float:
    """The most memory that this process ever held, in megabytes (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def source_of(path: Path) -> str:
    """The file as it stands, all columns, as DuckDB finds them."""
    with path.open(encoding="utf-8-sig") as file:
        delimiter = ";" if ";" in file.readline() else ","
    return f"read_csv('{path}', delim = '{delimiter}', header = true)"


def read_with_duckdb(path: Path, _library: Path) -> Callable[[], None]:
    """DuckDB alone, into a table in memory."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    source = source_of(path)

    def read() -> None:
        connection.execute(f"CREATE TABLE observations AS FROM {source}")

    return read


def convert_with_duckdb(path: Path, folder: Path) -> Callable[[], None]:
    """DuckDB alone, from file to Parquet."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    target = folder.parent / "observations.parquet"
    source = source_of(path)

    def convert() -> None:
        connection.execute(f"COPY (FROM {source}) TO '{target}' (FORMAT parquet)")

    return convert


def import_with_mkbviewer(path: Path, folder: Path) -> Callable[[], None]:
    """Our import: hash, recognise, read, check, write the release and its index."""
    import duckdb
    from pyarrow import compute, csv, parquet  # noqa: F401 - loaded before the time runs

    from mkbviewer.store.importing.importer import import_file
    from mkbviewer.store.library.library import Library

    duckdb.connect().close()
    library = Library(folder)

    def read() -> None:
        report = import_file(library, path, {})
        if report.status != "imported":
            raise SystemExit(f"not imported: {report.error}")

    return read


def import_at_once(path: Path, folder: Path) -> Callable[[], None]:
    """Our import in a process that has loaded nothing yet."""
    from mkbviewer.store.importing.importer import import_file
    from mkbviewer.store.library.library import Library

    def read() -> None:
        report = import_file(Library(folder), path, {})
        if report.status != "imported":
            raise SystemExit(f"not imported: {report.error}")

    return read


SIDES = {
    "duckdb reads": read_with_duckdb,
    "mkbviewer reads": import_with_mkbviewer,
    "duckdb whole": convert_with_duckdb,
    "mkbviewer whole": import_at_once,
}


@dataclass(frozen=True)
class Run:
    """One run of one side: seconds of what counts, processor time and memory of its process."""

    seconds: float
    processor: float
    megabytes: float


def measure_here(side: str, path: Path) -> None:
    """Run one side in this process and print its seconds and its peak memory as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        read = SIDES[side](path, Path(folder) / "library")
        start = time.perf_counter()
        read()
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}), flush=True)


def measure_in_process(side: str, path: Path) -> Run:
    """Run one side in a process of its own."""
    environment = dict(os.environ)
    # An installed program has its bytecode.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start, before = time.perf_counter(), os.times()
    answer = subprocess.run(
        [sys.executable, __file__, "--side", side, "--file", str(path)],
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    whole, after = time.perf_counter() - start, os.times()
    measured = json.loads(answer.stdout)
    processor = after.children_user + after.children_system
    processor -= before.children_user + before.children_system
    seconds = whole if side.endswith("whole") else measured["seconds"]
    return Run(seconds, processor, measured["megabytes"])


def compare(path: Path, runs: int, observations: int) -> tuple[bool, float]:
    """Measure all sides by turns; answers whether the goals are reached, and our seconds."""
    measured: dict[str, list[Run]] = {side: [] for side in SIDES}
    for _run in range(runs):
        for side, found in measured.items():
            found.append(measure_in_process(side, path))
    seconds = {
        side: statistics.median(r.seconds for r in found) for side, found in measured.items()
    }
    memory = {side: max(r.megabytes for r in found) for side, found in measured.items()}
    for side, found in measured.items():
        processor = statistics.median(run.processor for run in found)
        print(
            f"  {side:16} {seconds[side]:7.3f} s   processor {processor:7.3f} s"
            f"   peak {memory[side]:5.0f} MB"
        )
    reading = seconds["mkbviewer reads"] / seconds["duckdb reads"]
    whole = seconds["mkbviewer whole"] / seconds["duckdb whole"]
    limit = next((most for upto, most in MEGABYTES if observations <= upto), MEGABYTES[-1][1])
    peak = max(memory["mkbviewer reads"], memory["mkbviewer whole"])
    print(f"  reading {reading:5.2f}   goal at most {READING_RATIO:g}")
    print(f"  whole   {whole:5.2f}   goal at most {WHOLE_RATIO:g}")
    print(f"  memory  {peak:5.0f} MB  goal under {limit} MB", flush=True)
    reached = reading <= READING_RATIO and whole <= WHOLE_RATIO and peak < limit
    return reached, seconds["mkbviewer whole"]


def main() -> int:
    """Measure both sides; the exit status says whether the goals are reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--observations", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--layout", nargs="+", choices=LAYOUTS, default=["untyped"])
    parser.add_argument("--side", choices=tuple(SIDES), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.side:
        measure_here(chosen.side, chosen.file)
        return 0
    is_reached = True
    for layout in chosen.layout:
        times: list[tuple[int, float]] = []
        for observations in chosen.observations:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / file_name(layout)
                write_table(path, layout, observations)
                size = path.stat().st_size / 1e6
                print(f"{observations} observations, {layout}, {size:.1f} MB, {chosen.runs} runs")
                reached, seconds = compare(path, chosen.runs, observations)
            is_reached &= reached
            times.append((observations, seconds))
        for (fewer, sooner), (more, later) in itertools.pairwise(times):
            print(f"{layout}: {more / fewer:.0f} × as many take {later / sooner:.1f} × as long")
    return 0 if is_reached else 1


if __name__ == "__main__":
    sys.exit(main())
