"""What is chosen for the table: remembered, undone, and never a reason to read figures again."""

from dataclasses import replace

import pytest

from mkbviewer.core.table.table_choice import TableChoice, TableForm


@pytest.fixture
def opened(session):
    session.open_table("81589NED")
    return session


def test_arranging_the_table_reads_nothing(opened, shelf, record):
    arranged, read = record(opened.table_arranged), len(shelf.asked)

    opened.change(table=TableChoice(form=TableForm.LONG))

    assert len(shelf.asked) == read
    assert opened.view.table.form is TableForm.LONG
    assert arranged == [(opened.page,)]


def test_undo_and_redo_arrange_the_table_without_reading(opened, shelf):
    read = len(shelf.asked)
    opened.change(table=TableChoice(sort="period", is_rising=True))

    opened.undo()
    assert opened.view.table == TableChoice()
    opened.redo()
    assert opened.view.table.is_rising
    assert len(shelf.asked) == read


def test_a_filter_is_one_step_however_many_letters_were_typed(opened):
    for typed in ("m", "mi", "micro"):
        opened.change(table=replace(opened.view.table, filter=typed))

    opened.undo()

    assert opened.view.table.filter == ""
    assert not opened.can_undo


def test_a_change_of_the_figures_keeps_the_table_as_it_was_chosen(opened):
    opened.change(table=TableChoice(form=TableForm.SERIES))
    opened.change(transformation="index")

    assert opened.view.table.form is TableForm.SERIES


def test_the_table_of_a_page_is_as_it_was_left(opened):
    opened.change(table=TableChoice(form=TableForm.LONG, filter=">10"))
    opened.open_table("99901NED")
    assert opened.view.table == TableChoice()

    opened.open_table("81589NED")

    assert opened.view.table == TableChoice(form=TableForm.LONG, filter=">10")
