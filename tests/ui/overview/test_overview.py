"""The overview's cards: which are shown, in what order, and what the user does with them."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from mkbviewer.core.frame import empty_frame
from mkbviewer.core.page import Card
from mkbviewer.core.status import Status
from mkbviewer.ui.overview.card import OverviewCard, origin_lines, wrap
from mkbviewer.ui.overview.card_words import words_of
from mkbviewer.ui.overview.overview_column import FEWEST
from tests.specimen_frames import frame_of, quarters


def names(desk):
    return [
        [card.card.indicator.id for card in column.shown] for column in desk.window.overview.columns
    ]


def card_of(desk, indicator: str):
    return next(one for one in desk.window.overview.cards if one.card.indicator.id == indicator)


def words_on(desk, indicator: str):
    card = next(one for one in desk.session.cards if one.indicator.id == indicator)
    return words_of(card, date(2026, 11, 27))


@pytest.fixture
def wide(desk):
    desk.window.shell.resize(1440, 900)
    return desk


def test_each_theme_begins_with_the_cards_that_its_catalogue_names(wide):
    themes = [theme for theme in wide.holdings.catalogue.themes if theme.cards]

    assert [
        column[: len(theme.cards)] for column, theme in zip(names(wide), themes, strict=True)
    ] == [list(theme.cards) for theme in themes]
    assert all(len(column) == FEWEST for column in names(wide))


def test_the_others_come_with_a_button_that_says_how_many(wide):
    column = wide.window.overview.columns[0]
    assert column.more.text() == f"{len(column.cards) - FEWEST} more cards"

    column.more.click()

    assert tuple(one.card for one in column.shown) == column.cards
    assert column.more.text() == "Fewer cards"


def test_a_pinned_card_comes_first_and_undo_puts_it_back(wide):
    before = names(wide)
    card = card_of(wide, "faillissementen")
    QTest.keyClick(card, Qt.Key.Key_P)

    assert names(wide)[0][0] == "faillissementen"
    assert card_of(wide, "faillissementen").is_pinned
    assert "pinned" in card_of(wide, "faillissementen").accessibleName()
    wide.session.undo()
    assert names(wide) == before


def test_a_hidden_card_is_counted_in_the_header_and_comes_back_with_all(wide):
    QTest.keyClick(card_of(wide, "snelle-groeiers"), Qt.Key.Key_Delete)

    assert "snelle-groeiers" not in names(wide)[0]
    assert "1 hidden" in wide.window.overview.cards_button.text()
    wide.window.overview.show_all()
    assert "snelle-groeiers" in names(wide)[0]
    assert "hidden" not in wide.window.overview.cards_button.text()


def test_the_menu_of_the_header_puts_one_card_back(wide):
    overview = wide.window.overview
    QTest.keyClick(card_of(wide, "snelle-groeiers"), Qt.Key.Key_Delete)
    menu = overview.cards_button.menu()
    menu.aboutToShow.emit()
    line = next(one for one in menu.actions() if one.text().startswith("Put back"))

    line.trigger()

    assert "snelle-groeiers" in names(wide)[0]


def test_the_keyboard_changes_the_order_of_pinned_cards(wide):
    for indicator in ("faillissementen", "snelle-groeiers"):
        QTest.keyClick(card_of(wide, indicator), Qt.Key.Key_P)
    assert names(wide)[0][:2] == ["faillissementen", "snelle-groeiers"]

    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(card_of(wide, "snelle-groeiers"), Qt.Key.Key_Up, alt)

    assert names(wide)[0][:2] == ["snelle-groeiers", "faillissementen"]
    QTest.keyClick(card_of(wide, "snelle-groeiers"), Qt.Key.Key_Down, alt)
    assert names(wide)[0][:2] == ["faillissementen", "snelle-groeiers"]


def test_the_mouse_drags_a_pinned_card_to_the_place_of_another_and_opens_nothing(wide, qapp):
    for indicator in ("faillissementen", "snelle-groeiers"):
        QTest.keyClick(card_of(wide, indicator), Qt.Key.Key_P)
    qapp.processEvents()
    dragged, target = card_of(wide, "snelle-groeiers"), card_of(wide, "faillissementen")
    start = QPoint(40, 60)
    over = dragged.mapFromGlobal(target.mapToGlobal(QPoint(50, 50)))

    QTest.mousePress(dragged, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(dragged, over)
    QTest.mouseRelease(dragged, Qt.MouseButton.LeftButton, pos=over)

    assert names(wide)[0][:2] == ["snelle-groeiers", "faillissementen"]
    assert wide.session.place.kind == "overview"


def test_the_corner_of_a_card_opens_its_menu_not_its_page(wide):
    card = card_of(wide, "vacatures")
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(card.width() - 14, 16))
    texts = [one.text().partition("\t")[0] for one in wide.window.overview.menu.actions()]

    assert [text for text in texts if text] == ["Open", "Pin", "Hide"]
    assert wide.session.place.kind == "overview"


def test_the_focus_stays_on_the_card_that_was_pinned(wide, qapp):
    card_of(wide, "faillissementen").setFocus()
    QTest.keyClick(card_of(wide, "faillissementen"), Qt.Key.Key_P)

    focused = wide.window.shell.focusWidget()
    assert isinstance(focused, OverviewCard)
    assert focused.card.indicator.id == "faillissementen"


def test_a_card_says_its_change_its_age_and_what_is_provisional(qapp, wide):
    indicator = wide.holdings.indicator("faillissementen")
    frame = frame_of(
        quarters(2022, 5),
        {"a": [200, 1, 1, 1, 250]},
        unit="bedrijven",
        statuses={(4, 0): Status.PROVISIONAL},
    )
    card = OverviewCard(Card(indicator, frame), today=date(2024, 6, 1))

    # 250 against 200; the first quarter of 2023 ended fourteen months before.
    assert card.words.figure == "250*"
    assert card.words.change == "▲ 25,0%* on a year earlier"
    assert card.words.age == "2023 K1 · 14 months old"
    assert "provisional" in card.accessibleName()


def test_a_card_without_figures_says_so_and_nothing_else(qapp, wide):
    card = OverviewCard(Card(wide.holdings.indicator("startups"), empty_frame()))

    assert card.words.all == ()
    assert card.sparkline is None
    assert "no figures" in card.accessibleName()


def test_wrapping_loses_no_word(qapp):
    text = "som van de secties B-J, N en 95 uit 81156ned"

    lines = wrap(QFontMetrics(qapp.font()), text, 120, most=2)

    assert " ".join(lines) == text
    assert len(lines) == 2


def test_a_source_is_never_cut_off(qapp):
    metrics = QFontMetrics(qapp.font())
    told = "Toegevoegde waarde per fte (benadering), som van de secties B-J, N en 95"

    for width in (120, 200, 300, 900):
        lines = origin_lines(metrics, told, "CBS 81156ned", width, 2)
        assert lines[-1].endswith("CBS 81156ned")
        assert all(metrics.horizontalAdvance(line) <= width for line in lines)
    assert origin_lines(metrics, "", "CBS 81156ned", 200, 2) == ("CBS 81156ned",)


def test_a_long_unit_of_a_fact_stands_where_there_is_room_for_it(wide):
    # 56% of the businesses with a need, after orientation: none of it may be cut.
    words = card_of(wide, "financieringsaanvraag").words

    assert words.figure == "56%"
    assert words.unit == ""
    assert "(" in words.about
    assert "behoefte" in words.about
    assert card_of(wide, "mate-van-digitalisering").words.unit.endswith("bedrijven")


def test_the_year_of_a_cohort_is_not_the_age_of_its_figure(wide):
    words = words_on(wide, "werkgever-worden")

    assert "cohort 2018" in words.about
    assert words.age == ""


def test_a_unit_of_thousands_is_no_part_of_its_figure(wide):
    words = words_on(wide, "arbeidsproductiviteit-sector")

    assert words.figure.replace(",", ".") == "106.1"
    assert words.unit.startswith("× 1")


def test_the_strip_is_no_higher_where_there_are_only_a_few_cards(wide, qapp):
    overview = wide.window.overview
    strip = overview._strip
    qapp.processEvents()
    before = strip.height()
    for column in overview.columns:
        column.hide()
    qapp.processEvents()

    assert strip.height() <= before
