"""One real window on a real X display: a file is dragged onto it, and the figures are right."""

import csv
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.desk import HERE, Desk, needs_a_display, start

SPECIMEN = HERE / "specimens" / "81589NED.csv"
SOURCE_PLACE, WINDOW_PLACE = (1160, 140), (600, 400)
PATIENCE = 60

pytestmark = [pytest.mark.slow, needs_a_display]


def drag(environment: dict[str, str]) -> None:
    """Drag from the source window to our window as a hand does: press, move in steps, let go."""

    def xdotool(*words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=environment, check=True, timeout=20)
        time.sleep(0.05)

    xdotool("mousemove", *SOURCE_PLACE)
    xdotool("mousedown", 1)
    (from_x, from_y), (to_x, to_y) = SOURCE_PLACE, WINDOW_PLACE
    for step in range(1, 13):
        part = step / 12
        xdotool(
            "mousemove", int(from_x + part * (to_x - from_x)), int(from_y + part * (to_y - from_y))
        )
    time.sleep(0.3)
    xdotool("mousemove", to_x + 4, to_y + 4)
    time.sleep(0.3)
    xdotool("mouseup", 1)


def drop_and_look(file: Path, desk: Desk) -> tuple[dict, list]:
    out, table = desk.folder / "seen.json", desk.folder / "tabel.csv"
    window = start("watched_window.py", out, table, desk=desk)
    source = start("drag_source.py", file, desk=desk)
    try:
        drag(desk.environment)
        _said, errors = window.communicate(timeout=PATIENCE)
    finally:
        source.kill()
        source.communicate()
        if window.poll() is None:
            window.kill()
            window.communicate()
    assert out.exists(), errors[-3000:]
    with table.open(encoding="utf-8-sig", newline="") as saved:
        rows = list(csv.reader(saved, delimiter=";"))
    return json.loads(out.read_text(encoding="utf-8")), rows


def saved_figure(rows: list[list[str]], period: str) -> float:
    """The first series' figure in the saved table: behind the period's label and its code."""
    row = next(row for row in rows if row and row[0] == period)
    return float(row[2].replace(",", "."))


def test_a_file_dragged_onto_the_window_shows_the_figures_computed_by_hand(desk):
    seen, saved = drop_and_look(SPECIMEN, desk)

    # In the specimen 1000 of the 1250 businesses of 2023KW03 are one person: 80%.
    assert seen["subject"] == "samenstelling-mkb"
    assert seen["jobs"] == ["imported"]
    assert seen["curves"][seen["keys"]["zzp"]]["2023KW03"] == pytest.approx(80.0)
    assert seen["rows"]["2023 3e kwartaal"][0] == "80,0"
    assert saved_figure(saved, "2023 3e kwartaal") == pytest.approx(80.0)


def test_the_real_table_gives_the_share_of_the_self_employed_that_the_report_states(
    desk, shared_data
):
    file = shared_data / "cbs" / "v4b-api-dumps" / "81589NED.csv"

    seen, saved = drop_and_look(file, desk)

    # By hand from the file: 1 205 925 of 1 518 210 businesses; the report says nearly 80%.
    share = 100 * 1_205_925 / 1_518_210
    assert share == pytest.approx(79.43, abs=0.005)
    assert seen["curves"][seen["keys"]["zzp"]]["2023KW03"] == pytest.approx(share)
    assert seen["rows"]["2023 3e kwartaal"][0] == "79,4"
    assert saved_figure(saved, "2023 3e kwartaal") == pytest.approx(share, abs=0.05)


def test_a_file_named_on_the_command_line_is_imported(environment, tmp_path):
    out, table = tmp_path / "seen.json", tmp_path / "tabel.csv"
    window = subprocess.run(
        [sys.executable, str(HERE / "watched_window.py"), str(out), str(table), str(SPECIMEN)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert out.exists(), window.stderr[-3000:]
    assert json.loads(out.read_text(encoding="utf-8"))["subject"] == "samenstelling-mkb"
