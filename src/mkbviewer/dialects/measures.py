"""The measures of a file, by what their cells hold."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mkbviewer.core.language import _
from mkbviewer.core.model import Measure
from mkbviewer.dialects.content import name_some

MOST_DECIMALS = 15
"""More decimals than these are not shown."""
_LARGEST_EXACT = 2.0**53


@dataclass(frozen=True)
class Profile:
    """What the cells of one measure hold: `odd` cells are neither number nor missing."""

    numbers: int
    odd: int
    decimals: int
    largest: float = 0.0

    @property
    def is_text(self) -> bool:
        """Whether more cells hold text than numbers."""
        return self.odd > self.numbers

    @property
    def shown_decimals(self) -> int | None:
        """The decimals to show; None where there is no number to show."""
        return self.decimals if self.numbers else None


def with_decimals(measure: Measure, profile: Profile, *, in_percent: bool = False) -> Measure:
    """A measure of numbers with the decimals and the sign that they are written with."""
    if in_percent:
        measure = replace(measure, unit=measure.unit or "%")
    if measure.decimals is not None:
        return measure
    return replace(measure, decimals=profile.shown_decimals)


def warn_of_large(profiles: Mapping[str, Profile]) -> list[str]:
    """A warning where numbers, by the titles of their measures, are too long to be exact."""
    names = [title for title, profile in profiles.items() if profile.largest > _LARGEST_EXACT]
    if not names:
        return []
    return [
        _(
            "Numbers of more than 15 digits are kept as precisely as can be, not exactly: {names}."
        ).format(names=name_some(names))
    ]


def measure_found(title: str, unit: str, profile: Profile) -> Measure:
    """A measure of a long file."""
    if profile.is_text:
        return Measure(title, title, unit, is_text=True)
    return Measure(title, title, unit, profile.shown_decimals)
