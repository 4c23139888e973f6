"""Comparing, removing, bringing back, reordering and renaming, on a real library."""

import pytest

from mkbviewer import paths
from mkbviewer.core.errors import InvalidView
from mkbviewer.core.report.catalogue import load_catalogue
from mkbviewer.settings import Settings
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.viewmodels.indicator.revised_figures import RevisedFigures
from mkbviewer.viewmodels.releases.comparison import Comparison
from mkbviewer.viewmodels.releases.release_table import (
    ReleaseColumn,
    ReleaseTable,
    RemovalColumn,
    RemovalTable,
)
from mkbviewer.viewmodels.releases.releases import Releases
from mkbviewer.viewmodels.session.session import Session
from tests.two_releases import TABLE, write_releases


@pytest.fixture
def holdings(tmp_path):
    """A library with two releases of one table."""
    catalogue = load_catalogue(paths.resources_dir() / "catalogue")
    library = Library(tmp_path / "library")
    for file in write_releases(tmp_path):
        assert import_file(library, file).error is None
    opened = Holdings(library, Library(tmp_path / "embedded"), catalogue, (), {})
    yield opened
    opened.close()


@pytest.fixture
def session(holdings, immediate):
    return Session(holdings, immediate, Settings())


@pytest.fixture
def releases(holdings, immediate, session):
    one = Releases(holdings.own, immediate, session)
    one.changed.connect(session.refresh)
    return one


@pytest.fixture
def comparison(holdings, immediate, watch_model):
    one = Comparison(holdings, immediate)
    watch_model(one.table)
    return one


def names(holdings):
    return [one.name for one in holdings.own.table(TABLE).releases]


def test_the_last_two_releases_are_compared(comparison, record):
    seen = record(comparison.compared)
    comparison.compare(TABLE)
    assert len(seen) == 1
    assert (comparison.diff.counts.added, comparison.diff.counts.removed) == (1, 1)
    # 100 → 110, 200* → 150, 0 → 3, unknown → 44*, x → unknown.
    assert (comparison.diff.counts.revised, comparison.diff.counts.restated) == (5, 1)
    assert comparison.table.rowCount() == 7


def test_two_releases_can_be_compared_the_other_way_round(comparison, holdings):
    old, new = names(holdings)
    comparison.compare(TABLE, new, old)
    assert comparison.diff.old.name == new
    assert comparison.table.revision(0).new in (100.0, 200.0, 0.0)


def test_the_series_of_a_row_comes_from_both_releases(comparison, holdings, record):
    seen = record(comparison.series_read)
    comparison.compare(TABLE)
    row = next(row for row in range(7) if comparison.table.revision(row).period == "2022KW02")
    comparison.read_series(row)
    frame = seen[-1][0]
    assert [one.key for one in frame.series] == names(holdings)
    assert frame.values[1].tolist() == [200.0, 150.0]


def test_a_comparison_that_fails_is_told(comparison, record):
    seen = record(comparison.failed)
    comparison.compare("unheard-of")
    assert len(seen) == 1
    assert not comparison.is_busy


def test_a_removed_release_comes_back_by_undo_and_goes_by_redo(releases, session, holdings):
    old, new = names(holdings)
    releases.remove(TABLE, old)
    assert names(holdings) == [new]
    session.undo()
    assert names(holdings) == [old, new]
    session.redo()
    assert names(holdings) == [new]


def test_a_removed_table_comes_back_with_all_its_releases(releases, session, holdings):
    before = names(holdings)
    releases.remove(TABLE)
    assert holdings.own.tables() == ()
    session.undo()
    assert names(holdings) == before


def test_what_was_removed_can_be_put_back_after_a_restart(releases, holdings, tmp_path, immediate):
    old, new = names(holdings)
    releases.remove(TABLE, old)
    with Library(tmp_path / "library") as again:
        later = Releases(again, immediate, Session(holdings, immediate, Settings()))
        later.restore(again.removals())
        assert [one.name for one in again.table(TABLE).releases] == [old, new]
        assert again.removals() == ()


def test_the_order_of_releases_is_corrected_and_taken_back(releases, session, holdings):
    old, new = names(holdings)
    releases.reorder(TABLE, (new, old))
    assert names(holdings) == [new, old]
    session.undo()
    assert names(holdings) == [old, new]


def test_a_table_is_renamed_and_gets_its_old_name_back(releases, session, holdings):
    before = holdings.own.table(TABLE).title
    releases.rename(TABLE, "  Banen in   de bouw ")
    assert holdings.own.table(TABLE).title == "Banen in de bouw"
    session.undo()
    assert holdings.own.table(TABLE).title == before
    session.redo()
    releases.rename(TABLE, "")
    assert holdings.own.table(TABLE).title == before


