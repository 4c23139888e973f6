"""The comparisons that the report makes: which of them a page allows, and how it then looks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension
from mkbviewer.core.period import PER_YEAR, year_earlier
from mkbviewer.core.recipes.aggregation import LARGE
from mkbviewer.core.recipes.breakdown import (
    MKB,
    MKB_WITHOUT_ZZP,
    SECTOR,
    SIZE_CLASS,
    TOTAL,
    TOTAL_WITHOUT_ZZP,
    open_ended,
)
from mkbviewer.core.view import WHOLE_YEAR, Transformation, View

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame
    from mkbviewer.core.page import Page

_FEWEST_AGES = 2
_LEAST_ABOVE_MKB = 100

_PLAIN: Mapping[str, Any] = {
    "transformation": Transformation.LEVEL,
    "average": 0,
    "first": "",
    "last": "",
    "season": "",
    "by_cohort": False,
    "beside": "",
    "beside_members": (),
}
"""What is left of an earlier choice would only blur a comparison."""


class Comparison(StrEnum):
    """One kind of comparison; the value is its word on the command line."""

    MKB_LARGE = "mkb-groot"
    SELF_EMPLOYED = "zzp"
    TOTAL = "total"
    YEAR_EARLIER = "year-earlier"
    COHORTS = "cohorts"

    @property
    def label(self) -> str:
        """The comparison in words."""
        return {
            Comparison.MKB_LARGE: _("SMEs and large businesses"),
            Comparison.SELF_EMPLOYED: _("With and without self-employed"),
            Comparison.TOTAL: _("Each sector and the total"),
            Comparison.YEAR_EARLIER: _("A year earlier"),
            Comparison.COHORTS: _("Cohorts, by year of birth"),
        }[self]


@dataclass(frozen=True)
class Preset:
    """What a comparison makes of a page: the fields of the view that it changes."""

    comparison: Comparison
    fields: Mapping[str, Any] = field(default_factory=dict)

    def applies_to(self, view: View) -> bool:
        """Whether a view shows this comparison; the kind of chart does not matter.

        Nor does the range, as long as there is one where the comparison has one.
        """
        has_range = any(self.fields.get(name) for name in ("first", "last"))
        if has_range and not (view.first or view.last):
            return False
        return all(
            getattr(view, name) == value
            for name, value in self.fields.items()
            if name not in ("chart", "first", "last", "where") and not _is_cleared(name, value)
        )


def _is_cleared(name: str, value: Any) -> bool:
    return name in ("season", "by_cohort") and not value


def presets_of(page: "Page") -> tuple[Preset, ...]:
    """The comparisons that the figures of a page allow, each with the view that shows it."""
    found = (
        (Comparison.MKB_LARGE, _by_size(_mkb_and_large(page))),
        (Comparison.SELF_EMPLOYED, _by_size(_with_and_without_zzp(page))),
        (Comparison.TOTAL, _by_sector(page)),
        (Comparison.YEAR_EARLIER, _year_earlier(page)),
        (Comparison.COHORTS, _cohorts(page)),
    )
    return tuple(Preset(comparison, fields) for comparison, fields in found if fields)


def shown_preset(page: "Page", presets: Sequence[Preset]) -> Preset | None:
    """The comparison that a page shows, or None."""
    return next((one for one in presets if one.applies_to(page.view)), None)


CLEARED: Mapping[str, Any] = {**_PLAIN, "by": "", "members": (), "measures": (), "chart": ""}
"""The fields that a comparison may set, each at the page's own default."""


def cleared(preset: Preset) -> dict[str, Any]:
    """The fields that end a comparison: what it set falls back to the page's own."""
    return {name: CLEARED[name] for name in preset.fields if name in CLEARED}


def compare(view: View, preset: Preset) -> View:
    """The view that shows a comparison."""
    by = preset.fields.get("by", view.by)
    where = tuple(fixed for fixed in view.where if fixed[0] != by)
    return replace(view, **{"where": where, **preset.fields})


def _by_size(members: Sequence[str]) -> dict[str, Any]:
    if not members:
        return {}
    return {
        "by": SIZE_CLASS,
        "members": tuple(members),
        **_PLAIN,
        "chart": "line",
    }


def _size_classes(page: "Page") -> tuple[str, ...]:
    """The size classes that there are, or that can be computed, for the measures shown."""
    found = page.structure.dimension(SIZE_CLASS)
    codes = tuple(one.code for one in found.members) if found else ()
    return tuple(code for code in codes if page.computed.get(code, True))


