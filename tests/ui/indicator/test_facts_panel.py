"""What the report states, beside the chart."""

from PySide6.QtWidgets import QApplication

from mkbviewer.core.report.facts import load_facts
from mkbviewer.paths import data_dir
from mkbviewer.ui.indicator.stated_figures import FactWords
from mkbviewer.ui.overview.card_words import fact_parts


def test_a_unit_stands_below_its_figure_where_a_word_of_it_would_be_cut(qtbot):
    fact = next(one for one in load_facts(data_dir() / "facts_2023.csv") if one.value == 1371000)
    words = FactWords()
    qtbot.addWidget(words)
    words.show_fact(fact)
    words.show()
    figure, unit = words._figure, words._unit
    needed = figure.sizeHint().width() + 7 + unit.fontMetrics().horizontalAdvance(unit.text())

    words.resize(needed + 2, 300)
    QApplication.processEvents()
    assert unit.geometry().left() > figure.geometry().right()

    words.resize(needed - 2, 300)
    QApplication.processEvents()
    assert unit.geometry().top() >= figure.geometry().bottom()
    assert unit.geometry().left() == figure.geometry().left()


def test_of_two_shares_of_different_wholes_each_says_of_which():
    facts = load_facts(data_dir() / "facts_2023.csv")
    shares = [one for one in facts if one.measure == "energiekosten"]

    # Energy costs: about 0.7% of turnover, nearly 3% of value added.
    assert [fact_parts(one, with_sign=False)[0] for one in shares] == ["0.7%", "3%"]
    turnover, value_added = (fact_parts(one)[1] for one in shares)
    assert "omzet" in turnover
    assert "toegevoegde waarde" in value_added
