"""One chart's question to a large release: one measure, five members, all periods of a frequency.

    python benchmarks/query_speed.py [--observations 10000000] [--questions 200]

Imports a made-up table into a library of its own, then asks for charts by turns: split by the
first dimension and by the second, with members, measure and the other dimension drawn anew each
time. Prints the median and the 95th percentile after the first question.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from made_up_table import file_name, write_table

from mkbviewer.core.model import Structure
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.query import read_frame

GOAL_MILLISECONDS = 10.0
TABLE = "99901NED"


def ask(
    library: Library, structure: Structure, draw: random.Random, by: int
) -> tuple[float, float]:
    """Ask for one chart; answers the milliseconds that it took, and those of processor time."""
    split, other = structure.dimensions[by], structure.dimensions[1 - by]
    members = [member.code for member in draw.sample(split.members, min(5, len(split.members)))]
    measure = draw.choice(structure.measures).key
    fixed = draw.choice(other.members).code
    start, before = time.perf_counter(), time.process_time()
    frame = read_frame(
        library,
        TABLE,
        measures=[measure],
        by=split.key,
        members=members,
        where={other.key: fixed},
        frequency="KW",
    )
    seconds, processor = time.perf_counter() - start, time.process_time() - before
    if frame.values.shape[1] != len(members):
        raise SystemExit("a series is not there")
    return 1000 * seconds, 1000 * processor


def main() -> int:
    """Measure; the exit status says whether the goal is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--observations", type=int, default=10_000_000)
    parser.add_argument("--questions", type=int, default=200)
    chosen = parser.parse_args()
    draw = random.Random(2023)  # noqa: S311 - the same questions in every run
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "library") as library:
        path = Path(folder) / file_name("untyped")
        write_table(path, "untyped", chosen.observations)
        report = import_file(library, path, {})
        if report.status != "imported":
            raise SystemExit(f"not imported: {report.error}")
        structure = library.structure(TABLE, library.release(TABLE).name)
        size = library.release_file(TABLE).stat().st_size
        print(f"{chosen.observations} observations, {size / 1e6:.1f} MB of Parquet")
        print(f"first question {ask(library, structure, draw, 0)[0]:6.1f} ms")
        worst = 0.0
        for by, dimension in enumerate(structure.dimensions):
            asked = [ask(library, structure, draw, by) for _question in range(chosen.questions)]
            times = [milliseconds for milliseconds, _processor in asked]
            processor = statistics.median(milliseconds for _wall, milliseconds in asked)
            high = statistics.quantiles(times, n=20)[-1]
            worst = max(worst, high)
            print(
                f"by {dimension.key:12} p50 {statistics.median(times):6.1f} ms"
                f"   p95 {high:6.1f} ms   goal under {GOAL_MILLISECONDS:g} ms"
                f"   (processor p50 {processor:.1f} ms)"
            )
    return 0 if worst < GOAL_MILLISECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
