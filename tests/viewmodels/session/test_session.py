"""The session: opening, changing, going back, undoing, marking, remembering."""

import pytest

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.view import Transformation, View
from mkbviewer.settings import Settings, load_settings
from mkbviewer.viewmodels.session.places import CHECKS, IMPORTS, OVERVIEW, Place, PlaceKind
from mkbviewer.viewmodels.session.session import Session

YEAR_ON_YEAR = Transformation.YEAR_ON_YEAR
INDEX = Transformation.INDEX


def indicator(name):
    return Place(PlaceKind.INDICATOR, name)


def test_before_anything_is_opened_nothing_is_shown(session):
    assert session.place is None
    assert session.page is None
    assert session.view is None
    assert session.marked_periods == ()
    assert session.marked_series == ()
    able = (session.can_undo, session.can_redo, session.can_go_back, session.can_go_forward)
    assert not any(able)
    session.change(chart="bar")
    session.undo()
    session.go_back()
    assert session.place is None


def test_an_indicator_opens_with_its_page_and_every_default_filled_in(session, record):
    opened, asked, loading = (
        record(session.page_opened),
        record(session.view_changed),
        record(session.loading_changed),
    )
    session.open_indicator("groei")
    assert asked == [(View("groei"),)]
    assert opened == [(session.page,)]
    assert loading == [(True,), (False,)]
    assert session.place == indicator("groei")
    assert session.view.frequency == "KW"


def test_a_table_opens_as_a_table(session, shelf):
    session.open_table("81589NED")
    assert shelf.asked == [View("81589NED", is_table=True)]
    assert session.place == Place(PlaceKind.TABLE, "81589NED")


def test_an_imported_table_opens_the_first_indicator_that_it_fills(session):
    session.open_imported("81589ned")
    assert session.place == indicator("samenstelling")


def test_an_imported_table_that_fills_no_indicator_opens_itself(session):
    session.open_imported("85612NED")
    assert session.place == Place(PlaceKind.TABLE, "85612NED")


def test_the_overview_shows_cards_that_are_read_once(session, shelf, record):
    opened, cards = record(session.overview_opened), record(session.cards_read)
    session.open_overview()
    session.open_indicator("groei")
    session.open_overview()
    assert len(opened) == 2
    assert cards == [(("card 1",),), (("card 1",),)]
    assert session.place == OVERVIEW
    assert session.page is None


def test_the_imports_are_a_place_too(session, record):
    opened = record(session.imports_opened)
    session.open_imports()
    assert opened == [()]
    assert session.place == IMPORTS


def test_a_change_asks_for_the_changed_view_only_with_what_was_chosen(session, shelf):
    session.open_indicator("groei")
    session.change(transformation=YEAR_ON_YEAR)
    assert shelf.asked[-1] == View("groei", transformation=YEAR_ON_YEAR)
    assert session.view.transformation is YEAR_ON_YEAR


def test_a_change_to_what_is_already_shown_reads_nothing(session, shelf):
    session.open_indicator("groei")
    session.change(chart="line", by="size_class")
    assert len(shelf.asked) == 1
    assert not session.can_undo


def test_the_last_view_of_a_subject_comes_back(session):
    session.open_indicator("groei")
    session.change(transformation=YEAR_ON_YEAR, members=("zzp",))
    session.open_indicator("vacatures")
    assert session.view.transformation is Transformation.LEVEL
    session.open_indicator("groei")
    assert session.view.transformation is YEAR_ON_YEAR
    assert session.view.members == ("zzp",)


def test_the_last_view_comes_back_in_the_next_run(shelf, immediate, settings):
    first = Session(shelf, immediate, settings)
    first.open_indicator("groei")
    first.change(transformation=YEAR_ON_YEAR)
    first.save()
    second = Session(shelf, immediate, load_settings(settings.path))
    second.open_last()
    assert second.place == indicator("groei")
    assert second.view
    assert second.view.transformation is YEAR_ON_YEAR
    assert not second.can_undo


