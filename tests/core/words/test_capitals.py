"""Titles within a sentence."""

import pytest

from mkbviewer.core.words.capitals import within_sentence


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Openstaande vacatures", "openstaande vacatures"),
        ("Bbp", "bbp"),
        ("Gemiddelde WOZ-waarde", "gemiddelde WOZ-waarde"),
        ("Totaal Nederland", "totaal Nederland"),
        ("Oostelijk deel", "oostelijk deel"),
    ],
)
def test_a_title_begins_small_within_a_sentence(title: str, expected: str) -> None:
    assert within_sentence(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Nederland",
        "Nederlandse bedrijven",
        "Europese Unie",
        "Groningen (PV)",
        "Noord-Holland",
        "Noord.Brabant",
        "Zuid Nederland",
        "Den Haag",
        "Zvw-premie",
        "CPI",
        "ICT-personeel",
        "A Landbouw, bosbouw en visserij",
        "",
    ],
)
def test_names_and_abbreviations_keep_their_capital(title: str) -> None:
    assert within_sentence(title) == title
