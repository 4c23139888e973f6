"""The limits that the report names for an indicator: what it calls good or healthy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkbviewer.core.language import _, pick

if TYPE_CHECKING:
    from mkbviewer.core.page import Page


@dataclass(frozen=True)
class Limit:
    """From `value` on, up to `upper` where there is one, figures of `measure` are good.

    `names` say so in words, in both languages; `section` is where the report does.
    """

    measure: str
    unit: str
    value: float
    upper: float | None
    names: Mapping[str, str]
    section: str

    @property
    def label(self) -> str:
        """The limit in words, in the active language."""
        return pick(dict(self.names))

    @property
    def sentence(self) -> str:
        """The limit with where it stands in the report."""
        return _("{limit} (annual report, {section})").format(
            limit=self.label, section=self.section
        )


def parse_limit(text: Mapping[str, Any]) -> Limit:
    """What a `[[limit]]` of a catalogue file says."""
    upper = text.get("to")
    return Limit(
        measure=text["measure"],
        unit=text["unit"],
        value=float(text["from"]),
        upper=None if upper is None else float(upper),
        names=text["name"],
        section=text["section"],
    )


def limits_of(page: "Page") -> tuple[Limit, ...]:
    """The limits that can stand in the chart of a page: every series is what they are about.

    Shares of businesses by class of solvency are no solvencies: there a limit belongs nowhere.
    """
    if page.indicator is None or not page.shows_level:
        return ()
    shown = {
        (measure.title.lower(), one.unit or measure.unit)
        for one in page.frame.series
        if (measure := page.structure.measure(one.measure))
    }
    return tuple(
        limit for limit in page.indicator.limits if shown == {(limit.measure.lower(), limit.unit)}
    )
