"""Editions of the report that the library keeps; all files are made up."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core.errors import UnknownName
from mkbviewer.store.editions.edition_choice import edition_names, use_edition
from mkbviewer.store.editions.edition_import import import_edition, inspect_edition
from mkbviewer.store.importing.gather import gather
from mkbviewer.store.library.contents import INDEX
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.report import ImportReport
from mkbviewer.store.pages.barometer import read_published, read_series
from mkbviewer.store.pages.cards import read_cards
from mkbviewer.store.pages.checks import read_checks
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.upkeep.rebuild import Outcome, open_to_rebuild, rebuild
from mkbviewer.store.upkeep.verification import verify
from tests.barometer_of_edition import KEYS, write_barometer

MADE_UP = Path(__file__).resolve().parents[2] / "specimens" / "editions" / "2031"


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[Holdings]:
    opened = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "2031"
    shutil.copytree(MADE_UP, target)
    return target


def take_in(holdings: Holdings, *paths: Path) -> ImportReport:
    (candidate,) = gather(paths)
    assert candidate.edition is not None
    return import_edition(holdings.own, candidate.edition, holdings.catalogue)


def zipped(folder: Path) -> Path:
    target = folder.parent / "edition.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in folder.rglob("*"):
            if path.is_file():
                archive.write(path, path.relative_to(folder.parent))
    return target


def test_a_folder_an_archive_and_loose_files_are_the_same_edition(
    holdings: Holdings, folder: Path
) -> None:
    for paths_ in ([folder], [zipped(folder)], [folder / "facts_2031.csv"]):
        report = take_in(holdings, *paths_)
        assert report.error is None
        assert (report.edition, report.observations) == ("2031", 3)
    assert edition_names(holdings) == ("2023", "2031")


def test_other_files_of_a_folder_are_imported_as_before(folder: Path) -> None:
    (folder / "tabel.csv").write_text("Perioden;Bedrijven\n2022;1\n2023;2\n", encoding="utf-8")

    edition, table = gather([folder])

    assert edition.edition is not None
    assert (table.path.name, table.edition) == ("tabel.csv", None)


def test_a_file_that_is_only_called_like_one_is_a_table(tmp_path: Path) -> None:
    file = tmp_path / "facts_2031.csv"
    file.write_text("Perioden;Bedrijven\n2022;1\n", encoding="utf-8")

    (candidate,) = gather([file])

    assert candidate.edition is None


def test_the_same_edition_again_changes_nothing(holdings: Holdings, folder: Path) -> None:
    take_in(holdings, folder)
    before = holdings.own.editions()

    assert take_in(holdings, folder).status == "unchanged"
    assert holdings.own.editions() == before


def test_facts_pages_cards_and_checks_follow_the_edition_in_use(
    holdings: Holdings, folder: Path
) -> None:
    take_in(holdings, folder)
    chosen = use_edition(holdings, "2031")

    assert [fact.value for fact in chosen.facts] == [83, 41.5, 42.5]
    cards = {card.indicator.id: card for card in read_cards(chosen)}
    assert set(cards) == {"samenstelling-mkb", "verzonnen-cijfer", "verzonnen-reeks"}
    newest, earlier = cards["verzonnen-cijfer"].fact, cards["verzonnen-cijfer"].earlier
    assert newest is not None
    assert earlier is not None
    assert (newest.value, earlier.value) == (42.5, 41.5)
    assert [check.fact.edition for check in read_checks(chosen)] == ["2031"] * 3
    # The share that the made-up fact states is not that of the embedded table.
    assert read_checks(chosen)[0].verdict.value == "differs"
    back = use_edition(chosen, "2023")
    assert (back.catalogue, back.facts) == (holdings.catalogue, holdings.facts)


def test_the_barometer_follows_the_edition_in_use(holdings: Holdings, folder: Path) -> None:
    write_barometer(folder)
    report = take_in(holdings, folder)
    chosen = use_edition(holdings, "2031")

    assert "8 barometer series" in report.reasons
    assert [one.key for one in read_series(chosen).series] == list(KEYS)
    # What was published of other quarters stays known.
    assert [one.period.code for one in read_published(chosen)] == ["2023KW03", "2030KW04"]
    back = use_edition(chosen, "2023")
    assert len(read_series(back).series) == 12
    assert [one.period.code for one in read_published(back)] == ["2023KW03"]


def test_an_edition_that_is_wrong_leaves_the_library_as_it_was(
    holdings: Holdings, folder: Path
) -> None:
    facts = folder / "facts_2031.csv"
    facts.write_text(facts.read_text().replace("83,,zzp", "83,?,zzp"), encoding="utf-8")

    report = take_in(holdings, folder)

    assert report.status == "refused"
    assert [(one.line, one.reason.partition(":")[0]) for one in report.rejected] == [
        (2, "facts_2031.csv")
    ]
    assert holdings.own.editions() == ()
    assert verify(holdings.own).originals == 0


def test_the_edition_of_the_program_is_not_replaced(holdings: Holdings, tmp_path: Path) -> None:
    for name in ("facts_2023.csv", "catalogue_2023.csv"):
        specimen = MADE_UP / name.replace("2023", "2031")
        (tmp_path / name).write_text(specimen.read_text(), encoding="utf-8")

    report = take_in(holdings, tmp_path / "facts_2023.csv")

    assert report.status == "refused"
    assert report.error is not None
    assert "comes with the program" in report.error.what


def test_looking_changes_nothing(holdings: Holdings, folder: Path) -> None:
    (candidate,) = gather([folder])
    assert candidate.edition is not None

    assert inspect_edition(candidate.edition, holdings.catalogue).status == "imported"
    assert holdings.own.editions() == ()


def test_a_corrected_edition_takes_the_place_of_the_other_and_gives_it_back(
    holdings: Holdings, folder: Path
) -> None:
    take_in(holdings, folder)
    facts = folder / "facts_2031.csv"
    facts.write_text(facts.read_text().replace(",83,", ",84,"), encoding="utf-8")
    take_in(holdings, folder)
    assert use_edition(holdings, "2031").facts[0].value == 84

    holdings.own.take_back_edition("2031")
    assert use_edition(holdings, "2031").facts[0].value == 83
    holdings.own.restore_edition("2031")
    assert use_edition(holdings, "2031").facts[0].value == 84
    assert verify(holdings.own).faults == ()


def test_a_removed_edition_is_kept_aside_until_the_trash_is_emptied(
    holdings: Holdings, folder: Path
) -> None:
    take_in(holdings, folder)
    holdings.own.remove_edition("2031")

    assert edition_names(holdings) == ("2023",)
    with pytest.raises(UnknownName):
        use_edition(holdings, "2031")
    assert verify(holdings.own).faults == ()
    holdings.own.restore_edition("2031")
    assert edition_names(holdings) == ("2023", "2031")

    holdings.own.remove_edition("2031")
    holdings.own.empty_trash()
    with pytest.raises(UnknownName):
        holdings.own.restore_edition("2031")
    assert verify(holdings.own).originals == 0


def test_verifying_finds_a_kept_file_that_is_damaged(holdings: Holdings, folder: Path) -> None:
    take_in(holdings, folder)
    (kept,) = (holdings.own.folder / "originals").glob("*.zst")
    kept.write_bytes(kept.read_bytes()[:-9])

    assert [one.path for one in verify(holdings.own).faults] == [f"originals/{kept.name}"]


def test_a_rebuild_puts_right_what_the_index_has_otherwise(
    holdings: Holdings, folder: Path
) -> None:
    take_in(holdings, folder)
    (kept,) = holdings.own.editions()
    texts = holdings.own.edition_texts(kept)
    holdings.own.correct_edition(kept, {**texts, "facts_2031.csv": "damaged"})
    assert [one.table for one in verify(holdings.own).faults] == ["2031"]

    (done,) = rebuild(holdings.own)

    assert (done.release, done.outcome) == ("2031", Outcome.CHANGED)
    assert holdings.own.edition_texts(kept) == texts


def test_a_library_without_its_index_finds_its_editions_again(tmp_path: Path, folder: Path) -> None:
    holdings = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    take_in(holdings, folder)
    holdings.close()
    for path in (tmp_path / "library").glob(f"{INDEX}*"):
        path.unlink()

    with open_to_rebuild(tmp_path / "library") as library:
        (found,) = rebuild(library)
        assert (found.release, found.outcome) == ("2031", Outcome.FOUND)
        assert [one.name for one in library.editions()] == ["2031"]
        assert verify(library).faults == ()


def test_what_a_killed_process_left_of_an_edition_is_swept(tmp_path: Path, folder: Path) -> None:
    class Killed(Exception):
        pass

    holdings = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    (candidate,) = gather([folder])
    assert candidate.edition is not None

    def die(*_arguments: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mkbviewer.store.files.disk.move_into_place", die)
        with pytest.raises(Killed):
            import_edition(holdings.own, candidate.edition, holdings.catalogue)
    holdings.close()
    with Library(tmp_path / "library") as library:
        assert library.editions() == ()
        assert verify(library).faults == ()
