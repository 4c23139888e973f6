"""The figures that the Jaarbericht itself states."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkbviewer.core.language import _, pick
from mkbviewer.core.period import Period
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.words.wording import spell_title


@dataclass(frozen=True)
class Fact:
    """One figure of the report, with the words that qualify it.

    `qualifier` is `<` (nearly, less than), `>` (more than), `~` (about) or empty.
    `is_period_stated` is False where the report's text names no period; `note` says what is
    odd about the text. Members are empty where the fact has none. `value_text` and `period_text`
    are the value and the period as the facts file writes them, `edition` is that of the report.
    """

    indicator: str
    measure: str
    unit: str
    period: Period
    value: float
    value_text: str
    qualifier: str
    size_class: str
    sector: str
    legal_form: str
    group: str
    figure: str
    section: str
    is_period_stated: bool
    note: str
    note_nl: str = ""
    period_text: str = ""
    edition: str = ""

    @property
    def title(self) -> str:
        """The measure as the screen writes it."""
        return spell_title(self.measure)

    @property
    def remark(self) -> str:
        """The note in the active language."""
        return pick({"en": self.note, "nl": self.note_nl or self.note})

    @property
    def members(self) -> tuple[str, ...]:
        """What the fact is about besides its measure, as the report words it."""
        return tuple(
            member
            for member in (self.size_class, self.sector, self.legal_form, self.group)
            if member
        )

    @property
    def qualifier_words(self) -> str:
        """The qualifier in words, in the active language; empty where there is none."""
        return {
            "<": _("nearly"),
            ">": _("more than"),
            "~": _("about"),
        }.get(self.qualifier, "")

    @property
    def decimals(self) -> int:
        """The decimals with which the value is stated."""
        return len(self.value_text.partition(".")[2])

    @property
    def key(self) -> tuple[str, ...]:
        """What tells the fact from every other one of the report."""
        return (
            self.indicator,
            self.measure,
            self.unit,
            self.period.code,
            self.qualifier + self.value_text,
            self.size_class,
            self.sector,
            self.legal_form,
            self.group,
            self.section,
        )


@dataclass(frozen=True)
class Finding:
    """What the editor of the facts found when comparing one with the CBS tables of the time.

    `verdict` is confirmed, revised, differs or cannot be checked; `nearest` the figure of a
    neighbouring concept, None where there is none.
    """

    verdict: str
    explanations: Mapping[str, str]
    nearest: float | None = None

    @property
    def explanation(self) -> str:
        """Why, in the active language; empty where nothing had to be explained."""
        return pick(dict(self.explanations))


def load_findings(path: Path, explanations: Path | None = None) -> dict[tuple[str, ...], Finding]:
    """Read a file with the columns of the facts and what came of checking them, by fact.

    `explanations` is a file with their Dutch (`explanation,explanation_nl`).
    """
    dutch = {
        row["explanation"]: row["explanation_nl"]
        for row in (_read_rows(explanations) if explanations else ())
    }
    return read_findings(_read_rows(path), dutch)


def read_findings(
    rows: Iterable[Mapping[str, str]], dutch: Mapping[str, str]
) -> dict[tuple[str, ...], Finding]:
    """The findings in the rows of such a file; `dutch` has explanations by the English ones."""
    return {
        read_fact(row).key: Finding(
            verdict=row["verdict"],
            explanations={
                "en": row["explanation"],
                "nl": dutch.get(row["explanation"], row["explanation"]),
            },
            nearest=float(row["nearest"]) if row["nearest"] else None,
        )
        for row in rows
    }


def load_facts(path: Path, notes: Path | None = None) -> tuple[Fact, ...]:
    """Read a facts file (`facts_2023.csv`): the report's figures in the order of its text.

    `notes` is a file with the Dutch of the notes (`note,note_nl`).
    """
    dutch = {row["note"]: row["note_nl"] for row in _read_rows(notes)} if notes else {}
    edition = path.stem.removeprefix("facts_")
    return tuple(read_fact(row, edition, dutch) for row in _read_rows(path))


def _read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_fact(
    row: Mapping[str, str], edition: str = "", dutch: Mapping[str, str] | None = None
) -> Fact:
    """The fact in a row of a facts file; `dutch` has notes by the English ones."""
    period, _status = parse_period(row["period"])
    return Fact(
        indicator=row["indicator"],
        measure=row["measure"],
        unit=row["unit"],
        period=period,
        value=float(row["value"]),
        value_text=row["value"],
        qualifier=row["qualifier"],
        size_class=row["size_class"],
        sector=row["sector"],
        legal_form=row["legal_form"],
        group=row["group"],
        figure=row["figure"],
        section=row["section"],
        is_period_stated=row["period_stated"] == "yes",
        note=row["note"],
        note_nl=(dutch or {}).get(row["note"], ""),
        period_text=row["period"],
        edition=edition,
    )
