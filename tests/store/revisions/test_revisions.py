"""What two releases tell differently, counted by hand."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pytest

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.model import Dimension, Measure, Member, Structure
from mkbviewer.core.status import Status
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.report import Revisions
from mkbviewer.store.revisions.comparison import Kind, Telling
from mkbviewer.store.revisions.counterparts import Counterparts
from mkbviewer.store.revisions.revisions import Diff, read_both_releases, read_revisions
from tests import two_releases

OLD = two_releases.OLD.replace('"2022KW01";"50";""', '"2022KW01";"50";"*"')
"""With a figure more that is restated only: it loses its star."""
NEW = two_releases.NEW


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def both(library: Library, tmp_path: Path) -> Library:
    """A library with both releases of a table `banen`."""
    for name, text in (("old", OLD), ("new", NEW)):
        report = import_file(library, write(tmp_path / name / "99901NED.csv", text))
        assert report.error is None
    return library


def summary(diff: Diff) -> list[tuple]:
    return [(one.kind, *one.members, one.period, one.old, one.new) for one in diff.revisions]


def test_differences_are_counted_and_the_biggest_comes_first(both: Library) -> None:
    diff = read_revisions(both, "99901NED")
    assert diff.counts == Revisions(added=1, removed=1, revised=6, restated=2)
    assert summary(diff) == [
        (Kind.VALUE, "T", "2022KW02", 200, 150),
        (Kind.VALUE, "T", "2022KW01", 100, 110),
        (Kind.VALUE, "T", "2022KW03", 0, 3),
        (Kind.PRESENCE, "T", "2022KW04", None, 44),
        (Kind.STATUS, "F", "2022KW01", 50, 50),
        (Kind.STATUS, "F", "2022KW02", None, None),
        (Kind.ADDED, "F", "2023KW01", None, 8),
        (Kind.REMOVED, "F", "2022KW03", 7, None),
    ]
    assert diff.silence == ()


def test_the_report_names_the_first_of_the_revised_values(library: Library, tmp_path: Path) -> None:
    first = import_file(library, write(tmp_path / "old" / "99901NED.csv", OLD))
    assert first.revisions.biggest is None
    report = import_file(library, write(tmp_path / "new" / "99901NED.csv", NEW))
    biggest = report.revisions.biggest
    assert biggest is not None
    assert (biggest.measure, biggest.members, biggest.period) == ("banen", ("T",), "2022KW02")
    assert (biggest.old, biggest.new) == (200, 150)
    assert report.to_json()["biggest_revision"] == {
        "measure": "banen",
        "members": ("T",),
        "period": "2022KW02",
        "old": 200,
        "new": 150,
        "unit": "",
    }


def test_without_numbers_of_series_the_same_is_found(both: Library, tmp_path: Path) -> None:
    by_numbers = read_revisions(both, "99901NED")
    for release in both.table("99901NED").releases:
        path = both.release_file("99901NED", release.name)
        other = tmp_path / path.name
        duckdb.execute(
            f"copy (select null::bigint as series, * exclude (series) from '{path}')"
            f" to '{other}' (format parquet)"
        )
        other.replace(path)
    assert read_revisions(both, "99901NED") == by_numbers


def test_each_difference_has_its_size_and_statuses(both: Library) -> None:
    fall, _middle, rise, *_others = read_revisions(both, "99901NED").revisions
    assert (rise.difference, rise.relative) == (3, None)
    assert (fall.difference, fall.relative) == (-50, -0.25)
    assert (fall.old_status, fall.new_status) == ("*", "")
    added = read_revisions(both, "99901NED").revisions[6]
    assert (added.old_status, added.new_status, added.difference) == ("absent", "*", None)


def release_of(figures: Iterable[tuple[str, str, str, float]], unit: str) -> str:
    """A release of one measure with series and periods."""
    rows = [
        f'"{measure}";"{series}";"{period}";"{unit}";"{value}"'
        for measure, series, period, value in figures
    ]
    return "\n".join(['"measure";"sector";"period";"unit";"value"', *rows])


def revised(
    library: Library, tmp_path: Path, old: Mapping[str, Sequence[float]],
    new: Mapping[str, Sequence[float]], unit: str,
) -> list[tuple]:  # fmt: skip
    """What was revised, in its order; each series in consecutive years."""
    for name, release in (("old", old), ("new", new)):
        figures = [
            ("cijfer", series, str(2020 + place), value)
            for series, values in release.items()
            for place, value in enumerate(values)
        ]
        report = import_file(
            library, write(tmp_path / name / "99901NED.csv", release_of(figures, unit))
        )
        assert report.error is None
    diff = read_revisions(library, "99901NED")
    found = [(*one.members, one.old, one.new) for one in diff.revisions]
    biggest = report.revisions.biggest
    assert biggest is not None
    assert (*biggest.members, biggest.old, biggest.new) == found[0]
    return found


def test_a_rise_from_nought_counts_beside_the_usual_size_of_its_series(
    library: Library, tmp_path: Path
) -> None:
    # 40 beside a mean of 1000 is 4 %, 8 beside a mean of 1 all of it, 100 → 110 is 10 %.
    old = {"groot": [0, 2000], "klein": [0, 2], "midden": [100, 300]}
    new = {"groot": [40, 2000], "klein": [8, 2], "midden": [110, 300]}
    assert revised(library, tmp_path, old, new, "aantal") == [
        ("klein", 0, 8),
        ("midden", 100, 110),
        ("groot", 0, 40),
    ]


def test_a_series_of_nothing_but_noughts_rises_by_all_of_it_and_no_more(
    library: Library, tmp_path: Path
) -> None:
    old = {"geen": [0, 0], "meer": [10, 10], "terug": [10, 10]}
    new = {"geen": [1, 0], "meer": [30, 10], "terug": [0, 10]}
    assert revised(library, tmp_path, old, new, "aantal") == [
        ("meer", 10, 30),
        ("terug", 10, 0),
        ("geen", 0, 1),
    ]


def test_balances_and_percentages_count_by_their_difference(
    library: Library, tmp_path: Path
) -> None:
    # From 0.1 to 0.4 is no rise of 300 % in a series that lies about 20.
    old = {"rond nul": [0.1, 39.9], "ver weg": [20.0, 20.0]}
    new = {"rond nul": [0.4, 39.9], "ver weg": [15.0, 20.0]}
    assert revised(library, tmp_path, old, new, "% saldo") == [
        ("ver weg", 20.0, 15.0),
        ("rond nul", 0.1, 0.4),
    ]


def test_the_report_of_the_import_counts_the_same(both: Library) -> None:
    newest = both.table("99901NED").newest.name
    report = both.report("99901NED", newest)
    assert report["revisions"] == {"added": 1, "removed": 1, "revised": 6}
    assert report["restated"] == 2


def test_no_more_than_the_limit_are_named_and_all_are_counted(both: Library) -> None:
    diff = read_revisions(both, "99901NED", limit=2)
    assert (len(diff.revisions), diff.total) == (2, 8)


def test_the_other_way_round_what_was_added_is_removed(both: Library) -> None:
    old, new = (one.name for one in both.table("99901NED").releases)
    assert read_revisions(both, "99901NED", new, old).counts == Revisions(1, 1, 6, 2)
    assert read_revisions(both, "99901NED", new, new).total == 0


def test_one_measure_can_be_looked_at(both: Library) -> None:
    assert read_revisions(both, "99901NED", measures=["omzet"]).total == 0
    assert read_revisions(both, "99901NED", measures=["banen"]).total == 8


def test_a_single_release_has_nothing_to_be_compared_with(filled: Library) -> None:
    with pytest.raises(UnknownName, match="before"):
        read_revisions(filled, "99901NED")


def test_releases_with_other_dimensions_cannot_be_compared(
    library: Library, tmp_path: Path
) -> None:
    import_file(library, write(tmp_path / "old/99901NED.csv", OLD))
    other = NEW.replace('"sector"', '"rechtsvorm"').replace("2023KW01", "2024KW01")
    report = import_file(library, write(tmp_path / "new/99901NED.csv", other))
    assert any("dimensions differ" in warning for warning in report.warnings)
    with pytest.raises(InvalidView, match="compared"):
        read_revisions(library, "99901NED")


def test_both_releases_of_a_revised_series_stand_side_by_side(both: Library) -> None:
    old, new = (one.name for one in both.table("99901NED").releases)
    diff = read_revisions(both, "99901NED", old, new)
    frame = read_both_releases(both, "99901NED", diff.revisions[-2], old, new)
    assert [one.label for one in frame.series] == [old, new]
    assert [one.code for one in frame.periods] == [
        "2022KW01", "2022KW02", "2022KW03", "2022KW04", "2023KW01",
    ]  # fmt: skip
    assert frame.values[2, 0] == 7
    assert math.isnan(frame.values[2, 1])
    assert frame.status(2, 1) is Status.ABSENT
    assert frame.status(4, 0) is Status.ABSENT
    assert frame.values[4, 1] == 8


def test_a_layout_that_knows_no_stars_revises_none(library: Library, tmp_path: Path) -> None:
    import_file(library, write(tmp_path / "old/99901NED.csv", OLD))
    rows = ("0;T;2022KW01;110;10.5", "1;T;2022KW02;200;", "2;F;2022KW01;50;")
    plain = "\n".join(["ID;sector;Perioden;banen_1;omzet_2", *rows])
    counted = import_file(
        library,
        write(tmp_path / "new/99901NED.csv", plain),
    )
    assert counted.dialect in {"odata3", "labelled"}
    old, new = (one.name for one in library.table("99901NED").releases)
    diff = read_revisions(library, "99901NED", old, new)
    assert len(diff.silence) >= 1
    assert diff.counts.restated == 0


def structure(measures: Iterable[tuple[str, str]], *dimensions: Dimension) -> Structure:
    return Structure(tuple(Measure(key, title) for key, title in measures), dimensions)


def test_measures_dimensions_and_members_are_matched_by_name_where_keys_differ() -> None:
    old = structure(
        [("Bedrijven", "Aantal bedrijven"), ("Omzet", "Omzet")],
        Dimension("Bedrijfstak", "Bedrijfstak", (Member("Bouw", "Bouw"), Member("X", "Dubbel"))),
    )
    new = structure(
        [("Bedrijven_1", "Aantal bedrijven"), ("Omzet_2", "Winst")],
        Dimension("Sector", "Bedrijfstak", (Member("F", "Bouw"), Member("X", "Dubbel"))),
    )
    found = Counterparts.of(new, old)
    assert found is not None
    assert found.measures == {"Bedrijven": "Bedrijven_1"}
    assert found.dimensions == {"Sector": "Bedrijfstak"}
    assert found.members == {"Sector": {"Bouw": "F"}}


def test_a_name_that_stands_for_two_matches_nothing() -> None:
    twins = (Member("1", "Totaal"), Member("2", "Totaal"))
    old = structure([], Dimension("d", "d", (Member("T", "Totaal"),)))
    found = Counterparts.of(structure([], Dimension("d", "d", twins)), old)
    assert found is not None
    assert found.members == {"d": {}}
    back = Counterparts.of(old, structure([], Dimension("d", "d", twins)))
    assert back is not None
    assert back.members == {"d": {}}


def test_what_a_layout_cannot_tell_is_said() -> None:
    odata = Telling.of("odata3", is_provisional=False, has_metadata=False)
    with_metadata = Telling.of("odata3", is_provisional=False, has_metadata=True)
    labelled = Telling.of("labelled", is_provisional=False, has_metadata=False)
    assert with_metadata.silence() == ()
    assert len(odata.both(with_metadata).silence()) == 1
    assert len(labelled.both(with_metadata).silence()) == 2
