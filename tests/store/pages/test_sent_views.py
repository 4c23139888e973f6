"""Views that come from elsewhere, fitted to what a library holds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core.errors import InvalidView, UnknownName, UnreadableFile
from mkbviewer.core.kept.view_text import SentView, view_to_file
from mkbviewer.core.view import View
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.sent_views import fit_view, read_view_file, tell_lacking
from tests.store.made_up import commit_rows


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[Holdings]:
    """A library with a made-up table of the user's own, beside what the program ships."""
    opened = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    commit_rows(opened.own)
    yield opened
    opened.close()


@pytest.fixture
def own(holdings: Holdings) -> View:
    """A view of the user's own table."""
    (table,) = holdings.own.tables()
    return View(table.id, is_table=True, release=table.newest.name)


def test_a_view_of_a_table_that_is_there_stays_as_it_is(holdings: Holdings, own: View) -> None:
    assert fit_view(holdings, own) == own


def test_a_view_of_a_page_that_the_program_fills_stays_as_it_is(holdings: Holdings) -> None:
    view = View("faillissementen", source="82242NED", chart="line")

    assert fit_view(holdings, view) == view


def test_a_release_that_is_not_there_becomes_the_newest(holdings: Holdings, own: View) -> None:
    assert fit_view(holdings, replace(own, release="1999-01-01")) == replace(own, release="")


def test_members_that_a_table_has_no_more_are_left_out_and_named(
    holdings: Holdings, own: View
) -> None:
    asked = replace(own, release="", by="Sector", members=("F", "Z9", "T1"))
    shown = fit_view(holdings, asked)

    assert shown.members == ("F", "T1")
    assert tell_lacking(asked, shown) == "No longer in the table, and left out: Z9."
    assert tell_lacking(own, own) == ""


def test_members_that_an_indicator_has_no_more_are_left_out(holdings: Holdings) -> None:
    asked = View("faillissementen", by="legal_form", members=("eenmanszaak", "maatschap"))

    assert fit_view(holdings, asked) == replace(asked, members=("eenmanszaak",))


def test_a_view_of_which_no_member_is_left_keeps_them_for_its_page_to_tell(
    holdings: Holdings, own: View
) -> None:
    asked = replace(own, release="", by="Sector", members=("Z9",))

    assert fit_view(holdings, asked) == asked


def test_a_table_that_is_not_there_is_told_by_its_id(holdings: Holdings) -> None:
    for view in (View("99999NED", is_table=True), View("faillissementen", source="99999NED")):
        with pytest.raises(UnknownName, match="99999NED, which is not in this library") as trouble:
            fit_view(holdings, view)
        assert "Import the file of that table" in trouble.value.remedy


def test_a_page_of_another_edition_is_told(holdings: Holdings) -> None:
    with pytest.raises(UnknownName, match="a page that is not there: later"):
        fit_view(holdings, View("later"))


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path, own: View) -> None:
    sent = SentView(own, "Één naam", "Een notitie")
    for mark in (b"", b"\xef\xbb\xbf"):
        path = tmp_path / "view.mkbview"
        path.write_bytes(mark + view_to_file(sent).encode("utf-8"))
        assert read_view_file(path) == sent


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.mkbview"):
        read_view_file(tmp_path / "gone.mkbview")
    (tmp_path / "binary.mkbview").write_bytes(bytes(range(256)))
    with pytest.raises(InvalidView):
        read_view_file(tmp_path / "binary.mkbview")
