"""What stands over the chart of a page: at most three lines, no word cut, all within reach."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from mkbviewer.core.frame import Frame
from mkbviewer.core.model import Member, Origin, Structure
from mkbviewer.core.page import Page, Source
from mkbviewer.core.view import View
from mkbviewer.ui.indicator.chips import MemberChips
from mkbviewer.ui.indicator.page_words import subtitle_parts
from mkbviewer.ui.widgets.choice import Choice, Option
from mkbviewer.ui.widgets.choice_line import ChoiceLine
from mkbviewer.ui.widgets.choice_popup import ChoicePopup
from mkbviewer.ui.widgets.one_line import OneLine
from tests.specimen_frames import frame_of
from tests.ui.walking import settle
from tests.ui.window_desk import Desk

PAGES = (
    "vacatures",
    "oprichtingen-opheffingen-sector",
    "samenstelling-mkb",
    "overleving",
    "oprichtingen-opheffingen",
)
SMALL, USUAL = (1024, 700), (1440, 900)
SECTORS = (
    Member("A", "A Landbouw, bosbouw en visserij"),
    Member("B", "B Delfstoffenwinning"),
    Member("C", "C Industrie"),
    Member("F", "F Bouwnijverheid"),
)


def open_page(desk: Desk, name: str, size: tuple[int, int]) -> None:
    desk.session.open_indicator(name)
    desk.window.shell.resize(*size)
    settle()


def popup(choice: Choice) -> ChoicePopup:
    assert choice._popup is not None
    return choice._popup


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "part"), [(USUAL, 0.40), (SMALL, 0.35)])
def test_the_chart_keeps_its_part_of_the_page_under_three_lines_at_most(desk, name, size, part):
    open_page(desk, name, size)
    controls = desk.page.controls
    line = controls.source.sizeHint().height()
    seen = desk.page.window().height() - 61  # without the menus and the line at the foot

    assert controls.height() <= 3 * line + 2 * 8
    assert desk.page.figures.sentence.isVisible()
    assert desk.chart.height() >= part * seen


def test_what_is_shown_has_its_chip_in_sight_where_others_have_none(desk):
    open_page(desk, "oprichtingen-opheffingen-sector", SMALL)
    chips = desk.page.controls.chips

    assert chips.more.isVisible()
    assert chips.more.text() == f"+{sum(not one.isVisible() for one in chips.chips)}"
    assert all(one.isVisible() for one in chips.chips if one.isChecked())


def test_the_list_behind_the_last_chip_has_all_members(desk):
    open_page(desk, "oprichtingen-opheffingen-sector", SMALL)
    controls = desk.page.controls
    before = desk.session.view.members
    controls.chips.more.click()
    rows = popup(controls.members)

    assert len(controls.members.options) == len(controls.chips.chips)
    next(one for one in rows.findChildren(QPushButton) if one.text() == "All").click()
    assert len(desk.session.view.members) == len(controls.chips.chips)
    rows.hide()
    desk.session.undo()
    assert desk.session.view.members == before


def test_a_chooser_without_room_opens_from_the_menu(desk):
    open_page(desk, "oprichtingen-opheffingen-sector", SMALL)
    controls = desk.page.controls
    line = controls.line
    line.more.menu().aboutToShow.emit()
    entries = {one.text(): one for one in line.more.menu().actions()}

    assert "Compare…" in entries
    assert not controls.comparison.isVisible()
    entries["Compare…"].trigger()
    assert popup(controls.comparison).isVisible()
    popup(controls.comparison).hide()


def test_steps_and_kinds_of_chart_stand_on_one_line(desk):
    for name in PAGES:
        for size in (SMALL, USUAL):
            open_page(desk, name, size)
            controls = desk.page.controls
            middle = controls.chart.geometry().center().y()
            assert abs(controls.steps.geometry().center().y() - middle) <= 1
            assert controls.chart.geometry().right() >= controls.width() - 4


class Sized(QPushButton):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.setFixedSize(width, 30)

    def sizeHint(self) -> QSize:
        return self.maximumSize()


def test_the_highest_rank_goes_first_where_there_is_no_room(qtbot):
    line = OneLine(Sized(30), 10)
    qtbot.addWidget(line)
    first, second, third = (Sized(100) for _one in range(3))
    for one in (first, second, third):
        one.setParent(line)
    line.show_widgets((first, second, third), (0, 2, 1))
    line.resize(320, 30)
    line.show()
    assert not line.left_out  # 3 x 100 and 2 x 10

    line.resize(319, 30)
    assert list(line.left_out) == [second]  # 2 x 100, 30, 2 x 10 need 250
    assert [one.x() for one in (first, third, line.more)] == [0, 110, 220]

    line.resize(249, 30)
    assert list(line.left_out) == [second, third]


def test_names_of_chips_that_are_on_become_shorter_by_whole_words(qtbot):
    chips = MemberChips()
    qtbot.addWidget(chips)
    on = ("A", "B", "C")
    chips.show_members("Bedrijfstak", SECTORS, on, {})
    wide = sum(one.natural_width for one in chips.chips[:3])
    chips.resize(round(0.85 * wide) + chips.more.sizeHint().width(), 30)
    chips.show()

    assert all(one.isVisible() for one in chips.chips[:3])
    names = [one.shown for one in chips.chips[:3]]
    assert names == ["A Landbouw…", "B Delfstoffenwinning", "C Industrie"]
    assert chips.chips[0].accessibleName() == SECTORS[0].label


def chooser(qtbot, holder: QWidget | None = None, **kinds) -> Choice:
    choice = Choice(parent=holder, **kinds)
    if holder is None:
        qtbot.addWidget(choice)
    return choice


def test_a_chooser_for_nothing_has_its_name_only_until_it_is_used(qtbot):
    choice = chooser(qtbot, nothing="")
    options = [Option("", "nothing"), Option("x", "a year earlier")]
    choice.show_options("Compare", options, ("",))
    assert choice.text() == "Compare"
    assert choice.accessibleName() == "Compare: nothing"

    choice.show_options("Compare", options, ("x",))
    assert choice.text() == "Compare: a year earlier"


def test_a_long_choice_keeps_whole_words(qtbot):
    choice = chooser(qtbot)
    long = "A-U Alle economische activiteiten in Nederland"
    choice.show_options("Bedrijfstak", [Option("T", long), Option("x", "B")], ("T",))
    shown = choice.text().removeprefix("Bedrijfstak: ").removesuffix("…")

    assert long.split()[: len(shown.split())] == shown.split()
    assert choice.accessibleName() == f"Bedrijfstak: {long}"


def test_a_long_choice_is_not_cut_down_to_its_code(qtbot):
    choice = chooser(qtbot)
    long = "D Energievoorziening en wat daarbij hoort"
    choice.show_options("Bedrijfstak", [Option("D", long), Option("x", "B")], ("D",))

    assert choice.text().startswith("Bedrijfstak: D Ene")


def test_what_is_used_goes_into_the_menu_after_what_is_not(qtbot):
    line = ChoiceLine(8)
    qtbot.addWidget(line)
    one, other = (chooser(qtbot, line, nothing="") for _each in range(2))
    options = [Option("", "nothing"), Option("x", "twelve months")]
    one.show_options("Compare", options, ("",))
    other.show_options("Side by side", options, ("x",))
    line.show_choices({one: 3, other: 0})
    line.resize(other.sizeHint().width() + line.more.sizeHint().width() + 8, 30)
    line.show()

    assert line.left_out == (one,)
    assert line.more.toolTip() == "Compare"
    assert line.open(one)
    assert popup(one).isVisible()
    popup(one).hide()
    assert not line.open(chooser(qtbot))


def page_of(frame: Frame) -> Page:
    source = Source("83841NED", Origin.IMPORTED, "2025-10-08")
    view = View("83841NED", is_table=True)
    return Page(view, "", (source,), Structure((), ()), frame, frame)


def units_of(*units: str) -> Frame:
    frame = frame_of([(2022, 1), (2023, 1)], {one: [1, 2] for one in units})
    series = tuple(replace(one, unit=unit) for one, unit in zip(frame.series, units, strict=True))
    return replace(frame, series=series, unit="")


def test_figures_of_several_units_have_all_of_these_over_the_chart_or_none(qapp):
    assert subtitle_parts(page_of(units_of("x 1 000", "%")))[0] == "x 1,000 and %"
    assert subtitle_parts(page_of(units_of("%", "x 1 000", "euro")))[0] == "%, x 1,000 and euro"
    assert not any("%" in one for one in subtitle_parts(page_of(units_of("%", ""))))


def test_what_was_done_begins_the_line_with_a_capital_where_nothing_stands_before_it(qapp):
    done = replace(units_of("2011 = 100"), transformation="index, 2011 = 100")

    assert subtitle_parts(page_of(done))[0] == "Index, 2011 = 100"
