"""A window that is killed without warning comes back as it was; a damaged file does no harm."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PATIENCE = 60

pytestmark = pytest.mark.slow


SCREEN = {"name": "wide", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96}


@pytest.fixture
def environment(tmp_path):
    # The screen that Qt makes up without one is too narrow for a window of some size.
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    return {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "MKBVIEWER_LIBRARY": str(tmp_path / "library"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }


def settings_of(tmp_path):
    found = sorted((tmp_path / "config").rglob("settings.json"))
    return found[0] if found else None


def use_and_kill(environment, tmp_path):
    window = subprocess.Popen(
        [sys.executable, str(HERE / "dying_window.py"), "use"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert window.stdout is not None
        assert window.stdout.readline().strip() == "used"
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = settings_of(tmp_path)
            if found and json.loads(found.read_text(encoding="utf-8"))["marks"].get("periods"):
                break
            time.sleep(0.02)
    finally:
        window.kill()
        window.communicate()


def look(environment, tmp_path, *words):
    out = tmp_path / "seen.json"
    subprocess.run(
        [sys.executable, str(HERE / "dying_window.py"), "look", str(out), *words],
        env=environment,
        timeout=PATIENCE,
        check=True,
    )
    return json.loads(out.read_text(encoding="utf-8"))


def test_a_window_that_was_killed_comes_back_as_it_was(environment, tmp_path):
    use_and_kill(environment, tmp_path)

    seen = look(environment, tmp_path)

    assert (seen["subject"], seen["chart"], seen["first"]) == (
        "samenstelling-mkb",
        "line",
        "2015KW01",
    )
    assert seen["marked"] == [2, 3]
    assert seen["size"] == [1180, 760]
    assert seen["sidebar"] == 231
    assert seen["said"] == []


def test_damaged_settings_are_kept_aside_and_told(environment, tmp_path):
    use_and_kill(environment, tmp_path)
    settings = settings_of(tmp_path)
    assert settings is not None
    whole = settings.read_bytes()
    settings.write_bytes(whole[: len(whole) // 2])

    seen = look(environment, tmp_path, "overview")

    aside = settings.with_name("settings.json.damaged")
    assert aside.read_bytes() == whole[: len(whole) // 2]
    assert str(aside) in seen["said"][0]
    assert json.loads(settings.read_text(encoding="utf-8"))["last_view"] == {"subject": "vacatures"}
