"""The command line run inside the tests: its own library, its own settings, no window."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mkbviewer import __main__, paths
from mkbviewer.core import language

MADE_UP = """ID;Bedrijfstak;Perioden;OpenstaandeVacatures_1;OntstaneVacatures_2
0;A-U Alle;2021 1e kwartaal;10.5;20
1;A-U Alle;2021 2e kwartaal;11.5;22
2;A-U Alle;2022 1e kwartaal;21.0;
3;A-U Alle;2022 2e kwartaal;23.0;33
4;C Industrie, bouw;2021 1e kwartaal;1.5;2
5;C Industrie, bouw;2021 2e kwartaal;2.5;4
6;C Industrie, bouw;2022 1e kwartaal;3.0;6
7;C Industrie, bouw;2022 2e kwartaal;5.0;8
"""
"""A table in the layout of the `cbsodata` dumps; every figure is made up."""


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it wrote to stdout, as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """What it wrote to stdout, line by line."""
        return self.out.splitlines()


Run = Callable[..., Answer]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of the library that the commands use."""
    return tmp_path / "library"


@pytest.fixture
def run(
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Run]:
    """Run a command in English: `run("import", path)`."""
    monkeypatch.setenv("MKBVIEWER_LIBRARY", str(library))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setattr(paths, "user_config_dir", lambda: tmp_path / "config")

    def run_command(*arguments: object) -> Answer:
        capsys.readouterr()
        status = __main__.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(status, out, err)

    yield run_command
    language.activate(language.SOURCE_LANGUAGE, Path())


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """A small made-up file."""
    path = tmp_path / "99901NED.csv"
    path.write_text(MADE_UP, encoding="utf-8")
    return path