def _mkb_and_large(page: "Page") -> tuple[str, ...]:
    codes = _size_classes(page)
    # The surveys begin at five persons and say so in the code: `5-250 (mkb vanaf 5)`.
    mkb = next((code for code in codes if code == MKB), None) or next(
        (code for code in codes if f"({MKB}" in code), None
    )
    if mkb and LARGE in codes:
        return (mkb, LARGE)
    # Where the mkb of a table ends at 100 persons, what is above it begins there.
    above = [code for code in codes if (open_ended(code) or 0) >= _LEAST_ABOVE_MKB]
    return (MKB, above[0]) if MKB in codes and len(above) == 1 else ()


def _with_and_without_zzp(page: "Page") -> tuple[str, ...]:
    codes = _size_classes(page)
    for whole, without in ((MKB, MKB_WITHOUT_ZZP), (TOTAL, TOTAL_WITHOUT_ZZP)):
        if whole in codes and without in codes:
            return (whole, without)
    return ()


def _by_sector(page: "Page") -> dict[str, Any]:
    dimension = page.structure.dimension(SECTOR)
    total = _total_of(page, dimension) if dimension else ""
    sections = tuple(_sections(dimension, total)) if dimension and total else ()
    if len(sections) < 2:
        return {}
    return {
        "by": SECTOR,
        "members": (total, *sections),
        **_PLAIN,
        "chart": "ranking",
    }


_SECTION = re.compile(r"[A-U]")
_SPAN = re.compile(r"\b([A-U])-([A-U])\b")
_TOTALS_BY_NAME = ("TOT ",)


def _total_of(page: "Page", dimension: Dimension) -> str:
    """The member over all sections: the one that the page itself shows, else the widest."""
    spans = {one.code: _width(one.code) for one in dimension.members}
    letters = sum(bool(_SECTION.fullmatch(code)) for code in spans)
    wide = [code for code, width in spans.items() if width > 1 and 2 * width > letters]
    chosen = (page.view.fixed(SECTOR), *(page.view.members if page.view.by == SECTOR else ()))
    default = page.indicator.selection if page.indicator else None
    usual = (*dict(default.where).values(), *default.members) if default else ()
    for code in (*chosen, *usual):
        if code in wide:
            return code
    return max(wide, key=lambda code: spans[code], default="")


def _width(code: str) -> int:
    """How many sections a code spans: `B-E` four, `C` one, `TOT …` more than any other."""
    if code.startswith(_TOTALS_BY_NAME):
        return 20
    match = _SPAN.search(code)
    return ord(match[2]) - ord(match[1]) + 1 if match else 1


def _sections(dimension: Dimension, total: str) -> Iterator[str]:
    """The sections by their letters, with those that the table takes together where it does."""
    codes = [one.code for one in dimension.members]
    letters = {code for code in codes if _SECTION.fullmatch(code)}
    for code in codes:
        match = _SPAN.fullmatch(code)
        within = {chr(n) for n in range(ord(match[1]), ord(match[2]) + 1)} if match else set()
        if code in letters or (within and code != total and not within & letters):
            yield code


def _year_earlier(page: "Page") -> dict[str, Any]:
    """The newest period with figures beside the same part of the year before.

    On a page of one part of the year that is the newest of those.
    """
    level = page.level
    season = "" if page.view.season == WHOLE_YEAR else page.view.season
    row = _newest_with_year_earlier(level, season)
    if row is None:
        return {}
    period = level.periods[row]
    earlier = year_earlier(period)
    assert earlier is not None
    return {
        **_PLAIN,
        "season": period.code[4:],
        "first": earlier.code,
        "last": period.code,
        "chart": "bar",
    }


def _newest_with_year_earlier(level: "Frame", season: str) -> int | None:
    import numpy as np

    known = set(np.flatnonzero(np.isfinite(level.values).any(axis=1)).tolist())
    rows = {period: row for row, period in enumerate(level.periods)}
    for row in sorted(known, reverse=True):
        period = level.periods[row]
        if season and period.code[4:] != season:
            continue
        before = year_earlier(period) if PER_YEAR.get(period.frequency, 1) > 1 else None
        if before is not None and rows.get(before) in known:
            return row
    return None


def _cohorts(page: "Page") -> dict[str, Any]:
    """Every age at which the table follows a cohort, of one member of the breakdown."""
    from mkbviewer.core.recipes.cohorts import ages_of

    ages = ages_of({one.key: one.title for one in page.structure.measures})
    if len(ages) < _FEWEST_AGES:
        return {}
    return {
        "measures": tuple(ages),
        "members": page.view.members[:1],
        **_PLAIN,
        "by_cohort": True,
        "chart": "line",
    }