def test_the_first_run_opens_the_overview(session):
    session.open_last()
    assert session.place == OVERVIEW


def test_the_overview_is_remembered_as_well(shelf, immediate, settings):
    first = Session(shelf, immediate, settings)
    first.open_indicator("groei")
    first.open_overview()
    second = Session(shelf, immediate, settings)
    second.open_last()
    assert second.place == OVERVIEW


def test_a_place_that_is_no_page_comes_back_in_the_next_run(shelf, immediate, settings):
    Session(shelf, immediate, settings).open_place(CHECKS)
    second = Session(shelf, immediate, settings)
    second.open_last()
    assert second.place == CHECKS


def test_revisions_of_a_table_that_is_gone_give_way_to_the_overview(shelf, immediate, settings):
    settings.last_place = "revisions:12345NED"
    session = Session(shelf, immediate, settings)
    session.open_last()
    assert session.place == OVERVIEW


def test_what_was_marked_comes_back_with_its_page(shelf, immediate, settings):
    first = Session(shelf, immediate, settings)
    first.open_indicator("groei")
    first.mark_periods([1, 2])
    first.save()
    second = Session(shelf, immediate, load_settings(settings.path))
    second.open_last()
    assert (second.marked_periods, second.can_undo) == ((1, 2), False)


def test_a_change_is_on_disk_within_about_a_second_without_closing(
    shelf, immediate, settings, qtbot
):
    session = Session(shelf, immediate, settings)
    session.open_indicator("groei")
    session.change(chart="bar")
    assert not settings.path.exists()
    qtbot.waitUntil(settings.path.exists, timeout=3000)
    assert load_settings(settings.path).last_view == {"subject": "groei", "chart": "bar"}


def test_settings_that_cannot_be_written_do_not_stop_the_program(session, monkeypatch, caplog):
    def refuse():
        raise OSError("read-only")

    monkeypatch.setattr(session.settings, "save", refuse)
    session.save()
    assert "cannot be written" in caplog.text


def test_a_remembered_view_that_no_longer_fits_gives_way_to_the_default(session, settings, record):
    failed = record(session.failed)
    settings.views["indicator:groei"] = {"subject": "groei", "members": ["unheard-of"]}
    session.open_indicator("groei")
    assert failed == []
    assert session.view.members == ("zzp", "micro")


@pytest.mark.parametrize("plain", [{"subject": 5}, {"subject": "groei", "colour": "red"}, {}])
def test_a_remembered_view_that_is_none_is_ignored(shelf, immediate, plain):
    session = Session(shelf, immediate, Settings(last_view=plain))
    session.open_last()
    assert session.place == OVERVIEW


def test_a_remembered_subject_that_is_gone_gives_way_to_the_overview(
    shelf, immediate, settings, record
):
    settings.last_view = {"subject": "85612NED", "is_table": True, "chart": "bar"}
    shelf.gone.add("85612NED")
    session = Session(shelf, immediate, settings)
    failed = record(session.failed)
    session.open_last()
    assert session.place == OVERVIEW
    assert failed == []


def test_after_a_failure_the_last_good_page_stays(session, record):
    session.open_indicator("groei")
    session.change(chart="bar")
    good = session.page
    failed, asked = record(session.failed), record(session.view_changed)
    opened = record(session.page_opened)
    session.change(members=("unheard-of",))
    assert opened == [(good,)]
    ((problem,),) = failed
    assert isinstance(problem, InvalidView)
    assert session.page is good
    assert not session.is_loading
    assert asked[-1] == (good.view,)
    session.undo()
    assert session.view.chart == "line"


def test_a_subject_that_is_not_there_fails_and_leaves_us_where_we_were(session, shelf, record):
    failed = record(session.failed)
    shelf.gone.add("nergens")
    session.open_indicator("groei")
    session.open_indicator("nergens")
    assert isinstance(failed[0][0], UnknownName)
    assert session.place == indicator("groei")
    session.go_back()
    assert session.place == indicator("groei")


