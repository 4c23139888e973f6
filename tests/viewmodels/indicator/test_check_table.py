"""The table of the report's figures beside those computed again."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from mkbviewer.core.report.agreement import Check, Verdict, difference_from, rule_in_words
from mkbviewer.core.report.facts import load_facts
from mkbviewer.core.status import Status
from mkbviewer.paths import data_dir
from mkbviewer.viewmodels.indicator.check_table import CheckColumn, CheckTable
from mkbviewer.viewmodels.table.text_table import AS_GIVEN

FACTS = {
    (fact.indicator, fact.measure, fact.period_text, fact.size_class): fact
    for fact in load_facts(data_dir() / "facts_2023.csv")
}


def check(key, verdict, computed=None, status=Status.FINAL, **told):
    fact = FACTS[key]
    return Check(
        fact,
        verdict,
        rule_in_words(fact.qualifier),
        computed=computed,
        difference=None if computed is None else difference_from(fact, computed),
        status=status,
        **told,
    )


SHARE = check(
    ("samenstelling-mkb", "aandeel bedrijven", "2023KW03", "zzp"),
    Verdict.CONFIRMED,
    79.4307,
    table="81588NED",
    formula="zzp / totaal",
)
REVISED = check(
    ("oprichtingen-opheffingen", "aandeel zzp in opheffingen", "2022", "zzp"),
    Verdict.REVISED,
    84.0527,
    Status.PROVISIONAL,
    table="83149NED",
    explanation="2022 was provisional",
)
BANKRUPT = check(
    ("faillissementen", "faillissementen", "2023KW02", "mkb"),
    Verdict.UNCHECKED,
    explanation="no size class",
)
VACANCIES = check(
    ("vacatures", "openstaande vacatures", "2023KW02", "mkb"), Verdict.CONFIRMED, 184_000.0
)
CHECKS = (SHARE, REVISED, BANKRUPT, VACANCIES)


@pytest.fixture
def table(qapp, watch_model, dutch):
    one = watch_model(CheckTable({"samenstelling-mkb": "Samenstelling mkb"}))
    one.show(CHECKS)
    return one


def cells(table, column):
    return [table.index(row, column).data() for row in range(table.rowCount())]


def test_a_row_has_the_stated_figure_with_its_qualifier_beside_the_computed_one(table):
    row = [table.index(0, column).data() for column in CheckColumn]
    assert row == [
        "confirmed",
        "Samenstelling mkb",
        "Aandeel bedrijven, zzp",
        "2023 K3",
        "nearly 80%",
        "79,4%",
        "−0,6",
        "81588NED",
        "zzp / totaal",
    ]


def test_counts_have_no_decimals_and_a_provisional_figure_its_star(table):
    assert cells(table, CheckColumn.COMPUTED) == ["79,4%", "84,1%*", "", "184.000"]
    assert cells(table, CheckColumn.STATED)[-1] == "about 185.000"
    assert cells(table, CheckColumn.FIGURE)[-1] == "Openstaande vacatures, mkb (vacatures)"


def test_the_rows_of_one_verdict_can_be_shown(table):
    table.show_only(Verdict.CONFIRMED)
    assert [table.check(row) for row in range(table.rowCount())] == [SHARE, VACANCIES]
    assert table.counts[Verdict.UNCHECKED] == 1
    table.show_only(None)
    assert table.rowCount() == len(CHECKS)


def test_sorting_puts_what_was_not_computed_last_both_ways(table):
    table.sort(CheckColumn.DIFFERENCE, Qt.SortOrder.AscendingOrder)
    assert cells(table, CheckColumn.DIFFERENCE) == ["−1.000", "−0,6", "+2,1", ""]
    table.sort(CheckColumn.DIFFERENCE, Qt.SortOrder.DescendingOrder)
    assert cells(table, CheckColumn.DIFFERENCE) == ["+2,1", "−0,6", "−1.000", ""]
    table.sort(AS_GIVEN)
    assert [table.check(row) for row in range(table.rowCount())] == list(CHECKS)


def test_a_filter_keeps_the_order_of_the_rows(table):
    table.sort(CheckColumn.STATED, Qt.SortOrder.DescendingOrder)
    table.show_only(Verdict.CONFIRMED)
    assert [table.check(row) for row in range(table.rowCount())] == [VACANCIES, SHARE]


def test_what_is_held_follows_its_row_when_sorted(table):
    held = QPersistentModelIndex(table.index(1, CheckColumn.TABLE))
    for column in CheckColumn:
        table.sort(column, Qt.SortOrder.DescendingOrder)
        assert held.data() == "83149NED"


def test_every_column_has_a_heading_and_figures_stand_at_the_right(table):
    across, side = Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
    assert all(table.headerData(column, across) for column in CheckColumn)
    at_the_right = {
        column
        for column in CheckColumn
        if table.headerData(column, across, side) & Qt.AlignmentFlag.AlignRight
    }
    assert at_the_right == {CheckColumn.STATED, CheckColumn.COMPUTED, CheckColumn.DIFFERENCE}


def test_the_explanation_is_told_where_the_mouse_rests(table):
    index = table.index(1, CheckColumn.VERDICT)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "2022 was provisional"


def test_there_is_no_check_beyond_the_last_row(table):
    with pytest.raises(IndexError):
        table.check(len(CHECKS))
