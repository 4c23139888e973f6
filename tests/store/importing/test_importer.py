"""From a file to a release: report, same again, newer, refused, cancelled."""

import csv
import hashlib
import io
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import zstandard

from mkbviewer.core.errors import Cancelled, LibraryProblem, UnreadableFile
from mkbviewer.core.status import Status
from mkbviewer.store.importing.gather import gather
from mkbviewer.store.importing.importer import import_file, inspect_file
from mkbviewer.store.importing.packing import Packing
from mkbviewer.store.importing.workbench import Workbench
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.draft import Terms
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.report import Revisions
from mkbviewer.store.pages.query import read_frame, write_observations

Listing = Callable[[Path], dict[str, bytes]]

FIRST = """"ID";"Sector";"Perioden";"Bedrijven_1";"Omzet_2"
"0";"T001081";"2022KW01";"      90";"  1000.5"
"1";"T001081";"2022KW02";"      95";"       ."
"2";"F00    ";"2022KW01";"       9";"    80.0"
"3";"F00    ";"2022KW02";"       .";"    81.5"
"""
# One figure revised (95 to 96), one that was missing is known (9), one row less, one row more.
SECOND = """"ID";"Sector";"Perioden";"Bedrijven_1";"Omzet_2"
"0";"T001081";"2022KW01";"      90";"  1000.5"
"1";"T001081";"2022KW02";"      96";"       ."
"3";"F00    ";"2022KW02";"       9";"    81.5"
"4";"T001081";"2022KW03";"      97";"  1100.0"
"""
METADATA = """"TableInfos"
"ID";"Title";"ShortTitle";"Identifier";"Summary";"Modified"
"0";"Verzonnen bedrijven; sector";"Verzonnen";"99901NED";"Verzonnen.";"2022-09-01T02:00:00"

"DataProperties"
Key;Title;Description;Unit;Decimals;Type
Sector;Bedrijfstak;;;;Dimension
Perioden;Perioden;;;;TimeDimension
Bedrijven_1;Aantal bedrijven;;aantal;0;Topic
Omzet_2;Omzet;;mln euro;1;Topic

"Sector"
Key;Title;Description
T001081;Alle sectoren;
F00;Bouw;

"Perioden"
Key;Title;Description;Status
2022KW01;2022 1e kwartaal;;Definitief
2022KW02;2022 2e kwartaal;;Voorlopig
"""
NAME = "99901NED_UntypedDataSet_01092022_120000.csv"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\ufeff" + text, encoding="utf-8", newline="")
    return path


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return write(tmp_path / "een" / NAME, FIRST)


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return write(tmp_path / "twee" / NAME, SECOND)


def tidy(library: Library, table: str, release: str = "") -> list[list[str]]:
    target = io.StringIO()
    write_observations(library, table, target, release=release)
    return list(csv.reader(io.StringIO(target.getvalue())))


def test_a_file_becomes_a_release_with_a_report(library: Library, first: Path) -> None:
    report = import_file(library, first)
    assert (report.status, report.dialect, report.table) == ("imported", "odata3", "99901NED")
    assert [one.key for one in report.measures] == ["Bedrijven_1", "Omzet_2"]
    assert (report.first, report.last) == ("2022KW01", "2022KW02")
    assert (report.observations, report.missing) == (6, {".": 2})
    assert report.revisions == Revisions(0, 0, 0)
    assert report.error is None
    assert tidy(library, "99901NED") == [
        ["measure", "Sector", "period", "value", "status"],
        ["Bedrijven_1", "T001081", "2022KW01", "90", ""],
        ["Bedrijven_1", "T001081", "2022KW02", "95", ""],
        ["Bedrijven_1", "F00", "2022KW01", "9", ""],
        ["Bedrijven_1", "F00", "2022KW02", "", "."],
        ["Omzet_2", "T001081", "2022KW01", "1000.5", ""],
        ["Omzet_2", "T001081", "2022KW02", "", "."],
        ["Omzet_2", "F00", "2022KW01", "80", ""],
        ["Omzet_2", "F00", "2022KW02", "81.5", ""],
    ]


