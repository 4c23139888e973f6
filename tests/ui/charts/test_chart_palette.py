import itertools
import math
from dataclasses import replace

import pytest

from mkbviewer.ui.look.colours import blend, contrast_between, readable
from mkbviewer.ui.look.palette import DARK, LIGHT, PALETTES, Palette
from tests.specimen_frames import frame_of, gapped_frame

# The contrast that WCAG asks for between a line or a bar and its background.
VISIBLE = 3.0
SIZE_CLASSES = ("zzp", "micro", "klein", "midden", "groot")
# How colours look without one kind of cone (Viénot, Brettel and Mollon, 1999), on linear RGB.
WITHOUT_CONES = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def lab(linear: list[float]) -> tuple[float, float, float]:
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in linear)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def distance(one: str, other: str, cones: tuple[tuple[float, ...], ...]) -> float:
    seen = []
    for colour in (one, other):
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        seen.append(lab([sum(w * c for w, c in zip(row, linear, strict=True)) for row in cones]))
    return math.dist(*seen)


def test_a_size_class_always_has_its_own_colour() -> None:
    assert LIGHT.series_colours(gapped_frame()) == ("#4c9ad6", "#1b7f9f", "#dc7a0a")


def test_other_members_take_the_next_colour_and_a_total_none() -> None:
    frame = frame_of([(2022, 1)], {"bouw": [1], "totaal": [3], "handel": [2]})

    assert LIGHT.series_colours(frame) == (LIGHT.members[0], LIGHT.total, LIGHT.members[1])


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_a_member_beside_size_classes_does_not_look_like_one_of_them(palette: Palette) -> None:
    frame = frame_of([(2022, 1)], {"0-10": [1], "klein": [3], "midden": [2], "groot": [4]})

    first, *classes = palette.series_colours(frame)

    assert classes == [palette.size_classes[name] for name in ("klein", "midden", "groot")]
    # The first two colours of members are those of "klein" and of "groot", nearly.
    assert first == palette.members[2]


def test_a_member_has_the_same_colour_in_each_unit() -> None:
    frame = frame_of([(2022, 1)], {"a": [1], "b": [2], "a%": [30], "b%": [70], "b per uur": [5]})
    stands_for = (("a", ""), ("b", ""), ("a", "%"), ("b", "%"), ("b", "%"))
    series = tuple(
        replace(one, member=member, unit=unit)
        for one, (member, unit) in zip(frame.series, stands_for, strict=True)
    )

    # Two measures of one unit share a chart: there each has a colour of its own.
    first, second, third = LIGHT.members[:3]
    assert LIGHT.series_colours(replace(frame, series=series)) == (
        *(first, second),
        *(first, second, third),
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize("cones", WITHOUT_CONES.values(), ids=WITHOUT_CONES)
def test_colour_blind_people_tell_the_members_apart(
    palette: Palette, cones: tuple[tuple[float, ...], ...]
) -> None:
    for one, other in itertools.combinations(palette.members[:6], 2):
        assert distance(one, other, cones) > 10, (one, other)
    for one, other in itertools.combinations(palette.size_classes.values(), 2):
        assert distance(one, other, cones) > 10, (one, other)


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_twenty_members_each_have_a_colour_that_looks_different(palette: Palette) -> None:
    as_it_is = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    frame = frame_of([(2022, 1)], {f"bedrijfstak {number}": [1] for number in range(20)})

    for one, other in itertools.combinations(palette.series_colours(frame), 2):
        assert distance(one, other, as_it_is) > 20, (one, other)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_text_is_readable(palette: Palette) -> None:
    for ground in (palette.card, palette.window):
        for colour in (palette.text, palette.muted, palette.accent, palette.error, palette.ok):
            assert contrast_between(colour, ground) >= 4.5, (colour, ground)
    for colour in (*palette.size_classes.values(), *palette.members, palette.total):
        assert contrast_between(readable(colour, palette.card), palette.card) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_the_line_of_every_series_stands_out_from_its_ground(palette: Palette) -> None:
    for colour in (*palette.size_classes.values(), *palette.members, palette.total):
        assert contrast_between(colour, palette.card) >= VISIBLE, colour


def test_a_blend_lies_between_its_colours() -> None:
    assert blend("#000000", "#ffffff", 0.5) == "#808080"
    assert blend("#123456", "#ffffff", 1.0) == "#123456"
