"""A view as a text that survives the mail, and as a file."""

import json

import pytest

from mkbviewer.core.errors import InvalidView
from mkbviewer.core.kept.view_text import (
    SentView,
    has_view_text,
    view_from_file,
    view_from_text,
    view_to_file,
    view_to_text,
)
from mkbviewer.core.view import Transformation, View

SENT = SentView(
    View(
        "faillissementen",
        source="82522NED",
        by="Bedrijfsgrootte",
        members=("zzp", "micro"),
        where=(("BedrijfstakkenBranchesSBI2008", "T001081"),),
        frequency="quarter",
        transformation=Transformation.YEAR_ON_YEAR,
        chart="line",
        first="2017KW01",
        average=4,
        hides_report=True,
    ),
    "Faillissementen per kwartaal",
    "Één ‘drukke’ periode",
)

# As version 1 wrote it on 27 November 2026: what was mailed once must open for good.
OF_VERSION_1 = "view:1.paX0mKvGEudpiZk5OZnFxam5qXklqXlKyFFuZGpkBIlycBRDgx0pmkFeTAJFLlpoIHnXHOzd2loA"


def test_a_view_comes_back_from_its_text_with_name_and_note() -> None:
    assert view_from_text(view_to_text(SENT)) == SENT


def test_a_text_of_version_1_opens_for_good() -> None:
    assert view_from_text(OF_VERSION_1).view == View(
        "faillissementen",
        source="82522NED",
        by="size",
        members=("a", "b"),
        first="2017KW01",
        chart="line",
    )


def test_the_text_is_of_letters_that_no_mail_program_touches() -> None:
    assert set(view_to_text(SENT)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:."
    )


def test_a_plain_view_fits_on_a_line_of_mail() -> None:
    assert len(view_to_text(SentView(View("faillissementen")))) < 72


def test_line_breaks_and_words_before_it_do_no_harm() -> None:
    text = view_to_text(SENT)
    mailed = f"Kijk eens naar deze weergave:\n> {text[:40]}\n  {text[40:90]}\r\n{text[90:]}\n"

    assert has_view_text(mailed)
    assert view_from_text(mailed) == SENT


@pytest.mark.parametrize(
    "after", [".", ")", "”, zei hij.", "\n\nGroet,\nPiet", " en dan verder in 2023"]
)
def test_words_behind_it_do_no_harm(after: str) -> None:
    text = view_to_text(SENT)

    assert view_from_text(f"(zie {text[:40]}\n{text[40:]}{after}") == SENT


@pytest.mark.parametrize("place", [8, 20, 60, -1])
def test_a_changed_letter_is_noticed(place: int) -> None:
    letters = list(view_to_text(SENT))
    letters[place] = "A" if letters[place] != "A" else "B"

    with pytest.raises(InvalidView, match="damaged"):
        view_from_text("".join(letters))


@pytest.mark.parametrize("length", [8, 12, 30, 100])
def test_a_text_that_was_cut_off_is_noticed(length: int) -> None:
    with pytest.raises(InvalidView, match="damaged"):
        view_from_text(view_to_text(SENT)[:length])


def test_a_text_of_a_later_version_says_so() -> None:
    with pytest.raises(InvalidView, match="newer version"):
        view_from_text("view:2.abcdef")


def test_a_text_without_a_view_says_so() -> None:
    assert not has_view_text("faillissementen")
    with pytest.raises(InvalidView, match="no view in this text"):
        view_from_text("faillissementen")


def test_a_view_comes_back_from_its_file() -> None:
    assert view_from_file(view_to_file(SENT)) == SENT
    assert json.loads(view_to_file(SENT))["mkbview"] == 1


def test_a_file_with_a_choice_of_a_later_version_says_so() -> None:
    plain = json.loads(view_to_file(SENT))
    plain["view"]["colours"] = "other"

    with pytest.raises(InvalidView, match="newer version"):
        view_from_file(json.dumps(plain))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"mkbview": 1}',
        '{"mkbview": 1, "view": {}}',
        '{"mkbview": 1, "view": {"subject": 7}}',
        '{"mkbview": 1, "view": {"subject": "groei", "first": 2020}}',
        '{"mkbview": 1, "view": {"subject": "groei", "members": "zzp"}}',
        '{"mkbview": 1, "view": {"subject": "groei", "where": ["zzp"]}}',
        '{"mkbview": 1, "view": {"subject": "groei", "members": [["zzp", "micro"]]}}',
        '{"mkbview": 1, "view": {"subject": "groei", "transformation": "magic"}}',
    ],
)
def test_a_file_that_is_no_view_says_so(content: str) -> None:
    with pytest.raises(InvalidView, match="no view in this file"):
        view_from_file(content)
