"""Favourites, saved views and notes as texts, and the figures that notes are about."""

from dataclasses import replace

import numpy as np
import pytest

from mkbviewer.core.frame import Frame, Series
from mkbviewer.core.kept.keepsake import (
    Favourite,
    Keepsake,
    Note,
    SavedView,
    keepsake_from_text,
    keepsake_to_text,
    keepsakes_from_texts,
    kind_of,
    new_key,
    point_of,
    show_notes,
)
from mkbviewer.core.model import Structure
from mkbviewer.core.page import Page
from mkbviewer.core.period import parse_code
from mkbviewer.core.view import View


def page(by: str, member: str, where: tuple[tuple[str, str], ...], first: int = 2019) -> Page:
    """A page of three years and one series, with made-up figures."""
    periods = tuple(parse_code(f"{year}JJ00") for year in range(first, first + 3))
    series = (Series(member, member.title(), measure="aantal", member=member),)
    values, statuses = np.ones((3, 1)), np.zeros((3, 1), dtype=np.uint8)
    frame = Frame(periods, series, values, statuses)  # type: ignore[arg-type]
    view = View("groei", source="81589NED", by=by, members=(member,), where=where)
    return Page(view, "Groei", (), Structure((), ()), frame, frame)


BY_SIZE = page("size", "midden", (("sector", "F"),))
BY_SECTOR = page("sector", "F", (("size", "midden"),))


def test_each_kind_comes_back_from_its_text() -> None:
    point = point_of(BY_SIZE, 1, BY_SIZE.frame.series[0])
    for one in (
        Favourite("indicator:groei", "Groei", "2026-01-02"),
        SavedView("a", "Mijn weergave", View("groei", first="2019JJ00"), "Let op", "2026-01-02"),
        Note("b", "indicator:groei", "Op de pagina", None, "2026-01-02"),
        Note("c", "indicator:groei", "Op een punt", point, "2026-01-02"),
    ):
        assert keepsake_from_text(kind_of(one), one.key, keepsake_to_text(one)) == one


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "x", "view": {"later": 1}}', "null"])
@pytest.mark.parametrize("kind", ["favourite", "view", "note", "later"])
def test_a_text_of_another_version_is_passed_over(kind: str, text: str) -> None:
    assert keepsake_from_text(kind, "a", text) is None
    assert keepsakes_from_texts({(kind, "a"): text}).views == ()


def test_views_stand_by_name_and_notes_in_the_order_in_which_they_were_made() -> None:
    views = [SavedView("1", "zomer", View("a")), SavedView("2", "Aanloop", View("a"))]
    notes = [Note("x", "p", "later", None, "2026-02"), Note("y", "p", "eerder", None, "2026-01")]
    everything: list[Keepsake] = [*views, *notes]
    kept = keepsakes_from_texts(
        {(kind_of(one), one.key): keepsake_to_text(one) for one in everything}
    )

    assert [one.name for one in kept.views] == ["Aanloop", "zomer"]
    assert [one.text for one in kept.notes_on("p")] == ["eerder", "later"]
    assert kept.notes_on("q") == ()


def test_a_point_is_the_same_figure_however_a_page_splits_it() -> None:
    by_size = point_of(BY_SIZE, 1, BY_SIZE.frame.series[0])
    by_sector = point_of(BY_SECTOR, 1, BY_SECTOR.frame.series[0])

    assert replace(by_size, label="") == replace(by_sector, label="")
    assert by_size.label == "Midden, 2020"


def test_a_note_stands_at_its_figure_in_every_page_that_shows_it() -> None:
    notes = (
        Note("a", "indicator:groei", "De hele pagina"),
        Note("b", "indicator:groei", "Eén cijfer", point_of(BY_SIZE, 1, BY_SIZE.frame.series[0])),
    )
    whole, one = show_notes(BY_SECTOR, notes)

    assert (whole.number, whole.row, whole.series) == (1, -1, "")
    assert (one.number, one.row, one.series) == (2, 1, "F")


def test_a_note_on_another_member_or_another_year_stands_nowhere() -> None:
    point = point_of(BY_SIZE, 0, BY_SIZE.frame.series[0])
    note = Note("b", "indicator:groei", "Eén cijfer", point)
    elsewhere = (
        page("size", "midden", (("sector", "G"),)),
        page("size", "klein", (("sector", "F"),)),
        page("size", "midden", (("sector", "F"),), first=2020),
        replace(BY_SIZE, view=replace(BY_SIZE.view, source="85555NED")),
    )

    for one in elsewhere:
        (shown,) = show_notes(one, (note,))
        assert (shown.row, shown.series) == (-1, "")


def test_a_point_among_series_side_by_side_is_the_same_as_in_a_page_of_its_own() -> None:
    view = replace(BY_SIZE.view, beside="sector", beside_members=("F",), where=())
    series = replace(BY_SIZE.frame.series[0], key="midden|F", beside="F")
    side_by_side = replace(BY_SIZE, view=view, frame=replace(BY_SIZE.frame, series=(series,)))
    point = point_of(BY_SIZE, 1, BY_SIZE.frame.series[0])
    (shown,) = show_notes(side_by_side, (Note("b", "indicator:groei", "Eén cijfer", point),))

    assert (shown.row, shown.series) == (1, "midden|F")


def test_no_two_keys_are_the_same() -> None:
    assert len({new_key() for _number in range(1000)}) == 1000