def test_the_report_has_the_fields_of_the_command_line(library: Library, first: Path) -> None:
    plain = json.loads(json.dumps(import_file(library, first).to_json()))
    assert set(plain) >= {
        "file", "status", "dialect", "table", "title", "release", "dimensions", "measures",
        "frequencies", "first", "last", "observations", "missing", "rejected", "revisions",
        "warnings", "error",
    }  # fmt: skip
    assert [(one["name"], one["members"]) for one in plain["dimensions"]] == [("Sector", 2)]
    assert plain["measures"] == ["Bedrijven_1", "Omzet_2"]
    assert plain["frequencies"] == ["KW"]
    assert plain["revisions"] == {"added": 0, "removed": 0, "revised": 0}
    assert plain["error"] is None


def test_the_file_is_kept_byte_for_byte(library: Library, first: Path) -> None:
    import_file(library, first)
    sha256 = hashlib.sha256(first.read_bytes()).hexdigest()
    packed = (library.folder / f"originals/{sha256}.csv.zst").read_bytes()
    assert zstandard.ZstdDecompressor().decompressobj().decompress(packed) == first.read_bytes()
    assert library.find_original(sha256) == library.table("99901NED").newest


def test_the_same_content_again_changes_nothing(
    library: Library, first: Path, listing: Listing
) -> None:
    import_file(library, first)
    before = listing(library.folder)
    again = import_file(library, write(first.parent / "andere naam.csv", FIRST))
    assert (again.status, again.table, again.observations) == ("unchanged", "99901NED", 6)
    assert listing(library.folder) == before


def test_the_same_content_is_known_again_where_its_size_was_not_kept(
    library: Library, first: Path, tmp_path: Path
) -> None:
    import_file(library, first)
    assert library.table("99901NED").newest.original_size == first.stat().st_size
    library.close()
    with closing(sqlite3.connect(library.folder / INDEX)) as index, index:
        index.execute("UPDATE releases SET original_size = NULL")
    with Library(library.folder) as again:
        other = write(tmp_path / "andere naam.csv", FIRST)
        os.utime(other, (0, 0))
        assert import_file(again, other).status == "unchanged"


def test_a_newer_file_is_a_second_release_with_its_revisions(
    library: Library, first: Path, second: Path
) -> None:
    old = import_file(library, first)
    new = import_file(library, second)
    assert new.revisions == Revisions(added=2, removed=2, revised=2)
    assert new.compared_with == old.release
    assert [one.name for one in library.table("99901NED").releases] == [old.release, new.release]
    assert tidy(library, "99901NED", old.release)[2][3] == "95"
    assert tidy(library, "99901NED")[2][3] == "96"


def test_metadata_dropped_with_the_data_gives_titles_and_statuses(
    library: Library, first: Path
) -> None:
    metadata = write(first.parent / "99901NED_metadata.csv", METADATA)
    (candidate,) = gather([metadata, first])
    report = import_file(library, candidate.path, candidate.companions)
    assert report.title == "Verzonnen bedrijven; sector"
    assert report.release == "2022-09-01"
    assert report.companions == ("99901NED_metadata.csv",)
    frame = read_frame(library, "99901NED", measures=["Omzet_2"], by="Sector")
    assert [one.label for one in frame.series] == ["Alle sectoren", "Bouw"]
    assert frame.unit == "mln euro"
    assert frame.status(1, 1) is Status.PROVISIONAL
    assert import_file(library, candidate.path, candidate.companions).status == "unchanged"
    assert import_file(library, first, {}).status == "unchanged"


def test_metadata_that_comes_later_makes_the_release_anew(library: Library, first: Path) -> None:
    import_file(library, first)
    metadata = write(first.parent / "99901NED_metadata.csv", METADATA)
    report = import_file(library, first, {metadata.name: metadata})
    assert report.status == "imported"
    (release,) = library.table("99901NED").releases
    assert release.name == "2022-09-01"
    assert library.table("99901NED").title == "Verzonnen bedrijven; sector"


