import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from mkbviewer import __version__, cli, paths
from mkbviewer.cli import parser
from mkbviewer.cli.commands import COMMANDS
from mkbviewer.core.language import active_language
from mkbviewer.settings import FILE_NAME, Settings
from tests.cli.conftest import Run


class Window:
    """Stands in for the window and remembers what it was opened with."""

    def __init__(self) -> None:
        self.opened: list[tuple[list[Path], Path, str]] = []

    def __call__(self, files: Sequence[Path], library: Path, language: str) -> int:
        self.opened.append((list(files), library, language))
        return 0


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Window:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("MKBVIEWER_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setattr(paths, "user_config_dir", lambda: tmp_path / "config")
    monkeypatch.chdir(tmp_path)
    return Window()


def test_without_arguments_the_window_opens(window: Window, tmp_path: Path) -> None:
    assert cli.main([], window) == 0
    assert window.opened == [([], tmp_path / "library", "en")]


def test_files_are_handed_to_the_window(window: Window, made_up: Path) -> None:
    assert cli.main([str(made_up)], window) == 0
    assert window.opened[0][0] == [made_up]


def test_options_count_before_and_after_a_file(window: Window, made_up: Path) -> None:
    assert cli.main(["--lang", "nl", str(made_up), "--library", "elsewhere"], window) == 0
    assert window.opened == [([made_up], Path("elsewhere"), "nl")]


def test_a_first_word_that_is_a_command_is_the_command(window: Window, made_up: Path) -> None:
    made_up.rename("import")

    assert cli.main(["import"], window) == 2
    assert window.opened == []


def test_a_file_named_like_a_command_is_reached_by_its_path(
    window: Window, made_up: Path, tmp_path: Path
) -> None:
    made_up.rename("import")

    assert cli.main(["./import"], window) == 0
    assert window.opened[0][0] == [Path("import")]


def test_what_is_neither_command_nor_file_is_wrong_usage(
    window: Window, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["tabels"], window) == 2
    assert "“tabels” is neither a command nor a file" in capsys.readouterr().err
    assert window.opened == []


def test_without_a_display_the_window_says_what_to_do(
    window: Window, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")

    assert cli.main([], window) == 1
    assert "no display" in capsys.readouterr().err


def test_the_window_speaks_the_language_of_the_settings(window: Window, tmp_path: Path) -> None:
    Settings(tmp_path / "config" / FILE_NAME, language="nl").save()

    cli.main([], window)

    assert window.opened[0][2] == "nl"


def test_lang_goes_before_the_settings(run: Run, tmp_path: Path) -> None:
    Settings(tmp_path / "config" / FILE_NAME, language="nl").save()

    assert run("tables", "--lang=en", "--help").status == 0
    assert active_language() == "en"


def test_without_translations_the_program_speaks_english(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(paths, "catalogues_dir", lambda: tmp_path)

    assert run("--lang", "nl", "--version").status == 0
    assert active_language() == "en"


def test_the_version_is_written(run: Run) -> None:
    answer = run("--version")

    assert (answer.status, answer.out) == (0, f"mkbviewer {__version__}\n")


def test_the_words_known_at_the_start_are_the_commands() -> None:
    assert COMMANDS.keys() == cli.WORDS


def test_the_help_names_every_command(run: Run) -> None:
    answer = run("--help")

    assert answer.status == 0
    assert all(f"\n  {word} " in answer.out for word in COMMANDS)


@pytest.mark.parametrize("word", COMMANDS)
def test_every_command_has_a_help_of_its_own(run: Run, word: str) -> None:
    answer = run(word, "--help")

    assert answer.status == 0
    assert answer.out.startswith(f"usage: mkbviewer {word}")
    assert answer.err == ""


@pytest.mark.parametrize("word", list(COMMANDS))
def test_each_command_says_in_dutch_how_it_is_used(run: Run, word: str) -> None:
    answer = run(word, "--help", "--lang", "nl")

    assert answer.out.startswith(f"gebruik: mkbviewer {word} ")


def test_the_words_of_the_usage_are_dutch_too(run: Run) -> None:
    told = run("--help", "--lang", "nl").out

    assert "mkbviewer [OPTIES] OPDRACHT …" in told
    assert "opdrachten:" in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("import",),
        ("releases",),
        ("show",),
        ("export", "vacatures"),
        ("tables", "--unknown"),
        ("tables", "--lang", "fr"),
        ("query", "99901NED", "--where", "Bedrijfstak"),
        ("show", "vacatures", "--transform", "double"),
        ("show", "vacatures", "--frequency", "fortnight"),
        ("show", "vacatures", "--format", "xml"),
        ("export", "vacatures", "-o", "x.png", "--size", "16"),
        ("export", "vacatures", "-o", "x.png", "--dpi", "none"),
        ("--unknown",),
    ],
)
def test_wrong_usage_gives_status_2_and_says_so_on_stderr(
    run: Run, arguments: tuple[str, ...]
) -> None:
    answer = run(*arguments)

    assert answer.status == 2
    assert answer.out == ""
    assert "usage: mkbviewer" in answer.err


def test_a_wrong_library_is_one_line_on_stderr(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    answer = run("--library", tmp_path / "file" / "library", "tables")

    assert answer.status == 1
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1


def test_an_incomplete_installation_is_one_line_on_stderr(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_nothing() -> Path:
        raise FileNotFoundError("data/ is missing")

    monkeypatch.setattr(paths, "data_dir", find_nothing)

    answer = run("indicators")

    assert answer.status == 1
    assert "data/ is missing" in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_behind_stdout_is_one_line_on_stderr(library: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mkbviewer", "--library", str(library), "indicators"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_the_texts_of_argparse_that_are_translated_are_its_own() -> None:
    import argparse

    source = Path(argparse.__file__).read_text(encoding="utf-8")

    assert [text for text in parser.own_texts() if text not in source] == []


def test_asking_for_the_version_loads_nothing_heavy() -> None:
    program = (
        "import sys; from mkbviewer.__main__ import main; main(['--version']);"
        "print(*({'PySide6', 'pyqtgraph', 'duckdb', 'numpy', 'pandas', 'pyarrow'}"
        " & set(sys.modules)), file=sys.stderr)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stderr

    assert loaded.split() == []
