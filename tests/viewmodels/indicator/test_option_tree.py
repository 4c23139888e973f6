"""The tree of what can be chosen, and what a search leaves of it."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from mkbviewer.viewmodels.indicator.option_tree import Option, OptionTree

SECTORS = [
    Option("T", "Totaal", is_sum=True),
    Option("01", "01 Landbouw", within="A"),
    Option("A", "A Landbouw, bosbouw en visserij", is_sum=True),
    Option("03", "03 Visserij", within="A"),
    Option("K", "K Financiële dienstverlening"),
]


@pytest.fixture
def tree(qapp) -> OptionTree:
    model = OptionTree(several=True)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(SECTORS, ("K",))
    return model


def labels(model: OptionTree, parent: QModelIndex | None = None) -> list:
    found = []
    above = parent or QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        below = labels(model, index)
        found.append((index.data(), below) if below else index.data())
    return found


def test_members_stand_under_the_one_that_holds_them(tree):
    assert labels(tree) == [
        "Totaal",
        ("A Landbouw, bosbouw en visserij", ["01 Landbouw", "03 Visserij"]),
        "K Financiële dienstverlening",
    ]


def test_a_search_leaves_what_matches_and_what_that_stands_under(tree):
    tree.filter("03 viss")

    assert labels(tree) == [("A Landbouw, bosbouw en visserij", ["03 Visserij"])]
    assert [one.key for one in tree.matching] == ["03"]


def test_what_is_checked_is_told_in_the_order_of_the_options_whatever_the_search(tree):
    tree.filter("landbouw")
    tree.check({"K", "A", "01"})

    assert tree.checked == ("01", "A", "K")


def test_measures_stand_under_the_headings_of_their_topic(qapp):
    model = OptionTree(several=True)
    model.show([Option("a", "Omzet", group="Productie/Waarde"), Option("b", "Prijs")], ("a",))
    state = Qt.ItemDataRole.CheckStateRole

    assert labels(model) == [("Productie", [("Waarde", ["Omzet"])]), "Prijs"]
    assert model.index(0, 0).data(state) == Qt.CheckState.Checked
    assert model.index(1, 0).data(state) == Qt.CheckState.Unchecked


def test_an_option_for_nothing_holds_no_other(qapp):
    model = OptionTree(several=False)
    model.show([Option("", "nothing"), Option("a", "A year earlier")], ("",))

    assert model.rowCount() == 2
    assert not model.is_deep
    assert model.option(model.find(("",))) == Option("", "nothing")


def test_of_what_matches_that_is_found_in_which_a_word_begins_so(qapp):
    model = OptionTree(several=False)
    model.show(
        [Option("2561", "2561 Oppervlaktebehandelingsindustrie"), Option("G", "G Handel")], ()
    )

    model.filter("handel")

    assert len(model.matching) == 2
    assert model.option(model.find(())) == Option("G", "G Handel")
