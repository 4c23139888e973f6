"""The sidebar's tree."""

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from mkbviewer.viewmodels.session.indicator_tree import IndicatorTree, KeptRow, Kind, TreeRole
from mkbviewer.viewmodels.session.places import CHECKS, IMPORTS, OVERVIEW, Place, PlaceKind
from mkbviewer.viewmodels.session.tree_contents import Data, TreeContents, read_tree_contents


@pytest.fixture
def tree(catalogue, watch_model, make_table):
    contents = TreeContents(
        (make_table("82242NED", "Faillissementen; kerncijfers"),),
        {"samenstelling": Data.SERIES, "faillissementen": Data.FACTS},
    )
    return watch_model(IndicatorTree(catalogue, contents))


def rows(tree, parent=None):
    parent = parent or QModelIndex()
    return [tree.index(row, 0, parent) for row in range(tree.rowCount(parent))]


def texts(tree, parent=None):
    return [(index.data(TreeRole.KIND), index.data()) for index in rows(tree, parent)]


def heading(tree):
    return rows(tree)[-1]


def test_the_top_level_holds_pages_themes_and_own_tables(tree):
    assert texts(tree) == [
        ("page", "Overview"),
        ("page", "Mkbarometer"),
        ("page", "Cycle clock"),
        ("page", "Figures checked"),
        ("page", "Comparison"),
        ("theme", "Dynamiek"),
        ("theme", "Ruimte om te ondernemen"),
        ("heading", "Own tables"),
    ]


KEPT = (
    KeptRow(Kind.FAVOURITE, "indicator:groei", "Groei"),
    KeptRow(Kind.FAVOURITE, "table:82242NED", "Faillissementen"),
    KeptRow(Kind.VIEW, "a1", "Mijn weergave", "Met een notitie"),
)


def test_what_the_user_keeps_stands_between_the_pages_and_the_themes(tree):
    tree.show_kept(KEPT)

    assert texts(tree)[5:8] == [
        ("heading", "Favourites"),
        ("heading", "Saved views"),
        ("theme", "Dynamiek"),
    ]
    assert texts(tree, rows(tree)[5]) == [
        ("favourite", "Groei"),
        ("favourite", "Faillissementen"),
    ]
    assert texts(tree, rows(tree)[6]) == [("view", "Mijn weergave")]
    assert tree.find(Kind.INDICATOR, "groei").data(TreeRole.KIND) == "indicator"


def test_a_heading_goes_with_its_last_row_and_comes_with_its_first(tree):
    before = texts(tree)
    for kept in (KEPT[2:], KEPT, KEPT[1:], KEPT[::-1], KEPT[:2], ()):
        tree.show_kept(kept)
        headings = [one for kind, one in texts(tree) if kind == "heading"]
        assert headings == [
            *(["Favourites"] if any(one.kind is Kind.FAVOURITE for one in kept) else []),
            *(["Saved views"] if any(one.kind is Kind.VIEW for one in kept) else []),
            "Own tables",
        ]
    assert texts(tree) == before


def test_what_the_user_keeps_stays_when_another_edition_is_shown(tree, catalogue):
    tree.show_kept(KEPT)
    before = texts(tree)
    tree.show_catalogue(catalogue)

    assert texts(tree) == before


def test_a_theme_holds_its_topics_with_their_indicators_below_them(tree):
    assert texts(tree, rows(tree)[5]) == [
        ("topic", "Aantal bedrijven"),
        ("indicator", "Samenstelling"),
        ("indicator", "Groei"),
        ("topic", "Faillissementen"),
        ("indicator", "Faillissementen"),
    ]


def test_only_what_can_be_opened_can_be_selected(tree):
    found: dict[str, set[bool]] = {}
    for index in [*rows(tree), *rows(tree, rows(tree)[5]), *rows(tree, heading(tree))]:
        is_selectable = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        found.setdefault(index.data(TreeRole.KIND), set()).add(is_selectable)
    assert found == {
        "page": {True},
        "theme": {False},
        "topic": {False},
        "indicator": {True},
        "heading": {False},
        "table": {True},
    }


