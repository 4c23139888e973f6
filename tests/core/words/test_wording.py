"""Spelling on screen."""

import pytest

from mkbviewer.core.words import wording
from mkbviewer.core.words.wording import spell, spell_title


def test_words_in_plain_letters_get_their_diacritics() -> None:
    assert spell("gebruikt een of meer AI-technologieen") == "gebruikt een of meer AI-technologieën"
    assert spell("Financiele beperkingen") == "Financiële beperkingen"


def test_other_words_stay_as_they_are() -> None:
    assert spell("commerciële dienstverlening") == "commerciële dienstverlening"


def test_a_title_starts_with_a_capital() -> None:
    assert spell_title("aanvraag na orientatie") == "Aanvraag na oriëntatie"
    assert spell_title("") == ""


def test_no_line_breaks_within_a_number() -> None:
    assert spell("boven 80 000 euro") == "boven 80\u00a0000 euro"
    assert spell("tabel 2023 met 12 cijfers") == "tabel 2023 met 12 cijfers"


def test_dutch_writes_thousands_with_a_point_in_words_as_in_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wording, "active_language", lambda: "nl")

    assert spell("boven 80 000 euro") == "boven 80.000 euro"


def test_an_abbreviation_has_its_point() -> None:
    assert spell("mkb excl zzp") == "mkb excl. zzp"