def test_a_file_without_a_table_id_becomes_a_table_of_its_own(
    library: Library, tmp_path: Path
) -> None:
    one = import_file(library, write(tmp_path / "a/Mijn cijfers (1).csv", FIRST))
    other = import_file(library, write(tmp_path / "b/Mijn cijfers.csv", SECOND))
    unlike = import_file(
        library, write(tmp_path / "c/Mijn cijfers.csv", FIRST.replace("Omzet_2", "Winst_2"))
    )
    assert (one.table, one.title) == ("mijn-cijfers", "Mijn cijfers")
    assert other.table == "mijn-cijfers"
    assert unlike.table == "mijn-cijfers-2"
    assert one.table_reason != other.table_reason


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"<!DOCTYPE html><p>Fout</p>"])
def test_a_refused_file_leaves_the_library_as_it_was(
    library: Library, first: Path, tmp_path: Path, content: bytes, listing: Listing
) -> None:
    import_file(library, first)
    before = listing(library.folder)
    bad = tmp_path / "99902NED.csv"
    bad.write_bytes(content)
    report = import_file(library, bad)
    assert report.status == "refused"
    assert report.error is not None
    assert report.error.what
    assert listing(library.folder) == before


def test_a_file_that_is_not_there_is_refused(library: Library, tmp_path: Path) -> None:
    assert import_file(library, tmp_path / "weg.csv").status == "refused"
    assert inspect_file(tmp_path / "weg.csv").status == "refused"


def test_inspecting_tells_the_same_and_changes_nothing(
    library: Library, first: Path, second: Path, listing: Listing
) -> None:
    import_file(library, first)
    before = listing(library.folder)
    seen = inspect_file(second, library=library)
    assert listing(library.folder) == before
    assert seen.to_json() == import_file(library, second).to_json()


def test_cancelling_at_any_step_leaves_nothing_behind(
    library: Library, first: Path, second: Path, listing: Listing
) -> None:
    import_file(library, first)
    before = listing(library.folder)
    steps: list[str] = []
    import_file(
        Library(library.folder.parent / "other"),
        second,
        progress=lambda _fraction, step: steps.append(step),
    )
    # After the last but one step the release is being added, and is not taken back any more.
    for stop in range(len(steps) - 2):
        seen: list[str] = []

        def tell(_fraction: float, step: str, seen: list[str] = seen) -> None:
            seen.append(step)

        def check(seen: list[str] = seen, stop: int = stop) -> None:
            if len(seen) > stop:
                raise Cancelled("cancelled")

        with pytest.raises(Cancelled):
            import_file(library, second, progress=tell, check_cancelled=check)
        assert listing(library.folder) == before


def test_a_query_at_work_stops_when_the_user_cancels(tmp_path: Path) -> None:
    calls = iter(range(1_000_000))

    def check() -> None:
        if next(calls) > 2:
            raise Cancelled("cancelled")

    with Workbench(tmp_path, check) as bench, pytest.raises(Cancelled), bench._told(tmp_path):
        bench.connection.execute("SELECT count(*) FROM range(1000000000000) a").fetchall()


def test_progress_only_grows_and_ends_at_one(library: Library, first: Path) -> None:
    told: list[float] = []
    import_file(library, first, progress=lambda fraction, _step: told.append(fraction))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_an_older_file_is_kept_before_the_newer_one(
    library: Library, first: Path, second: Path
) -> None:
    import_file(library, second)
    report = import_file(library, first)
    assert report.revisions == Revisions()
    assert any("newer" in warning for warning in report.warnings)
    assert library.table("99901NED").newest.name != report.release


def test_members_that_were_labels_are_recognised_by_their_label(
    library: Library, first: Path, tmp_path: Path
) -> None:
    labelled = write(
        tmp_path / "99901NED.csv",
        '"ID";"Sector";"Perioden";"Bedrijven_1";"Omzet_2"\n'
        "0;Alle sectoren;2022 1e kwartaal;90;1000.5\n"
        "1;Alle sectoren;2022 2e kwartaal;94;\n"
        "2;Bouw;2022 1e kwartaal;9;80.0\n"
        "3;Bouw;2022 2e kwartaal;;81.5\n",
    )
    import_file(library, labelled)
    metadata = write(tmp_path / "99901NED_metadata.csv", METADATA.replace("2022-09", "2030-09"))
    report = import_file(library, first, {metadata.name: metadata})
    assert report.revisions == Revisions(added=0, removed=0, revised=1)


