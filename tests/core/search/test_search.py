"""Searching: which names are found, and in which order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core.search.findable import Hit, Kind, Name, Occurrence, Register, Subject
from mkbviewer.core.search.search import Index, excerpt
from mkbviewer.core.search.spelling import (
    Forgiving,
    Vocabulary,
    edits_to_start,
    fold,
    forgiven_edits,
)
from mkbviewer.core.search.thesaurus import Thesaurus, load_thesaurus
from mkbviewer.core.view import View

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


@pytest.fixture
def index() -> Index:
    register = Register()
    failures = register.add_subject(Subject("faillissementen", "Aantal faillissementen"))
    vacancies = register.add_subject(Subject("vacatures", "Openstaande vacatures", source="80472"))
    turnover = register.add_subject(Subject("83837NED", "Omzet per bedrijfstak", is_table=True))
    register.add(Name(Kind.INDICATOR, "Aantal faillissementen", "Dynamiek"), Occurrence(failures))
    register.add(
        Name(
            Kind.INDICATOR,
            "Openstaande vacatures",
            "Talent",
            others=("Job vacancies",),
            context="Krapte",
        ),
        Occurrence(vacancies),
    )
    register.add(
        Name(Kind.DEFINITION, "Openstaande vacatures", body="Arbeidsplaatsen zonder personeel."),
        Occurrence(vacancies),
    )
    register.add(
        Name(Kind.TABLE, "Omzet per bedrijfstak", "83837NED", others=("83837NED",)),
        Occurrence(turnover),
    )
    register.add(Name(Kind.COMMAND, "Overzicht"), Occurrence(key="overview"))
    for subject in (vacancies, turnover):
        register.add_shared(Kind.MEMBER, "I Horeca", Occurrence(subject, "sector", "I"))
        register.add_shared(Kind.MEMBER, "F Bouw", Occurrence(subject, "sector", "F"))
    register.add_shared(Kind.MEASURE, "Omzetontwikkeling", Occurrence(turnover, "", "Omzet_1"))
    register.add_shared(Kind.MEASURE, "Detailomzet", Occurrence(turnover, "", "Omzet_2"))
    register.add_shared(Kind.MEASURE, "Financiële positie", Occurrence(turnover, "", "Positie_3"))
    return Index(register, load_thesaurus(RESOURCES / "search" / "thesaurus.toml"))


def titles(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.title for hit in hits]


def test_the_very_name_stands_first(index: Index) -> None:
    assert titles(index.search("omzetontwikkeling"))[0] == "Omzetontwikkeling"


def test_a_word_goes_before_one_that_begins_with_it_and_that_before_one_that_holds_it(
    index: Index,
) -> None:
    assert titles(index.search("omzet")) == [
        "Omzet per bedrijfstak",
        "Omzetontwikkeling",
        "Detailomzet",
    ]


def test_capitals_and_diacritics_do_not_matter(index: Index) -> None:
    assert titles(index.search("FINANCIELE")) == ["Financiële positie"]
    assert titles(index.search("financiële")) == ["Financiële positie"]


@pytest.mark.parametrize("typed", ["faillisement", "fallissementen", "faillissemetnen", "fialliss"])
def test_typing_errors_are_forgiven(index: Index, typed: str) -> None:
    assert titles(index.search(typed))[0] == "Aantal faillissementen"


@pytest.mark.parametrize("typed", ["horecca", "hroeca", "hoerca", "oreca"])
def test_one_typing_error_is_forgiven_in_a_word_of_six_letters(index: Index, typed: str) -> None:
    assert titles(index.search(typed))[0] == "I Horeca"


def test_nothing_is_forgiven_in_numbers_and_short_words(index: Index) -> None:
    assert index.search("83838") == ()
    assert index.search("bot") == ()


@pytest.mark.parametrize("typed", ["bedrijfstakkenomzet", "omzetsbedrijfstak", "bedrijfstakomzet"])
def test_a_word_composed_of_two_is_taken_apart_where_it_is_nowhere(
    index: Index, typed: str
) -> None:
    assert titles(index.search(typed))[0] == "Omzet per bedrijfstak"


def test_a_member_is_found_by_its_code_in_every_table() -> None:
    register = Register()
    for table, code in (("83553NED", "GM0363"), ("84710NED", "0363")):
        subject = register.add_subject(Subject(table, table, is_table=True, source=table))
        place = Occurrence(subject, "Regio", code)
        register.add_shared(Kind.MEMBER, "Amsterdam", place, code)
    index = Index(register)

    assert titles(index.search("gm0363")) == titles(index.search("0363")) == ["Amsterdam"] * 2


def test_an_english_word_finds_the_dutch_name_and_a_title_in_english(index: Index) -> None:
    assert titles(index.search("bankruptcy")) == ["Aantal faillissementen"]
    assert titles(index.search("bankrupcy")) == ["Aantal faillissementen"]
    assert titles(index.search("job vacancies")) == ["Openstaande vacatures"]
    assert titles(index.search("turnover"))[0] == "Omzet per bedrijfstak"


def test_a_table_is_found_by_its_id(index: Index) -> None:
    (hit,) = index.search("83837ned")

    assert (hit.kind, hit.view) == (Kind.TABLE, View("83837NED", is_table=True))


def test_a_word_of_the_page_chooses_between_the_places_of_one_name(index: Index) -> None:
    everywhere = index.search("horeca")
    narrowed = index.search("horeca omzet")

    assert [hit.view and hit.view.subject for hit in everywhere] == ["vacatures", "83837NED"]
    assert [(hit.title, hit.view and hit.view.subject) for hit in narrowed] == [
        ("I Horeca", "83837NED")
    ]


def test_a_word_that_is_nowhere_can_be_left_out(index: Index) -> None:
    assert index.search("omzetontwikkeling qqqqqq") == ()
    assert titles(index.search_partly("omzetontwikkeling qqqqqq")) == ["Omzetontwikkeling"]
    assert index.search_partly("qqqqqq") == ()


def test_a_title_goes_before_a_definition_and_the_same_page_is_not_given_twice(
    index: Index,
) -> None:
    (only,) = index.search("arbeidsplaatsen")

    assert only.kind is Kind.DEFINITION
    assert [hit.kind for hit in index.search("openstaande")] == [Kind.INDICATOR]


def test_a_member_opens_the_page_split_by_its_dimension_with_only_that_member(
    index: Index,
) -> None:
    view = index.search("horeca vacatures")[0].view

    assert view is not None
    assert (view.subject, view.source, view.by, view.members) == (
        "vacatures",
        "80472",
        "sector",
        ("I",),
    )


def test_a_measure_opens_the_page_with_it_and_a_command_opens_none(index: Index) -> None:
    measure = index.search("omzetontw")[0]
    command = index.search("overzicht")[0]

    assert measure.view is not None
    assert measure.view.measures == ("Omzet_1",)
    assert (command.view, command.key) == (None, "overview")


@pytest.mark.parametrize("typed", ["", "   ", "–", "qqqq"])
def test_what_has_no_words_or_is_nowhere_finds_nothing(index: Index, typed: str) -> None:
    assert index.search(typed) == ()


def test_a_swap_of_neighbours_is_one_edit() -> None:
    assert edits_to_start("omezt", "omzetontwikkeling", 1) == 1
    assert edits_to_start("omzzet", "omzet", 1) == 1
    assert edits_to_start("omet", "omzet", 1) == 1
    assert edits_to_start("olzet", "omzet", 1) == 1
    assert edits_to_start("lozet", "omzet", 1) == 2


def test_longer_words_may_hold_more_errors() -> None:
    assert [forgiven_edits(word) for word in ("bou", "bouw", "bouwwerk", "20230101")] == [
        0,
        1,
        2,
        0,
    ]


def test_a_thesaurus_reads_the_longest_expression_first() -> None:
    thesaurus = Thesaurus([["toegevoegde waarde", "value added"], ["waarde", "worth"]])

    read = thesaurus.read(["groei", "toegevoegde", "waarde"])

    assert [choices[0][0] for choices in read] == [("groei",), ("toegevoegde", "waarde")]
    assert [words for words, _worth in read[1]] == [("toegevoegde", "waarde"), ("value", "added")]


def test_an_excerpt_shows_where_the_word_stands() -> None:
    text = "Het aantal plaatsen waarvoor binnen of buiten het bedrijf personeel wordt gezocht"

    assert excerpt(text, "aantal") == text
    assert excerpt(text, "personeel").startswith("… ")
    assert "personeel" in excerpt(text, "personeel")


words = st.text("abcdefg", min_size=1, max_size=9)


def plain_edits(typed: str, word: str) -> int:
    """The edits to the nearest start of a word, by trying every way."""
    if not typed:
        return 0
    if not word:
        return len(typed)
    ways = [
        plain_edits(typed[1:], word[1:]) + (typed[0] != word[0]),
        plain_edits(typed[1:], word) + 1,
        plain_edits(typed, word[1:]) + 1,
    ]
    if len(typed) > 1 and len(word) > 1 and typed[:2] == word[1::-1]:
        ways.append(plain_edits(typed[2:], word[2:]) + 1)
    return min(ways)


short = st.text("abc", min_size=1, max_size=5)


@given(short, short, st.integers(0, 2))
def test_edits_are_counted_as_by_trying_every_way(typed: str, word: str, most: int) -> None:
    assert edits_to_start(typed, word, most) == min(plain_edits(typed, word), most + 1)


@given(st.lists(words, min_size=1, max_size=20), st.data())
def test_every_word_is_found_by_its_start_its_inside_and_with_one_error(
    known: list[str], data: st.DataObject
) -> None:
    vocabulary = Vocabulary(known)
    word = data.draw(st.sampled_from(known))
    found = {vocabulary.words[number] for number in vocabulary.find(word[:3])}
    assert word in found
    if len(word) >= 5:
        at = data.draw(st.integers(0, len(word) - 1))
        changed = word[:at] + "x" + word[at + 1 :]
        near = vocabulary.find(changed, Forgiving.ALWAYS)
        assert word in {vocabulary.words[number] for number in near}


@given(st.text(max_size=40))
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
