"""Names that have parts in common are told apart by the others."""

import pytest

from mkbviewer.core.words.apart import apart_from, shared_parts, without_shared

TURNOVER = ("Omzet, G Handel, 81156ned", "Omzet, C Industrie, 81156ned")


def test_what_all_names_begin_and_end_with_is_found() -> None:
    start, end = shared_parts(TURNOVER)

    assert (start, end) == ("Omzet", "81156ned")
    assert [without_shared(one, start, end) for one in TURNOVER] == ["G Handel", "C Industrie"]


@pytest.mark.parametrize(
    "names",
    [(), ("Omzet, Bouw",), ("Omzet, Bouw", "Omzet, Bouw"), ("Bouw", "Handel"), ("Bouw", "Bouw, 1")],
)
def test_where_nothing_would_be_left_nothing_is_shared(names: tuple[str, ...]) -> None:
    start, end = shared_parts(names)

    assert [without_shared(one, start, end) for one in names] == list(names)


def test_a_comma_within_a_name_is_no_harm() -> None:
    names = ("Omzet, Landbouw, bosbouw en visserij", "Omzet, Bouw")

    assert shared_parts(names) == ("Omzet", "")
    assert without_shared(names[0], "Omzet", "") == "Landbouw, bosbouw en visserij"


def test_a_name_is_told_from_its_neighbours() -> None:
    others = ("Omzet, C Industrie, 81156ned", "Vacatures, Mkb, 80472ned")

    assert apart_from("Omzet, G Handel, 81156ned", others) == "G Handel"
    assert apart_from("Vacatures, Mkb, 80472ned", TURNOVER) == "Vacatures, Mkb, 80472ned"
    assert apart_from("a, b", ("a, c", "d, b")) == "b"