def test_the_caller_may_name_table_and_release(library: Library, first: Path) -> None:
    terms = Terms(
        table="groei:99901NED",
        title="Groei",
        release="2025-04",
        imported="2025-04-30T00:00:00+00:00",
        keeps_originals=False,
    )
    report = import_file(library, first, {}, terms=terms)
    assert (report.table, report.title, report.release) == ("groei:99901NED", "Groei", "2025-04")
    assert library.table("groei:99901NED").newest.imported == "2025-04-30T00:00:00+00:00"
    assert not (library.folder / "originals").exists()


def test_a_file_that_changed_after_it_was_read_is_refused(first: Path, tmp_path: Path) -> None:
    companion = write(tmp_path / "99901NED_metadata.csv", METADATA)
    with (
        Packing(first, tmp_path) as packing,
        pytest.raises(UnreadableFile, match=r"metadata\.csv changed"),
    ):
        packing.finish("", [(companion, "0" * 64)])
    with (
        Packing(first, tmp_path) as packing,
        pytest.raises(UnreadableFile, match=r"csv changed"),
    ):
        packing.finish("0" * 64, [])
    with Packing(first, tmp_path) as packing:
        write(first, FIRST.replace("95", "96"))
        with pytest.raises(UnreadableFile, match=r"csv changed"):
            packing.finish("", [])


def test_a_library_that_may_only_be_read_refuses(library: Library, first: Path) -> None:
    import_file(library, first)
    with Library(library.folder, read_only=True) as reader:
        report = import_file(reader, first)
    assert report.status == "refused"
    assert isinstance(report.error, LibraryProblem)


def test_the_vacancies_of_cbs_come_in_with_their_metadata(
    library: Library, shared_data: Path
) -> None:
    folder = shared_data / "cbs/v1-odata3/80472ned-vacatures"
    (candidate,) = gather([folder])
    report = import_file(library, candidate.path, candidate.companions)
    expected = next(
        entry
        for entry in json.loads((shared_data / "cbs/expectations.json").read_text("utf-8"))
        if entry.get("file") == "v1-odata3/80472ned-vacatures/vacatures.csv"
    )
    assert report.table == "80472ned"
    assert report.title.startswith("Vacatures; SBI 2008")
    assert report.observations == expected["n_numeric"]
    assert report.rejected_count == 0


def test_a_later_dump_of_the_vacancies_revises_what_a_plain_count_finds(
    library: Library, shared_data: Path
) -> None:
    (candidate,) = gather([shared_data / "cbs/v1-odata3/80472ned-vacatures"])
    import_file(library, candidate.path, candidate.companions)
    report = import_file(library, shared_data / "cbs/v4b-api-dumps/80472ned.csv")

    def values(release: str) -> list[str]:
        frames = [
            read_frame(
                library, "80472ned", measures=[measure.key], by="Bedrijfskenmerken",
                frequency=frequency, release=release,
            )
            for measure in library.structure("80472ned", release).measures
            for frequency in ("JJ", "KW")
        ]  # fmt: skip
        return [
            f"{series.measure}|{series.label}|{period.code}|{frame.values[row, column]}"
            for frame in frames
            for row, period in enumerate(frame.periods)
            for column, series in enumerate(frame.series)
        ]

    old = dict(line.rsplit("|", 1) for line in values(report.compared_with))
    new = dict(line.rsplit("|", 1) for line in values(report.release))
    assert report.revisions == Revisions(
        added=len(new.keys() - old.keys()),
        removed=len(old.keys() - new.keys()),
        revised=sum(new[key] != old[key] for key in new.keys() & old.keys()),
    )
