"""What WCAG asks of the colours: 4.5 to 1 for text, 7 and lines 3 to 1 with high contrast."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from mkbviewer.core.frame import Series, empty_frame
from mkbviewer.settings import THEMES
from mkbviewer.ui.look.colours import contrast_between, readable
from mkbviewer.ui.look.palette import CONTRAST, CONTRAST_DARK, PALETTES
from mkbviewer.ui.look.theme import Theme, qt_palette, style_sheet

GROUNDS = ("card", "window", "sidebar", "accent_soft")
TEXTS = ("text", "muted", "heading")
ON_THEIR_OWN = (
    ("accent_text", "accent"),
    ("accent_text", "heading"),
    ("accent", "card"),
    ("accent", "window"),
    ("error", "card"),
    ("text", "error_soft"),
    ("text", "warning_soft"),
    ("warning", "warning_soft"),
    ("ok", "card"),
)
LINES = ("border", "grid", "axis", "accent", "total")
by_name = pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
high_only = pytest.mark.parametrize(
    "palette", [CONTRAST, CONTRAST_DARK], ids=lambda palette: palette.name
)


def ratios(palette, pairs):
    return {
        f"{one} on {other}": contrast_between(getattr(palette, one), getattr(palette, other))
        for one, other in pairs
    }


@by_name
def test_text_stands_out_from_every_ground(palette):
    least = 7.0 if palette in (CONTRAST, CONTRAST_DARK) else 4.5
    found = ratios(palette, (*product(TEXTS, GROUNDS), *ON_THEIR_OWN))
    assert {name: ratio for name, ratio in found.items() if ratio < least} == {}


@high_only
def test_lines_and_series_stand_out_with_high_contrast(palette):
    grounds = ("card", "window", "sidebar")
    found = ratios(palette, product(LINES, grounds))
    series = {*palette.members, *palette.size_classes.values()}
    found |= {one: contrast_between(one, palette.card) for one in series}
    assert {name: ratio for name, ratio in found.items() if ratio < 3.0} == {}


@by_name
def test_names_of_series_are_as_readable_as_other_text(palette):
    series = {*palette.members, *palette.size_classes.values(), palette.total}
    least = min(
        contrast_between(readable(one, palette.card, palette.contrast), palette.card)
        for one in series
    )
    assert least >= palette.contrast


@by_name
def test_every_palette_can_be_chosen(palette):
    assert palette.name in THEMES
    assert palette.card in style_sheet(palette)


@by_name
def test_pale_words_keep_the_colour_of_the_palette_under_the_style_sheet(qapp, palette):
    theme = qapp.findChild(Theme) or Theme(qapp, "light")
    before = theme.name
    theme.choose(palette.name)
    try:
        for kind in (QLabel, QLineEdit, QPushButton):
            widget = kind()
            widget.ensurePolished()
            pale = widget.palette().color(QPalette.ColorRole.PlaceholderText)
            assert (pale.name(), pale.alpha()) == (palette.muted, 255)
        assert QApplication.palette().color(QPalette.ColorRole.Mid) == qt_palette(palette).color(
            QPalette.ColorRole.Mid
        )
    finally:
        theme.choose(before)


def colours_of(palette, labels):
    series = tuple(Series(code, label, member=code) for code, label in labels.items())
    nothing = (np.zeros((0, len(series))), np.zeros((0, len(series)), dtype=np.uint8))
    frame = replace(empty_frame(), series=series, values=nothing[0], statuses=nothing[1])
    return dict(zip(labels, palette.series_colours(frame), strict=True))


@by_name
@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("A-U", "A-U Alle economische activiteiten"),
        ("mkb", "Mkb (0 tot 100 personen)"),
        ("10+", "10 of meer personen"),
        ("totaal", "Totaal"),
    ],
)
def test_a_total_is_neutral_by_its_code_as_by_its_label(palette, code, label):
    colours = colours_of(palette, {"C": "C Industrie", code: label, "F": "F Bouwnijverheid"})

    assert colours == {"C": palette.members[0], code: palette.total, "F": palette.members[1]}


@by_name
def test_two_totals_can_be_told_apart(palette):
    labels = {"A-U": "A-U Alle economische activiteiten", "TOT": "Totaal (ex. financieel)"}
    first, second = colours_of(palette, labels).values()

    assert first == palette.total
    assert second not in (first, *palette.members, *palette.size_classes.values())
