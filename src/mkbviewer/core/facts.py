"""The figures that the Jaarbericht itself states."""

import csv
from dataclasses import dataclass
from pathlib import Path

from mkbviewer.core.language import _
from mkbviewer.core.period import Period
from mkbviewer.core.period_label import parse_period


@dataclass(frozen=True)
class Fact:
    """One figure of the report, with the words that qualify it.

    `qualifier` is `<` (nearly, less than), `>` (more than), `~` (about) or empty.
    `is_period_stated` is False where the report's text names no period; `note` says what is
    odd about the text. Members are empty where the fact has none.
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


def load_facts(path: Path) -> tuple[Fact, ...]:
    """Read a facts file (`facts_2023.csv`): the report's figures in the order of its text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(_read_fact(row) for row in csv.DictReader(file))


def _read_fact(row: dict[str, str]) -> Fact:
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
    )
