"""What the wheel and the source archive hold, and that the program finds it there."""

import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import mkbviewer

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archives")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def wheel(archives: Path) -> zipfile.ZipFile:
    (path,) = archives.glob("*.whl")
    return zipfile.ZipFile(path)


def files_in(folder: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def metadata(wheel: zipfile.ZipFile) -> str:
    (name,) = (each for each in wheel.namelist() if each.endswith(".dist-info/METADATA"))
    return wheel.read(name).decode()


@pytest.mark.parametrize("folder", ["resources", "data"])
def test_the_wheel_holds_every_shipped_file(wheel: zipfile.ZipFile, folder: str) -> None:
    assert {f"mkbviewer/{name}" for name in files_in(folder)} <= set(wheel.namelist())


def test_the_wheel_holds_the_compiled_translations(wheel: zipfile.ZipFile) -> None:
    compiled = wheel.read("mkbviewer/resources/i18n/nl/LC_MESSAGES/mkbviewer.mo")

    assert compiled[:4] == bytes.fromhex("de120495")


def test_the_wheel_holds_licences_of_program_fonts_and_icons(wheel: zipfile.ZipFile) -> None:
    licences = {Path(name).name for name in wheel.namelist() if "/licenses/" in name}

    assert licences == {"LICENSE", "LICENSE-inter.txt", "LICENSE-lucide.txt"}


def test_the_wheel_tells_the_version_of_the_program(wheel: zipfile.ZipFile) -> None:
    assert Parser().parsestr(metadata(wheel))["Version"] == mkbviewer.__version__


def test_the_wheel_gives_the_command(wheel: zipfile.ZipFile) -> None:
    (name,) = (each for each in wheel.namelist() if each.endswith("/entry_points.txt"))

    assert "mkbviewer = mkbviewer.__main__:main" in wheel.read(name).decode()


def test_an_installed_program_finds_resources_and_data_beside_its_modules(
    wheel: zipfile.ZipFile, tmp_path: Path
) -> None:
    wheel.extractall(tmp_path)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from mkbviewer.paths import data_dir, resources_dir\n"
        "print(resources_dir(), data_dir(), sep='\\n')"
    )

    found = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=tmp_path
    ).stdout.splitlines()

    assert found == [
        str(tmp_path / "mkbviewer" / "resources"),
        str(tmp_path / "mkbviewer" / "data"),
    ]


def test_the_source_archive_is_built(archives: Path) -> None:
    (archive,) = archives.glob("*.tar.gz")

    assert archive.name == f"mkbviewer-{mkbviewer.__version__}.tar.gz"


def test_both_locks_hold_the_same_versions() -> None:
    def versions(name: str) -> set[str]:
        lines = (ROOT / "packaging" / name).read_text(encoding="utf-8").splitlines()
        return {line.removesuffix(" \\") for line in lines if line[:1].isalpha()}

    assert versions("run.lock") <= versions("test.lock")


def test_the_locks_are_no_older_than_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = (ROOT / "packaging" / "run.lock").read_text(encoding="utf-8").lower()

    names = [requirement.split(">=")[0].lower() for requirement in project["dependencies"]]

    assert [name for name in names if f"{name}==" not in locked] == []