def test_trouble_with_a_change_is_told_and_nothing_is_recorded(releases, session, record):
    seen = record(releases.failed)
    releases.remove(TABLE, "unheard-of")
    assert len(seen) == 1
    assert not session.can_undo


def test_a_page_is_shown_as_of_an_older_release(session, holdings):
    old, _new = names(holdings)
    session.open_table(TABLE)
    session.show_release(old)
    assert session.page.frame.provenance.release == old
    assert session.page.frame.values[1, 0] == 200.0
    session.undo()
    assert session.page.frame.values[1, 0] == 150.0


def test_choices_that_an_older_release_does_not_offer_fall_back(session, holdings, tmp_path):
    old, _new = names(holdings)
    later = tmp_path / "later" / f"{TABLE}.csv"
    later.parent.mkdir()
    later.write_text(
        '"measure";"sector";"period";"value";"status"\n'
        '"banen";"G";"2024KW01";"5";""\n"banen";"T";"2024KW01";"9";""\n',
        encoding="utf-8",
    )
    assert import_file(holdings.own, later).error is None
    session.open_table(TABLE)
    session.change(members=("G",))
    session.show_release(old)
    assert session.page.frame.provenance.release == old
    assert [one.member for one in session.page.frame.series] == ["T", "F"]


def test_a_release_that_is_gone_gives_way_to_the_newest(session, releases, holdings):
    old, new = names(holdings)
    session.open_table(TABLE)
    session.show_release(old)
    releases.remove(TABLE, old)
    assert session.page.frame.provenance.release == new


def test_a_page_whose_figures_were_revised_says_how_many(holdings, immediate, session, record):
    figures = RevisedFigures(holdings, immediate)
    seen = record(figures.counted)
    session.open_table(TABLE)
    figures.ask(session.page)
    assert seen[-1][0].figures == 5
    assert (seen[-1][0].old, seen[-1][0].new) == tuple(names(holdings))


def test_after_another_order_the_count_is_made_anew(holdings, immediate, session, releases, record):
    old, new = names(holdings)
    figures = RevisedFigures(holdings, immediate)
    seen = record(figures.counted)
    releases.reorder(TABLE, (new, old))
    session.open_table(TABLE)
    figures.ask(session.page)
    assert (seen[-1][0].old, seen[-1][0].new, seen[-1][0].figures) == (new, old, 5)


def test_one_release_alone_has_nothing_revised(holdings, immediate, session, releases, record):
    releases.remove(TABLE, names(holdings)[0])
    figures = RevisedFigures(holdings, immediate)
    seen = record(figures.counted)
    session.open_table(TABLE)
    figures.ask(session.page)
    assert seen == [(None,)]


def test_releases_stand_with_the_newest_on_top(holdings, watch_model):
    table = watch_model(ReleaseTable())
    old, new = names(holdings)
    table.show(holdings.own.table(TABLE).releases, holdings.own.order_reasons(TABLE))
    assert table.names == (new, old)
    assert table.index(0, ReleaseColumn.FILE).data() == f"{TABLE}.csv"
    # The newer file has seven figures with a value, the older one six.
    assert [table.index(row, ReleaseColumn.FIGURES).data() for row in (0, 1)] == ["7", "6"]


def test_what_was_removed_is_listed_with_its_table(holdings, releases, watch_model):
    old, _new = names(holdings)
    releases.remove(TABLE, old)
    table = watch_model(RemovalTable())
    table.show(holdings.own.removals())
    assert table.rowCount() == 1
    assert table.index(0, RemovalColumn.RELEASE).data() == old
    assert table.removal(0).release.table == TABLE


def test_releases_with_other_dimensions_cannot_be_compared(comparison, holdings, tmp_path, record):
    other = tmp_path / "other" / f"{TABLE}.csv"
    other.parent.mkdir()
    other.write_text(
        '"measure";"regio";"sector";"period";"value";"status"\n"banen";"NL";"T";"2024KW01";"5";""\n',
        encoding="utf-8",
    )
    assert import_file(holdings.own, other).error is None
    seen = record(comparison.failed)
    comparison.compare(TABLE)
    assert isinstance(seen[-1][0], InvalidView)


def test_bringing_back_is_a_step_that_can_be_taken_back_and_done_again(releases, holdings, session):
    before = names(holdings)
    releases.remove(TABLE, before[0])
    releases.restore(holdings.own.removals())
    assert (names(holdings), session.undo_text) == (before, f"bringing back of {TABLE} {before[0]}")
    session.undo()
    assert names(holdings) == before[1:]
    session.redo()
    assert names(holdings) == before
    session.undo()
    session.undo()
    assert names(holdings) == before
