"""The rules of the house that neither the import contracts nor the linter can see."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import mkbviewer

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(mkbviewer.__file__).parent
LONGEST_FILE = 400
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools"}
HEAVY = ("PySide6", "duckdb", "numpy", "pandas", "pyarrow", "pyqtgraph")
# Package, its tuple of everything that can be chosen, and the contract that each of them fulfils.
REGISTRIES = (
    ("mkbviewer.dialects", "DIALECTS", "Dialect"),
    ("mkbviewer.exporters", "EXPORTERS", "Exporter"),
    ("mkbviewer.ui.charts", "CHARTS", "Chart"),
)


def python_files() -> list[Path]:
    return sorted(
        path
        for folder in (SOURCE, ROOT / "tests", ROOT / "packaging")
        for path in folder.rglob("*.py")
    )


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def members_of(contract: type) -> set[str]:
    declared = {name for base in contract.__mro__[:-1] for name in vars(base)}
    annotated = {name for base in contract.__mro__[:-1] for name in inspect.get_annotations(base)}
    return {name for name in declared | annotated if not name.startswith("_")}


def fulfils(candidate: type, contract: type) -> bool:
    if candidate is contract or inspect.isabstract(candidate):
        return False
    if not getattr(contract, "_is_protocol", False):
        return issubclass(candidate, contract)
    has = members_of(candidate)
    return not getattr(candidate, "_is_protocol", False) and members_of(contract) <= has


@pytest.mark.parametrize(("package_name", "registry_name", "contract_name"), REGISTRIES)
def test_everything_that_fulfils_a_contract_is_registered(
    package_name: str, registry_name: str, contract_name: str
) -> None:
    package = importlib.import_module(package_name)
    contract = getattr(importlib.import_module(f"{package_name}.base"), contract_name)
    registered = {
        each if isinstance(each, type) else type(each) for each in getattr(package, registry_name)
    }

    defined = {
        candidate
        for module in modules_of(package)
        for candidate in vars(module).values()
        if inspect.isclass(candidate) and candidate.__module__ == module.__name__
    }

    assert registered, f"{registry_name} is empty"
    assert {each for each in defined if fulfils(each, contract)} == registered


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_stays_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = {
        part
        for path in SOURCE.rglob("*.py")
        for part in (*path.relative_to(SOURCE).parent.parts, path.stem)
    }

    assert not named & BANNED_NAMES


@pytest.mark.parametrize(
    ("module", "needed"),
    [
        ("mkbviewer.__main__", set()),
        ("mkbviewer.cli", set()),
        ("mkbviewer.cli.commands", set()),
        ("mkbviewer.settings", set()),
        ("mkbviewer.dialects", set()),
        ("mkbviewer.store.library.library", set()),
        # The first window is painted with Qt's widgets alone, the second step without charts.
        ("mkbviewer.app", {"PySide6"}),
        ("mkbviewer.ui.window.main_window", {"PySide6", "numpy"}),
    ],
)
def test_starting_loads_nothing_heavy(module: str, needed: set[str]) -> None:
    program = f"import sys, {module}; print(*({set(HEAVY)!r} & set(sys.modules)))"

    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout.split()

    assert set(loaded) <= needed
