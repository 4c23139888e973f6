"""What the measures of a table say that hold words."""

import pytest

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.view import View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages import texts
from mkbviewer.store.pages.page import read_page
from tests.texts_table import write_mixed, write_words_only


def test_a_table_in_words_has_a_row_for_each_member_in_the_files_order(holdings, tmp_path):
    import_file(holdings.own, write_words_only(tmp_path))
    found = texts.read_texts(holdings, "99908NED")
    assert found.headings == ("Regios", "Code", "Naam")
    assert found.rows == (
        ("GM9001", "GM9001", "Aa en Bee"),
        ("GM9002", "GM9002", "Ceedrecht"),
        ("GM9003", "GM9003", ""),
    )
    assert found.count == 3
    assert not found.has_figures


def test_of_a_table_with_figures_only_the_words_are_told_with_their_period(holdings, tmp_path):
    import_file(holdings.own, write_mixed(tmp_path))
    found = texts.read_texts(holdings, "99909NED")
    assert found.headings[1:] == ("Regios", "Naam")
    assert [row[1:] for row in found.rows] == [
        ("GM9001", "Aa"),
        ("GM9001", "Aa en Bee"),
        ("GM9002", "Ceedrecht"),
        ("GM9002", "Ceedrecht"),
    ]
    assert [row[0] for row in found.rows] == ["2022", "2023", "2022", "2023"]
    assert found.has_figures


def test_a_long_table_is_read_in_part_and_says_how_long_it_is(holdings, tmp_path, monkeypatch):
    import_file(holdings.own, write_words_only(tmp_path))
    monkeypatch.setattr(texts, "MOST_ROWS", 2)
    found = texts.read_texts(holdings, "99908NED")
    assert [row[0] for row in found.rows] == ["GM9001", "GM9002"]
    assert found.count == 3


def test_a_table_that_is_not_there_is_unknown(holdings):
    with pytest.raises(UnknownName):
        texts.read_texts(holdings, "99908NED")


def test_a_page_of_figures_of_a_table_in_words_says_what_to_do(holdings, tmp_path):
    import_file(holdings.own, write_words_only(tmp_path))
    with pytest.raises(InvalidView, match="99908NED has no figures") as caught:
        read_page(holdings, View("99908NED", is_table=True))
    assert "mkbviewer query 99908NED" in caught.value.remedy
