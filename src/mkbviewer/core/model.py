"""Tables, their measures and dimensions, and their releases, as CBS names them."""

from dataclasses import dataclass, field
from enum import StrEnum

from mkbviewer.core.period import Frequency


@dataclass(frozen=True, slots=True)
class Member:
    """One value on a dimension: its code and its label (the same text where no label is known)."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """An axis of classification. `key` names its column, `members` stand in the file's order."""

    key: str
    title: str
    members: tuple[Member, ...] = ()

    def member(self, code: str) -> Member | None:
        """The member with this code, or None."""
        return next((member for member in self.members if member.code == code), None)

    def label(self, code: str) -> str:
        """The label of the member with this code; the code itself where there is none."""
        found = self.member(code)
        return found.label if found else code


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted. `decimals` is None where neither metadata nor the figures tell."""

    key: str
    title: str
    unit: str = ""
    decimals: int | None = None
    group: str = ""
    description: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """What can be chosen from: measures, dimensions without time, frequencies, range of time.

    `first` and `last` are period codes, empty where there is no time dimension.
    """

    measures: tuple[Measure, ...]
    dimensions: tuple[Dimension, ...]
    frequencies: tuple[Frequency, ...] = ()
    first: str = ""
    last: str = ""

    def measure(self, key: str) -> Measure | None:
        """The measure with this key, or None."""
        return next((measure for measure in self.measures if measure.key == key), None)

    def dimension(self, key: str) -> Dimension | None:
        """The dimension with this key, or None."""
        return next((dimension for dimension in self.dimensions if dimension.key == key), None)


class Origin(StrEnum):
    """Where a table comes from: the user's own library, or the one inside the program."""

    IMPORTED = "imported"
    EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True)
class Release:
    """One imported state of a table; never changed afterwards.

    `name` is unique within the table (`2025-04-23`, with a letter where a day has several);
    `modified` is CBS's own date where it is known, `imported` the moment of import (ISO 8601);
    `original` is the SHA-256 of the file and `original_size` its bytes, None where an older version
    did not keep that; `missing` counts the missing observations by symbol.
    """

    table: str
    name: str
    imported: str
    modified: str = ""
    original: str = ""
    original_size: int | None = None
    file_name: str = ""
    dialect: str = ""
    observations: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table with the structure of its newest release; `releases` from old to new."""

    id: str
    title: str
    origin: Origin
    structure: Structure
    releases: tuple[Release, ...]
    source: str = "CBS"
    description: str = ""

    def names_a_date_of_cbs(self, release: str) -> bool:
        """Whether a release is named after CBS's own date, and not after the day of import."""
        found = next((one for one in self.releases if one.name == release), None)
        return self.origin is Origin.EMBEDDED or found is None or bool(found.modified)

    @property
    def newest(self) -> Release:
        """The newest release."""
        return self.releases[-1]
