"""What the chart says, under the chart: shown, copied, read in its place."""

import pytest
from PySide6.QtWidgets import QApplication

from mkbviewer.core.words.sentence import describe_chart
from mkbviewer.ui.canvas.chart_sentence import ChartSentence


def test_the_page_says_under_the_chart_what_is_read_in_its_place(desk):
    desk.session.open_indicator("faillissementen")
    told = describe_chart(desk.session.page)

    assert desk.page.figures.sentence.text == told
    assert desk.chart.accessibleDescription().startswith(told)


def test_the_sentences_follow_the_view(desk):
    desk.session.open_indicator("faillissementen")

    desk.session.change(last="2020KW04")

    assert "in het 4e kwartaal van 2020" in desk.page.figures.sentence.text


def test_the_sentences_are_copied_with_their_source(desk):
    desk.session.open_indicator("faillissementen")

    desk.window.actions.copy_sentences.trigger()

    told = QApplication.clipboard().text()
    assert told.startswith(desk.page.figures.sentence.text)
    assert told.endswith(desk.page.figures.source.text().split(" · ")[0])
    assert "on the clipboard" in desk.said()


@pytest.mark.parametrize(("width", "shown"), [(2400, 3), (420, 1)])
def test_only_whole_sentences_are_shown_as_many_as_fit(qapp, width, shown):
    sentences = ("One figure was 5.", "The highest was 7, the lowest 3." * 6, "None is missing.")
    widget = ChartSentence()
    widget.resize(width, 60)
    widget.show()

    widget.show_sentences(sentences, "Source: CBS")

    assert widget.label.text() == " ".join(sentences[:shown])
    assert widget.label.toolTip() == " ".join(sentences)


def test_the_words_give_way_to_the_chart_where_there_is_little_room(desk):
    desk.session.open_indicator("faillissementen")
    figures = desk.page.figures
    was_shown = figures.sentence.isVisible()

    figures.setSizes([200, 800])
    QApplication.processEvents()

    assert (was_shown, figures.sentence.isVisible()) == (True, False)


def test_the_sentences_name_the_member_at_which_another_dimension_is_held(desk):
    desk.session.open_indicator("samenstelling-mkb")
    desk.session.change(where=(("sector", "C"),))

    assert "(C Industrie) in " in desk.page.figures.sentence.text


LONG = (
    "Groei in 2024: −7,3% (−10,7 procentpunt ten opzichte van een jaar eerder) voor A Landbouw, "
    "bosbouw en visserij, −15,7% (−26,4 procentpunt) voor C Industrie en −17,2% voor F Bouw."
)
FIRST = LONG[: LONG.index(", −15,7%")]
SECOND = LONG[: LONG.index(" en −17,2%")]


def test_a_sentence_without_room_ends_before_the_figure_of_the_next_series(qapp):
    widget = ChartSentence()
    widget.resize(2400, 60)
    widget.show()
    widget.show_sentences((LONG,), "Bron: CBS")
    shown: dict[str, None] = {}
    for width in range(1200, 120, -10):
        widget.resize(width, 60)
        shown[widget.label.text()] = None

    assert list(shown)[:3] == [LONG, f"{SECOND}, …", f"{FIRST}, …"]
    words = {*LONG.split(" "), "…"}
    for text in list(shown)[3:]:
        assert set(text.split(" ")) <= words  # no figure is cut in two
    assert widget.label.toolTip() == LONG


@pytest.mark.parametrize(
    ("whole", "highest"),
    [
        (
            (
                "Vacatures in 2024: het hoogst voor Groot, 229,3 duizend (−0,1%), en het laagst "
                "voor Micro, 63,2 duizend (+1,9%)."
            ),
            "Vacatures in 2024: het hoogst voor Groot, 229,3 duizend (−0,1%), …",
        ),
        (
            (
                "Vacancies in 2024: highest for Large, 229.3 thousand (−0.1%), and lowest for "
                "Micro, 63.2 thousand (+1.9%)."
            ),
            "Vacancies in 2024: highest for Large, 229.3 thousand (−0.1%), …",
        ),
    ],
)
def test_the_lowest_is_told_with_its_figure_or_not_at_all(qapp, whole, highest):
    widget = ChartSentence()
    widget.resize(2400, 60)
    widget.show()
    widget.show_sentences((whole,), "Bron: CBS")
    shown: dict[str, bool] = {}
    for width in range(1200, 200, -10):
        widget.resize(width, 60)
        shown[widget.label.text()] = True

    assert list(shown)[:2] == [whole, highest]


def test_the_number_of_a_table_in_a_name_is_no_figure_to_be_cut_at(qapp):
    begin = "Omzet, N en 95 (zonder L), 81156ned: 153.467 mln euro in 2023, "
    whole = f"{begin}5,1% hoger dan een jaar eerder."
    widget = ChartSentence()
    widget.resize(2400, 60)
    widget.show()
    widget.show_sentences((whole,), "Bron: CBS")
    for width in range(500, 200, -10):
        widget.resize(width, 60)
        if widget.label.text() != whole:
            break

    assert widget.label.text() == f"{begin}…"
