"""From exec to first paint, against windows that do nothing.

    python benchmarks/start.py [--runs 10] [--platform offscreen|xcb]

By turns and in fresh processes: a bare PySide6 window, a window with one pyqtgraph plot, and our
own program. Prints medians and two ratios: our painted window to the bare one, and our overview
with its data to the window with one plot. `xcb` needs a display; under Xvfb:

    xvfb-run -a -s "-screen 0 1920x1080x24" python benchmarks/start.py --platform xcb
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOALS = {"window": 1.15, "overview": 1.5}
SIDES = ("bare", "plot", "overview")


def start(side: str, platform: str, folder: Path) -> dict[str, float]:
    """Start one window; answers the milliseconds from exec to each of its moments."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": platform,
        "MKBVIEWER_LIBRARY": str(folder / "library"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
    }
    # What is installed has been compiled to bytecode; so must be what is measured.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    program = f"import sys; sys.path.insert(0, {str(HERE)!r}); import first_paint as f; f.{side}()"
    begin = time.monotonic_ns()
    answer = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    moments: dict[str, int] = json.loads(answer.stdout.splitlines()[-1])
    return {name: (moment - begin) / 1e6 for name, moment in moments.items()}


def main() -> int:
    """Measure and print; the exit status says whether the goals are reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--platform", default="offscreen")
    chosen = parser.parse_args()
    measured: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    with tempfile.TemporaryDirectory() as folder:
        for side in SIDES:
            start(side, chosen.platform, Path(folder))
        for _run in range(chosen.runs):
            for side, runs in measured.items():
                runs.append(start(side, chosen.platform, Path(folder)))
    print(f"{chosen.platform}, median of {chosen.runs} runs by turns, milliseconds from exec")
    medians = {
        (side, moment): statistics.median(run[moment] for run in runs)
        for side, runs in measured.items()
        for moment in runs[0]
    }
    for (side, moment), median in medians.items():
        print(f"{side:10} {moment:10} {median:7.1f}")
    ratios = {
        "window": medians["overview", "window"] / medians["bare", "window"],
        "overview": medians["overview", "overview"] / medians["plot", "window"],
    }
    for moment, ratio in ratios.items():
        print(f"ratio {moment:14} {ratio:7.2f}   goal at most {GOALS[moment]:g}")
    return 0 if all(ratio <= GOALS[moment] for moment, ratio in ratios.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
