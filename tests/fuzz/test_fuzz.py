"""No bytes crash a reader, make it hang or eat memory: it reads them or says why it cannot."""

import importlib.util
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, mutate, read_input, seeds

ROOT = Path(__file__).resolve().parents[2]
INPUTS = 60
SECONDS = 10
MOST_KILOBYTES = 700_000
GUIDED_INPUTS = 300
MOST_MEGABYTES = 1000
REGRESSIONS = sorted((Path(__file__).parent / "found").glob("*/*"))


@pytest.mark.parametrize("target", TARGETS)
def test_every_seed_is_read(target: str) -> None:
    read = [read_input(target, seed) for seed in seeds(target)]
    assert len(read) > 0
    assert any(read)


@pytest.mark.parametrize("target", TARGETS)
def test_mutated_specimens_are_read_or_refused(target: str) -> None:
    resource = pytest.importorskip("resource", reason="memory is measured on Unix only")
    chance = random.Random(f"{target} 1")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _number in range(INPUTS):
        data = mutate(chance.choice(seeds(target)), chance)
        start = time.monotonic()
        read_input(target, data)
        assert time.monotonic() - start < SECONDS, data
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_KILOBYTES


@pytest.mark.parametrize("path", REGRESSIONS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_once_broke_a_reader_no_longer_does(path: Path) -> None:
    read_input(path.parent.name, path.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_run_that_coverage_guides_finds_nothing(target: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("there is no atheris for this system; the mutated specimens were run")
    found = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run_atheris", target, str(tmp_path / "corpus"),
         f"-runs={GUIDED_INPUTS}", "-seed=1", f"-timeout={2 * SECONDS}", "-max_len=8000",
         f"-rss_limit_mb={MOST_MEGABYTES}", f"-artifact_prefix={tmp_path}/"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr[-3000:]
    assert f"Done {GUIDED_INPUTS} runs" in found.stderr
