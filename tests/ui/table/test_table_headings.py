"""Headings of a table are written anew when their font becomes another one."""

from mkbviewer.ui.table.table_headings import TableHeader
from mkbviewer.ui.table.table_view import TableView
from tests.specimen_frames import frame_of, quarters


def test_headings_are_cut_anew_in_another_font(qtbot):
    table = TableView()
    qtbot.addWidget(table)
    table.show_frame(frame_of(quarters(2022, 2), {"bedrijven en instellingen": [1.0, 2.0]}), {})
    heading = table.horizontalHeader()
    assert isinstance(heading, TableHeader)
    room = heading.bold_metrics().horizontalAdvance("Bedrijven en instellingen") + 2
    assert heading._lines_at(1, room, heading.bold_metrics()) == ("Bedrijven en instellingen",)

    larger = heading.font()
    larger.setPixelSize(2 * larger.pixelSize() if larger.pixelSize() > 0 else 40)
    heading.setFont(larger)

    assert "…" in "".join(heading._lines_at(1, room, heading.bold_metrics()))


def test_columns_fit_their_words_anew_in_another_font(qtbot):
    table = TableView()
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    name = "bedrijven en instellingen zonder personeel"
    table.show_frame(frame_of(quarters(2022, 2), {name: [1.0, 2.0]}), {})
    heading = table.horizontalHeader()
    before = heading.sectionSize(1)

    larger = heading.font()
    larger.setPixelSize(2 * heading.fontInfo().pixelSize())
    table.setFont(larger)
    heading.setFont(larger)
    table.follow_text()

    assert heading.sectionSize(1) > before
