from pathlib import Path

import pytest

from mkbviewer import paths
from tests.cli.conftest import Run


def test_a_whole_installation_is_good_in_every_line(run: Run) -> None:
    pytest.importorskip("PySide6")

    answer = run("--self-test")

    assert answer.status == 0, answer.out
    assert len(answer.lines) >= 10
    assert all(line.startswith("good  ") for line in answer.lines)


def test_what_is_missing_is_named_and_the_other_checks_go_on(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("PySide6")
    monkeypatch.setattr(paths, "data_dir", lambda: tmp_path)

    answer = run("--self-test")

    assert answer.status == 1
    assert {line.split(":")[0] for line in answer.lines if line.startswith("FAILED")} == {
        "FAILED  facts",
        "FAILED  embedded library",
    }
