"""Taking back and bringing back, also after a restart."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.releases import OrderReason
from tests.store.importing.test_importer import FIRST, METADATA, NAME, write
from tests.store.made_up import commit_rows

Listing = Callable[[Path], dict[str, bytes]]


def kept(library: Library, listing: Listing) -> dict[str, bytes]:
    return listing(library.folder / "releases") | listing(library.folder / "originals")


def names(library: Library) -> list[str]:
    return [one.name for one in library.table("99901NED").releases]


def test_the_import_of_metadata_is_taken_back_to_what_was_there(
    library: Library, tmp_path: Path, listing: Listing
) -> None:
    data = write(tmp_path / NAME, FIRST)
    import_file(library, data, {})
    before, releases = kept(library, listing), listing(library.folder / "releases")
    plain = library.table("99901NED")
    metadata = write(tmp_path / "99901NED_metadata.csv", METADATA)
    richer = import_file(library, data, {metadata.name: metadata})
    assert library.table("99901NED").title == "Verzonnen bedrijven; sector"
    with Library(library.folder) as again:
        again.take_back("99901NED", richer.release)
        assert again.table("99901NED") == plain
        assert kept(again, listing).keys() == before.keys()
        assert listing(again.folder / "releases") == releases
    # And forward again, as often as the user likes.
    for _turn in range(2):
        library.restore("99901NED", richer.release)
        assert library.table("99901NED").title == "Verzonnen bedrijven; sector"
        library.take_back("99901NED", richer.release)
        assert library.table("99901NED") == plain


def test_what_can_be_brought_back_is_listed_the_last_first(filled: Library) -> None:
    commit_rows(filled, name="2023-04-30", last="2023KW01")
    filled.remove("99901NED", "2023-01-31")
    filled.remove("99901NED", "2023-04-30")
    filled.close()
    with Library(filled.folder) as again:
        assert [one.release.name for one in again.removals()] == ["2023-04-30", "2023-01-31"]
        assert again.removals()[0].title == "Verzonnen bedrijven"
        again.restore("99901NED", "2023-01-31")
        assert [one.release.name for one in again.removals()] == ["2023-04-30"]


def test_what_was_replaced_or_imported_again_is_not_listed(
    library: Library, tmp_path: Path
) -> None:
    data = write(tmp_path / NAME, FIRST)
    import_file(library, data, {})
    metadata = write(tmp_path / "99901NED_metadata.csv", METADATA)
    import_file(library, data, {metadata.name: metadata})
    assert library.removals() == ()
    library.remove("99901NED")
    assert len(library.removals()) == 1
    import_file(library, data, {})
    assert library.removals() == ()


def test_the_trash_is_emptied_on_request_only(filled: Library, listing: Listing) -> None:
    commit_rows(filled, name="2023-04-30", last="2023KW01", original="c" * 64)
    filled.remove("99901NED", "2023-04-30")
    filled.close()
    with Library(filled.folder) as again:
        assert len(again.removals()) == 1
        freed = sum(len(data) for data in listing(again.folder / "trash").values())
        assert again.empty_trash() == freed > 0
        assert again.removals() == ()
        assert not (again.folder / "trash").exists()
        assert names(again) == ["2023-01-31"]
        with pytest.raises(UnknownName):
            again.restore("99901NED")
        assert again.empty_trash() == 0


def test_the_trash_can_be_emptied_between_taking_back_and_restoring(
    library: Library, tmp_path: Path
) -> None:
    data = write(tmp_path / NAME, FIRST)
    import_file(library, data, {})
    metadata = write(tmp_path / "99901NED_metadata.csv", METADATA)
    richer = import_file(library, data, {metadata.name: metadata})
    library.take_back("99901NED", richer.release)
    library.empty_trash()
    assert len(library.table("99901NED").releases) == 1
    assert library.find_original(library.table("99901NED").newest.original)
    assert list((library.folder / "originals").iterdir())


def test_the_user_puts_releases_in_order(filled: Library) -> None:
    commit_rows(filled, name="2023-04-30", last="2023KW01", modified="2023-04-30")
    commit_rows(filled, name="2023-07-31", last="2023KW02")
    assert names(filled) == ["2023-01-31", "2023-04-30", "2023-07-31"]
    assert list(filled.order_reasons("99901NED").values()) == [
        OrderReason.LAST_PERIOD,
        OrderReason.MODIFIED,
        OrderReason.LAST_PERIOD,
    ]
    filled.reorder("99901ned", ["2023-04-30", "2023-07-31", "2023-01-31"])
    assert names(filled) == ["2023-04-30", "2023-07-31", "2023-01-31"]
    assert filled.table("99901NED").newest.name == "2023-01-31"
    assert set(filled.order_reasons("99901NED").values()) == {OrderReason.USER}
    filled.close()
    with Library(filled.folder) as again:
        assert names(again) == ["2023-04-30", "2023-07-31", "2023-01-31"]
        again.reorder("99901NED", [])
        assert names(again) == ["2023-01-31", "2023-04-30", "2023-07-31"]


def test_a_later_release_finds_its_place_in_the_users_order(filled: Library) -> None:
    commit_rows(filled, name="2023-07-31", last="2023KW02")
    filled.reorder("99901NED", ["2023-07-31", "2023-01-31"])
    commit_rows(filled, name="2023-10-31", last="2023KW03")
    commit_rows(filled, name="2023-04-30", last="2023KW01")
    commit_rows(filled, name="2022-10-31", last="2022KW03")
    # Right behind the one that it follows in order of periods; the oldest comes first.
    assert names(filled) == [
        "2022-10-31", "2023-07-31", "2023-10-31", "2023-01-31", "2023-04-30",
    ]  # fmt: skip


def test_an_order_names_each_release_once(filled: Library) -> None:
    with pytest.raises(InvalidView):
        filled.reorder("99901NED", ["2023-01-31", "2023-01-31"])
    with pytest.raises(UnknownName):
        filled.reorder("99901NED", ["2023-01-30"])


def test_metadata_that_comes_later_keeps_the_place_that_the_user_gave(
    library: Library, tmp_path: Path
) -> None:
    data = write(tmp_path / "a" / NAME, FIRST)
    first = import_file(library, data, {})
    import_file(library, write(tmp_path / "b" / NAME, FIRST.replace("95", "96")), {})
    second, old = names(library)[::-1]
    assert old == first.release
    library.reorder("99901NED", [second, old])
    metadata = write(tmp_path / "99901NED_metadata.csv", METADATA)
    richer = import_file(library, data, {metadata.name: metadata})
    assert names(library) == [second, richer.release]
