"""Titles that the user gives."""

import pytest

from mkbviewer.core.errors import UnknownName
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from tests.two_releases import TABLE, write_releases


@pytest.fixture
def named(library, tmp_path):
    old, _new = write_releases(tmp_path)
    assert import_file(library, old).error is None
    return library


def test_a_table_gets_another_title_and_keeps_its_id(named):
    named.rename(TABLE, "Banen in de bouw")
    assert named.table(TABLE).title == "Banen in de bouw"
    assert named.table(TABLE).id == TABLE


def test_the_title_is_there_after_a_restart_and_for_another_process(named, tmp_path):
    with Library(tmp_path / "library") as other:
        assert other.table(TABLE).title == TABLE
        named.rename(TABLE, "Banen in de bouw")
        assert other.table(TABLE).title == "Banen in de bouw"


def test_a_new_release_does_not_take_the_title_away(named, tmp_path):
    named.rename(TABLE, "Banen in de bouw")
    assert import_file(named, write_releases(tmp_path)[1]).table == TABLE
    assert named.table(TABLE).title == "Banen in de bouw"


def test_an_empty_title_brings_back_that_of_the_file(named):
    assert named.rename(TABLE, "Banen in de bouw") == ""
    assert named.rename(TABLE, "  ") == "Banen in de bouw"
    assert named.table(TABLE).title == TABLE


def test_a_table_that_is_not_there_cannot_be_renamed(named):
    with pytest.raises(UnknownName):
        named.rename("unheard-of", "Banen")
