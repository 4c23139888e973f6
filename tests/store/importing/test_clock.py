"""A clock that is set back changes the order of nothing that was done."""

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library import moment
from mkbviewer.store.library.library import Library

ROWS = "ID;Sector;Perioden;Bedrijven_1\n0;A;2022JJ00;{figure}\n"


class _SetBack(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_SetBack":
        real = datetime.now(UTC) - timedelta(days=900)
        return cls.fromtimestamp(real.timestamp(), tz)


def _take_in(library: Library, folder: Path, figure: int) -> tuple[str, bool]:
    folder.mkdir()
    path = folder / "99901NED.csv"
    path.write_text(ROWS.format(figure=figure))
    report = import_file(library, path, {})
    return report.release, any("clock" in one for one in report.warnings)


def test_what_is_imported_after_the_clock_was_set_back_is_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(tmp_path / "library") as library:
        first, is_told = _take_in(library, tmp_path / "a", 1)
        assert not is_told
        monkeypatch.setattr(moment, "datetime", _SetBack)
        second, is_told = _take_in(library, tmp_path / "b", 2)
        assert is_told
        assert [one.name for one in library.table("99901NED").releases] == [first, second]


def test_what_is_removed_after_the_clock_was_set_back_comes_back_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(tmp_path / "library") as library:
        first, _is_told = _take_in(library, tmp_path / "a", 1)
        second, _is_told = _take_in(library, tmp_path / "b", 2)
        library.remove("99901NED", first)
        monkeypatch.setattr(moment, "datetime", _SetBack)
        library.remove("99901NED", second)
        assert [one.name for one in library.restore("99901NED")] == [second]