def test_a_row_tells_its_id_and_what_data_it_has(tree):
    _topic, first, second, _other, third = rows(tree, rows(tree)[5])
    assert [one.data(TreeRole.ID) for one in (first, second, third)] == [
        "samenstelling",
        "groei",
        "faillissementen",
    ]
    assert [one.data(TreeRole.DATA) for one in (first, second, third)] == [
        "series",
        "none",
        "facts",
    ]
    assert rows(tree, heading(tree))[0].data(TreeRole.DATA) == "series"


def test_the_tooltip_says_what_is_lacking(tree):
    tips = [one.data(Qt.ItemDataRole.ToolTipRole) for one in rows(tree, rows(tree)[5])]
    assert tips[1] == "Alles over samenstelling"
    assert tips[2] == "Alles over groei\nNo figures yet."
    assert tips[4].endswith("Only the figures that the report itself states.")
    assert heading(tree).data(Qt.ItemDataRole.ToolTipRole) == "1 table"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (OVERVIEW, "Overview"),
        (CHECKS, "Figures checked"),
        (Place(PlaceKind.INDICATOR, "mkbarometer"), "Mkbarometer"),
        (Place(PlaceKind.INDICATOR, "vacatures"), "Vacatures"),
        (Place(PlaceKind.TABLE, "82242NED"), "Faillissementen; kerncijfers"),
        (Place(PlaceKind.REVISIONS, "82242NED"), "Faillissementen; kerncijfers"),
        (Place(PlaceKind.TABLE, "vacatures"), None),
        (IMPORTS, None),
        (None, None),
    ],
)
def test_a_place_has_its_row(tree, place, text):
    assert tree.find_place(place).data() == text


def test_a_table_that_arrives_moves_nothing_else(tree, make_table, record):
    reset, inserted = record(tree.modelReset), record(tree.rowsInserted)
    known = QPersistentModelIndex(rows(tree, heading(tree))[0])
    theme = QPersistentModelIndex(rows(tree)[5])
    arrived = make_table("80472ned", "Vacatures; SBI 2008")
    earlier = make_table("81589NED", "Bedrijven; bedrijfstak")
    known_table = make_table("82242NED", "Faillissementen; kerncijfers")
    tree.show_contents(TreeContents((earlier, known_table, arrived), {"groei": Data.SERIES}))
    assert texts(tree, heading(tree)) == [
        ("table", "Bedrijven; bedrijfstak"),
        ("table", "Faillissementen; kerncijfers"),
        ("table", "Vacatures; SBI 2008"),
    ]
    assert reset == []
    assert len(inserted) == 2
    assert (known.row(), theme.row()) == (1, 5)
    assert rows(tree, rows(tree)[5])[2].data(TreeRole.DATA) == "series"


def test_tables_that_go_and_change_places_are_followed(tree, make_table):
    def show(*names):
        tables = tuple(make_table(name, f"title of {name}") for name in names)
        tree.show_contents(TreeContents(tables))
        assert [one.data(TreeRole.ID) for one in rows(tree, heading(tree))] == list(names)

    show("a", "b", "c", "d")
    show("d", "b", "a", "c")
    show("c", "x", "d")
    show()
    show("b")


def test_a_table_gets_its_new_title(tree, make_table, record):
    changed = record(tree.dataChanged)
    tree.show_contents(TreeContents((make_table("82242NED", "Bankruptcies"),)))
    assert texts(tree, heading(tree)) == [("table", "Bankruptcies")]
    assert changed


def test_an_invalid_index_has_no_data_and_no_parent(tree):
    assert tree.data(QModelIndex()) is None
    assert not tree.parent(QModelIndex()).isValid()
    assert tree.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert not tree.index(99, 0).isValid()


def test_contents_tell_series_before_facts_before_nothing(shelf, make_table):
    shelf.sources = {"samenstelling": ("81589NED",)}
    shelf.own_tables = (make_table("81589NED"),)
    contents = read_tree_contents(shelf)
    assert contents.tables == shelf.own_tables
    assert contents.data == {
        "samenstelling": Data.SERIES,
        "groei": Data.NONE,
        "faillissementen": Data.FACTS,
        "vacatures": Data.NONE,
        "mkbarometer": Data.NONE,
    }


def test_kinds_are_plain_texts_to_a_view(tree):
    assert Kind(rows(tree)[0].data(TreeRole.KIND)) is Kind.PAGE
