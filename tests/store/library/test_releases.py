"""Names and order of releases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core.model import Release
from mkbviewer.store.library.releases import DatedRelease, free_name, order_releases, safe_file_name


def dated(name: str, last: str, modified: str = "", imported: str = "2024-01-01") -> DatedRelease:
    return DatedRelease(Release("99901NED", name, imported, modified), last)


def names(*releases: DatedRelease) -> list[str]:
    return [release.name for release in order_releases(releases)]


def test_releases_stand_in_order_of_the_date_that_cbs_gives() -> None:
    assert names(
        dated("new", "2022KW04", "2023-04-01"),
        dated("old", "2023KW01", "2023-01-01"),
    ) == ["old", "new"]


def test_without_a_date_the_last_period_decides_and_then_the_moment_of_import() -> None:
    assert names(
        dated("c", "2023KW03", imported="2024-01-02"),
        dated("b", "2023KW03", imported="2024-01-01"),
        dated("a", "2023KW02", imported="2024-01-03"),
    ) == ["a", "b", "c"]


def test_a_quarter_reaches_further_than_the_half_year_it_ends_with_an_earlier_one() -> None:
    assert names(dated("year", "2022JJ00"), dated("quarter", "2022KW03")) == ["quarter", "year"]


def test_dated_and_undated_releases_are_merged_by_their_last_period() -> None:
    assert names(
        dated("2023", "2023KW04"),
        dated("2024", "2024KW04", "2025-01-01"),
        dated("2022", "2022KW04", "2023-01-01"),
    ) == ["2022", "2023", "2024"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2022KW01", "2022KW02", "2022JJ00", "2012/2022", ""]),
            st.sampled_from(["", "2023-01-01", "2023-02-01"]),
            st.sampled_from(["2024-01-01", "2024-01-02"]),
        ),
        max_size=8,
    )
)
def test_the_order_does_not_depend_on_the_order_given(given_releases: list) -> None:
    releases = [
        dated(str(number), last, modified, imported)
        for number, (last, modified, imported) in enumerate(given_releases)
    ]
    assert names(*releases) == names(*reversed(releases))


def test_a_taken_name_gets_a_letter() -> None:
    assert free_name("2025-04-23", set()) == "2025-04-23"
    assert free_name("2025-04-23", {"2025-04-23"}) == "2025-04-23b"
    letters = {"2025-04-23"} | {f"2025-04-23{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"}
    assert free_name("2025-04-23", letters) == "2025-04-23aa"


@pytest.mark.parametrize("text", ["81589NED", "80472ned", "2025-04-23b", "eigen_tabel"])
def test_an_ordinary_name_stays_as_it_is(text: str) -> None:
    assert safe_file_name(text) == text


@given(st.text(max_size=300))
def test_any_text_gives_a_name_without_separators(text: str) -> None:
    name = safe_file_name(text)
    assert name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_%")
    assert len(name) <= 101


@given(st.text(max_size=120), st.text(max_size=120))
def test_different_texts_give_different_names(one: str, other: str) -> None:
    assert (safe_file_name(one) == safe_file_name(other)) == (one == other)


def test_names_that_windows_reserves_are_avoided() -> None:
    assert safe_file_name("NUL") == "%NUL"
    assert safe_file_name("com1") == "%com1"
    assert safe_file_name("..") == "%2e%2e"
