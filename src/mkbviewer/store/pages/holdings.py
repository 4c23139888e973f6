"""Everything that the program has at hand: the user's library, the embedded one, the report."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkbviewer.core.errors import UnknownName
from mkbviewer.core.language import _
from mkbviewer.core.model import Table
from mkbviewer.core.report.catalogue import Catalogue, Indicator, load_catalogue
from mkbviewer.core.report.edition import Edition
from mkbviewer.core.report.edition_barometer import NO_BAROMETER, EditionBarometer
from mkbviewer.core.report.facts import Fact, Finding, load_facts
from mkbviewer.store.library.library import Library, embedded_library
from mkbviewer.store.library.problems import unknown

if TYPE_CHECKING:  # pages are made of holdings
    from mkbviewer.store.pages.page import SuppliedSource


@dataclass(frozen=True)
class Holdings:
    """The two libraries with the catalogue, the facts and the sector labels.

    `sectors` gives labels by sector code; `data` is the folder with the texts that the program
    ships. A table in the user's own library goes before the same table in the embedded one.
    Catalogue, facts, findings and what an edition says of the barometer are of the edition in use,
    with its `edition_key`; `shipped` is the edition of the program.
    `mkbviewer.store.editions.edition_choice` changes it.
    """

    own: Library
    embedded: Library
    catalogue: Catalogue
    facts: tuple[Fact, ...]
    sectors: Mapping[str, str]
    data: Path | None = None
    edition_key: str = ""
    findings: Mapping[tuple[str, ...], Finding] | None = None
    shipped: Edition | None = None
    barometer: EditionBarometer = NO_BAROMETER
    kept_sources: dict[str, "tuple[tuple[object, ...], tuple[SuppliedSource, ...]]"] = field(
        default_factory=dict, repr=False, compare=False
    )
    """By indicator what was found to fill it, behind that of which it was made (see `page`)."""

    def tables(self) -> tuple[Table, ...]:
        """Every table: the user's own first, then the embedded ones."""
        return (*self.own.tables(), *self.embedded.tables())

    def count(self) -> tuple[int, int]:
        """How many tables there are, and how many figures their newest releases hold.

        The embedded library keeps one table for each indicator that a CBS table fills.
        """
        tables = self.tables()
        figures = sum(table.newest.observations for table in tables)
        return len({table.id.rpartition(":")[2] for table in tables}), figures

    def find_table(self, table_id: str) -> tuple[Library, Table]:
        """A table and the library that holds it.

        Raises UnknownName when neither library holds it.
        """
        for library in (self.own, self.embedded):
            if table := library.find_table(table_id):
                return library, table
        raise unknown(
            _("There is no table {name} in the library.").format(name=table_id),
            table_id,
            [table.id for library in (self.own, self.embedded) for table in library.tables()],
        )

    def facts_of(self, indicator_id: str) -> tuple[Fact, ...]:
        """The facts that the report states for one indicator, in the order of its text."""
        return tuple(fact for fact in self.facts if fact.indicator == indicator_id)

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator with this id. Raises UnknownName when there is none."""
        found = self.catalogue.indicator(indicator_id)
        if found is None:
            raise UnknownName(
                _("There is no indicator “{name}”.").format(name=indicator_id),
                "",
                _("`mkbviewer indicators` lists them all."),
            )
        return found

    def close(self) -> None:
        """Let go of both libraries."""
        self.own.close()
        self.embedded.close()


def open_holdings(library_folder: Path, resources: Path, data: Path) -> Holdings:
    """Open the user's library (made when it is not there) and what the program ships.

    Raises LibraryProblem when the user's library cannot be opened.
    """
    catalogue = load_catalogue(resources / "catalogue")
    facts = load_facts(data / f"facts_{catalogue.edition}.csv", data / "fact_notes_nl.csv")
    return Holdings(
        own=Library(library_folder),
        embedded=embedded_library(data),
        catalogue=catalogue,
        facts=facts,
        sectors=load_sectors(data / "sectors.csv"),
        data=data,
        shipped=Edition(catalogue, facts),
    )


def load_sectors(path: Path) -> dict[str, str]:
    """Read the labels of the sector codes."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["sector"]: row["label_nl"] for row in csv.DictReader(file)}


def embedded_table_id(indicator_id: str, table: str) -> str:
    """The id in the embedded library of the series that a CBS table gives an indicator."""
    return f"{indicator_id}:{table}"
