"""What an import found and did: a report for the screen, the command line and the library."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.model import Dimension, Measure, Release, Structure
from mkbviewer.core.numbers import decimals_to_tell, format_number, format_with_unit
from mkbviewer.core.period import Frequency
from mkbviewer.core.period_label import parse_period
from mkbviewer.dialects.reading import Rejected

IMPORTED = "imported"
UNCHANGED = "unchanged"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BiggestRevision:
    """The value that was revised most: which series, when, and what it was and is.

    `measure` is a title, `members` are labels, `period` is a code.
    """

    measure: str
    members: tuple[str, ...]
    period: str
    old: float
    new: float
    unit: str = ""
    decimals: int | None = None

    def in_words(self) -> str:
        """Series, period, old and new value: `Omzet, Bouw, 2023 1e kwartaal: 437,3 → 434,8 %`."""
        decimals = decimals_to_tell((self.old, self.new), self.unit, self.decimals)
        series = ", ".join((self.measure, *self.members, parse_period(self.period)[0].label))
        old = format_number(self.old, decimals)
        new = format_with_unit(self.new, self.unit, decimals)
        return f"{series.rstrip(', ')}: {old} → {new}"


@dataclass(frozen=True, slots=True)
class Revisions:
    """How many observations a release has more, fewer and different than the one before.

    `restated` of the revised ones keep their value, or are still missing, under another status;
    `biggest` is the first of those with another value, in the order of `revisions`.
    """

    added: int = 0
    removed: int = 0
    revised: int = 0
    restated: int = 0
    biggest: BiggestRevision | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of a file: its key, what it takes the file for, and its first figures.

    `preview` has a row for each figure: its period, its members, its measure and its value, under
    the titles in `heading`.
    """

    key: str
    says: str
    heading: tuple[str, ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What only the user can tell about a file: which of these readings is right."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class ImportReport:
    """What became of one file.

    `status` is imported, unchanged (this content was there already) or refused; `reasons` say why
    the file was recognised so, `table_reason` why it is this table; `observations` counts those
    with a value, `missing` the others by symbol; `rejected` holds the first hundred rows left out
    of `rejected_count`; `compared_with` names the release that `revisions` counts from,
    `inherited_from` those that lent titles, units and labels; `waits` tells that metadata is kept
    until its figures come; `question` is asked where several readings of the file are equally good
    (it is refused until one is chosen), `reading` is the key of the one chosen; `edition` the year
    where the file is an edition of the report; `error` tells why a file was refused.
    """

    file: Path
    status: str
    dialect: str = ""
    table: str = ""
    title: str = ""
    release: str = ""
    dimensions: tuple[Dimension, ...] = ()
    measures: tuple[Measure, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    first: str = ""
    last: str = ""
    observations: int = 0
    missing: Mapping[str, int] = field(default_factory=dict)
    rejected: tuple[Rejected, ...] = ()
    rejected_count: int = 0
    revisions: Revisions = Revisions()
    compared_with: str = ""
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    table_reason: str = ""
    companions: tuple[str, ...] = ()
    inherited_from: tuple[str, ...] = ()
    waits: bool = False
    question: Question | None = None
    reading: str = ""
    edition: str = ""
    error: MkbviewerError | None = None

    def to_json(self) -> dict[str, Any]:
        """The report as plain lists and texts, under the names of the command line's JSON."""
        return {
            "file": str(self.file),
            "status": self.status,
            "dialect": self.dialect,
            "table": self.table,
            "title": self.title,
            "release": self.release,
            "dimensions": [
                {"name": one.key, "members": len(one.members), "title": one.title}
                for one in self.dimensions
            ],
            "measures": [one.key for one in self.measures],
            "frequencies": [one.value for one in self.frequencies],
            "first": self.first,
            "last": self.last,
            "observations": self.observations,
            "missing": dict(self.missing),
            "rejected": [asdict(one) for one in self.rejected],
            "revisions": {
                "added": self.revisions.added,
                "removed": self.revisions.removed,
                "revised": self.revisions.revised,
            },
            "restated": self.revisions.restated,
            "warnings": list(self.warnings),
            "error": _error_to_json(self.error),
            "rejected_count": self.rejected_count,
            "compared_with": self.compared_with,
            "reasons": list(self.reasons),
            "table_reason": self.table_reason,
            "companions": list(self.companions),
            "inherited_from": list(self.inherited_from),
            "waiting": self.waits,
            "biggest_revision": _biggest_to_json(self.revisions.biggest),
            "question": asdict(self.question) if self.question else None,
            "reading": self.reading,
            "edition": self.edition,
            "measure_details": [
                {
                    "key": one.key,
                    "title": one.title,
                    "unit": one.unit,
                    "decimals": one.decimals,
                    "group": one.group,
                }
                for one in self.measures
            ],
        }


def unchanged(
    path: Path, release: Release, stored: Mapping[str, Any], structure: Structure
) -> ImportReport:
    """The report on a file whose content the library has, from what was stored of the first one."""
    report = ImportReport(
        file=path,
        status=UNCHANGED,
        dialect=release.dialect,
        table=release.table,
        title=stored.get("title", ""),
        release=release.name,
        observations=release.observations,
        missing=release.missing,
        rejected=tuple(Rejected(**one) for one in stored.get("rejected", ())),
        rejected_count=stored.get("rejected_count", 0),
        warnings=tuple(stored.get("warnings", ())),
        reasons=tuple(stored.get("reasons", ())),
        table_reason=stored.get("table_reason", ""),
        companions=tuple(stored.get("companions", ())),
        reading=stored.get("reading", ""),
    )
    return with_structure(report, structure)


def with_structure(report: ImportReport, structure: Structure) -> ImportReport:
    """The report with what can be chosen from in the table."""
    return replace(
        report,
        dimensions=structure.dimensions,
        measures=structure.measures,
        frequencies=structure.frequencies,
        first=structure.first,
        last=structure.last,
    )


def refusal(path: Path, error: MkbviewerError) -> ImportReport:
    """The report of a file that was not imported."""
    return ImportReport(path, REFUSED, error=error)


def _biggest_to_json(biggest: BiggestRevision | None) -> dict[str, Any] | None:
    if biggest is None:
        return None
    return {name: value for name, value in asdict(biggest).items() if name != "decimals"}


def _error_to_json(error: MkbviewerError | None) -> dict[str, str] | None:
    if error is None:
        return None
    return {"what": error.what, "why": error.why, "remedy": error.remedy}