def test_unexpected_trouble_is_told_as_well(session, record, monkeypatch):
    def stumble(holdings, view, known=None):
        raise ZeroDivisionError

    monkeypatch.setattr("mkbviewer.store.pages.page.read_page", stumble)
    failed = record(session.failed)
    session.open_indicator("groei")
    assert isinstance(failed[0][0], ZeroDivisionError)
    assert session.place == OVERVIEW


def test_another_source_drops_what_named_something_of_the_old_one(session, shelf):
    session.open_indicator("groei")
    session.change(members=("zzp",), transformation=INDEX, base="2022KW04", first="2022KW03")
    session.change(source="81589NED")
    assert shelf.asked[-1] == View(
        "groei", source="81589NED", transformation=INDEX, first="2022KW03"
    )


def test_marks_survive_a_transformation_and_a_filter_but_not_another_subject(session, record):
    session.open_indicator("groei")
    changed = record(session.marked_changed)
    session.mark_periods([3, 1, 3])
    session.mark_series(["micro"])
    session.mark_series(["micro"])
    assert len(changed) == 2
    session.change(transformation=YEAR_ON_YEAR)
    assert session.marked_periods == (1, 3)
    assert session.marked_series == ("micro",)
    session.change(members=("zzp",))
    assert session.marked_series == ()
    session.undo()
    assert session.marked_series == ("micro",)
    session.open_indicator("vacatures")
    assert session.marked_periods == ()
    assert session.marked_series == ()


def test_rows_that_are_not_there_are_not_marked(session):
    session.open_indicator("groei")
    session.mark_periods([-1, 2, 99])
    assert session.marked_periods == (2,)


def test_hovering_is_told_once_for_each_place(session, record):
    session.open_indicator("groei")
    hovered = record(session.hovered)
    session.hover(1, "zzp")
    session.hover(1, "zzp")
    session.hover(2, None)
    session.open_indicator("vacatures")
    assert hovered == [(1, "zzp"), (2, None), (None, None)]


def test_a_refresh_reads_page_sidebar_and_cards_again(session, shelf, record, make_table):
    contents, holdings = record(session.contents_read), record(session.holdings_changed)
    session.open_overview()
    session.open_indicator("groei")
    before = len(shelf.asked)
    shelf.own_tables = (make_table("81589NED"),)
    session.refresh()
    assert len(shelf.asked) == before + 1
    assert contents[-1][0].tables == shelf.own_tables
    assert session.contents is contents[-1][0]
    assert len(holdings) == 1
    assert not session.can_undo
    session.open_overview()
    assert session.cards == ("card 2",)


def test_a_refresh_of_the_overview_reads_its_cards(session, shelf, record):
    session.open_overview()
    cards = record(session.cards_read)
    session.refresh()
    assert cards == [(("card 2",),)]


def test_a_table_that_was_removed_gives_way_to_the_overview(session, shelf, record):
    failed = record(session.failed)
    session.open_table("85612NED")
    session.change(chart="bar")
    shelf.gone.add("85612NED")
    session.refresh()
    assert session.place == OVERVIEW
    assert failed == []


def test_a_page_that_offers_less_after_a_refresh_falls_back_to_its_default(
    session, shelf, record, monkeypatch
):
    session.open_indicator("groei")
    session.change(members=("zzp",))

    def read(holdings, view, known=None):
        if view.members:
            raise InvalidView("no such member any more")
        return shelf.read_page(holdings, view)

    monkeypatch.setattr("mkbviewer.store.pages.page.read_page", read)
    session.refresh()
    assert session.view.members == ("zzp", "micro")


def test_a_change_tells_the_store_what_was_read_until_the_library_changes(session, shelf):
    session.open_indicator("groei")
    page = session.page
    session.change(chart="bar")
    assert shelf.known == [None, (View("groei"), page)]
    session.refresh()
    assert shelf.known[-1] is None
