"""The window as a whole: overview, sidebar, menus, what is remembered."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mkbviewer.settings import Settings
from mkbviewer.viewmodels.session.places import PlaceKind
from tests.ui.window_desk import SPECIMEN, Desk, open_desk


def card_of(desk: Desk, indicator: str):
    desk.window.overview.show_all()
    return next(one for one in desk.window.overview.cards if one.card.indicator.id == indicator)


def test_all_cards_together_are_one_for_every_indicator_but_the_barometer(desk):
    desk.window.overview.show_all()
    shown = {card.card.indicator.id for card in desk.window.overview.cards}
    everything = {one.id for one in desk.holdings.catalogue.indicators}

    assert everything - shown == {"mkbarometer"}
    assert len(everything) == 51


def test_the_strip_says_of_the_barometer_what_the_report_says(desk):
    strip = desk.window.overview.widget().findChild(type(desk.window.overview._strip))
    said = " ".join(label.text() for label in strip.findChildren(type(desk.window.overview.title)))

    assert "2023 3e kwartaal" in said
    assert "7 of 12 worse · Jaarbericht Staat van het mkb 2023" in said
    assert "9 of 12 worse 2023 3e kwartaal · computed by mkbviewer" in said


def test_a_card_with_three_points_or_more_has_a_line_and_one_without_data_has_the_fact(desk):
    with_data = card_of(desk, "samenstelling-mkb")
    with_fact = card_of(desk, "cohort-groei-krimp")

    assert with_data.sparkline is not None
    assert with_fact.sparkline is None
    assert with_fact.words.figure == "74%"
    assert with_fact.words.age == "2012-2022"


def test_a_fact_keeps_its_qualifier_on_the_card(desk):
    card = card_of(desk, "belemmeringen")
    fact = card.card.fact

    assert fact.qualifier == ">"
    assert fact.qualifier_words == "more than"


def test_a_click_on_a_card_opens_its_page(desk):
    card_of(desk, "vacatures").click()

    assert desk.session.place.id == "vacatures"
    assert desk.window.places.currentWidget() is desk.page


def test_enter_on_a_card_opens_its_page(desk):
    card = card_of(desk, "vacatures")

    QTest.keyClick(card, Qt.Key.Key_Return)

    assert desk.session.place.id == "vacatures"


def test_the_sidebar_marks_what_is_open(desk):
    desk.session.open_indicator("vacatures")

    marked = desk.window.sidebar.tree.currentIndex()

    assert marked.data() == "Openstaande vacatures"


def test_the_filter_leaves_what_matches_and_enter_opens_the_first_of_it(desk):
    sidebar = desk.window.sidebar
    QTest.keyClicks(sidebar.search, "startups")

    QTest.keyClick(sidebar.search, Qt.Key.Key_Return)

    assert desk.session.place.id == "startups"


def test_escape_empties_the_filter(desk):
    search = desk.window.sidebar.search
    QTest.keyClicks(search, "zzz")

    QTest.keyClick(search, Qt.Key.Key_Escape)

    assert search.text() == ""


def test_back_and_forward_go_along_the_pages_seen(desk):
    actions = desk.window.actions
    desk.session.open_indicator("vacatures")
    desk.session.open_indicator("uurloon")

    actions.back.trigger()
    after_back = desk.session.place.id
    actions.forward.trigger()

    assert (after_back, desk.session.place.id) == ("vacatures", "uurloon")
    assert not actions.forward.isEnabled()


def test_undo_says_what_it_takes_back(desk):
    desk.session.open_indicator("samenstelling-mkb")
    desk.session.change(transformation="index")

    assert desk.window.actions.undo.text() == "&Undo: transformation"


def test_what_was_open_and_how_wide_the_sidebar_was_comes_back(qapp, tmp_path, dutch):
    settings = Settings(path=tmp_path / "settings.json")
    first = open_desk(qapp, tmp_path, settings)
    first.session.open_indicator("uurloon")
    first.window.halves.setSizes([300, 1140])
    first.close()

    second = open_desk(qapp, tmp_path, settings)
    second.session.open_last()

    assert second.session.view is not None
    assert second.session.view.subject == "uurloon"
    assert second.window.halves.sizes()[0] == 300
    assert settings.geometry
    second.close()


def test_an_own_table_stands_in_the_sidebar_and_can_be_removed_and_brought_back(desk):
    desk.drop_files(SPECIMEN)
    desk.session.open_table("81589NED")
    assert desk.session.place.kind is PlaceKind.TABLE

    desk.window.actions.remove.trigger()
    gone = [table.id for table in desk.holdings.own.tables()]
    desk.session.undo()

    assert gone == []
    assert [table.id for table in desk.holdings.own.tables()] == ["81589NED"]


def test_every_control_of_the_page_has_a_name_for_screen_readers(desk):
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit

    desk.session.open_indicator("vacatures")
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit)
    controls = [one for kind in kinds for one in desk.window.shell.findChildren(kind)]
    nameless = [
        one
        for one in controls
        if one.isVisible()
        and not (one.accessibleName() or one.toolTip() or getattr(one, "text", str)())
    ]

    assert controls
    assert [type(one).__name__ + one.objectName() for one in nameless] == []
