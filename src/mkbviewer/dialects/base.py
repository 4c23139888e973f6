"""The contract of a dialect: look at the beginning of a file, describe how to read it.

A dialect only describes. One reader (`mkbviewer.dialects.rectangle`) reads every description, so
that a value, a missing cell or a bad row means the same in each of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure

if TYPE_CHECKING:
    from mkbviewer.dialects.plain import PlainFile
    from mkbviewer.dialects.rows import CleanRows

    Rewrite = Callable[[PlainFile, Callable[[], None]], CleanRows]


@dataclass(frozen=True)
class TextForm:
    """How a file's bytes become rows. `quote` is empty where no field is quoted."""

    encoding: str = "utf-8"
    delimiter: str = ";"
    quote: str = '"'
    has_byte_order_mark: bool = False


@dataclass(frozen=True)
class Probe:
    """The beginning of one file, decoded: what recognition may look at.

    `head` is the decoded text of at most the first 64 kB, cut after its last whole line when the
    file is longer; `rows` are its first rows as fields; `companions` are the other files that
    were dropped with it or stand beside it, by file name (metadata, code lists). `header_rows`
    counts the lines up to the end of the first row.
    """

    path: Path
    size: int
    form: TextForm
    head: str
    rows: tuple[tuple[str, ...], ...]
    companions: Mapping[str, Path] = field(default_factory=dict)
    header_rows: int = 1

    @property
    def header(self) -> tuple[str, ...]:
        """The first row."""
        return self.rows[0] if self.rows else ()


class Role(StrEnum):
    """What a column holds."""

    DIMENSION = "dimension"
    PERIOD = "period"
    MEASURE = "measure"
    MEASURE_KEY = "measure_key"
    UNIT = "unit"
    VALUE = "value"
    TEXT = "text"
    STATUS = "status"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Column:
    """One column of the file by its place (from 0), and what it holds.

    `key` is the dimension's or measure's key; an ignored column without a name has none. Measures
    are columns (wide), or there is one MEASURE_KEY column with one VALUE column (long). In a long
    file a TEXT column holds the values of measures of text.
    """

    index: int
    role: Role
    key: str = ""


@dataclass(frozen=True)
class Layout:
    """How to read one file as observations.

    `columns` names every column of the file, ignored ones too; `header_rows` are skipped;
    `decimal` is the decimal mark, `grouping` that between thousands (empty where there is none).
    `dimensions` may carry members with labels that the file itself does not have: a text in the
    file is matched to their codes, else to their labels; one that is neither stands for itself.
    `measures` describe the MEASURE columns by key, in order; for a long file they describe what is
    found in it, by the text in its MEASURE_KEY column.
    `period_statuses` and `period_titles` are by CBS code. `topic_mark` parts topic groups in the
    texts of a MEASURE_KEY column. `rewrite` makes rows with these columns
    of a file that has none, and is called with the plain file and a check for cancelling.
    """

    form: TextForm
    columns: tuple[Column, ...]
    measures: tuple[Measure, ...]
    dimensions: tuple[Dimension, ...]
    header_rows: int = 1
    decimal: str = "."
    grouping: str = ""
    period_statuses: Mapping[str, str] = field(default_factory=dict)
    period_titles: Mapping[str, str] = field(default_factory=dict)
    topic_mark: str = ""
    rewrite: "Rewrite | None" = None

    @property
    def is_long(self) -> bool:
        """Whether one column names the measure and one holds the values."""
        return any(column.role is Role.MEASURE_KEY for column in self.columns)

    def column(self, role: Role) -> Column | None:
        """The first column of this role, or None."""
        return next((column for column in self.columns if column.role is role), None)

    def columns_of(self, role: Role) -> tuple[Column, ...]:
        """All columns of this role, in the file's order."""
        return tuple(column for column in self.columns if column.role is role)


@dataclass(frozen=True)
class Alternative:
    """One of several readings of a file that are equally good.

    `key` is its word for the command line and the library, `says` what it takes the file for, as
    half a sentence.
    """

    key: str
    says: str
    layout: Layout
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recognition:
    """What a dialect made of a file: the table that it holds and how to read it.

    `reasons` say why the file was recognised so, as sentences; `table` is empty when neither the
    file nor its metadata tells the id (the importer then asks the library, then the file name);
    `modified` is CBS's own date of the release (ISO), if known; `used` are the companions that
    were read. `alternatives` are there where nothing in the file decides between several readings:
    the user must choose one of them. `chosen` is the key of the one that was chosen.
    """

    dialect: str
    layout: Layout
    table: str = ""
    title: str = ""
    modified: str = ""
    source: str = "CBS"
    description: str = ""
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    used: tuple[Path, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    chosen: str = ""


def dimensions_of(columns: Sequence[Column]) -> tuple[Dimension, ...]:
    """The dimensions among columns that have their titles for keys; the file tells the members."""
    return tuple(
        Dimension(column.key, column.key) for column in columns if column.role is Role.DIMENSION
    )


def either(readings: Sequence[tuple[str, str, Recognition]]) -> Recognition:
    """One recognition of several equally good ones, each with its key and what it says.

    The others may differ from the first in their layouts and reasons only.
    """
    first = readings[0][2]
    if len(readings) == 1:
        return first
    alternatives: list[Alternative] = []
    for key, says, found in readings:
        if not found.alternatives:
            alternatives.append(Alternative(key, says, found.layout, found.reasons))
        for inner in found.alternatives:
            both = f"{key}+{inner.key}", f"{says}; {inner.says}"
            alternatives.append(Alternative(*both, inner.layout, inner.reasons))
    return replace(first, alternatives=tuple(alternatives))


def choose(found: Recognition, key: str) -> Recognition:
    """The recognition with the alternative of this key, or of this number (from 1).

    As it is where there is nothing to choose, or no such alternative.
    """
    for number, one in enumerate(found.alternatives, 1):
        if key in (one.key, str(number)):
            reasons = (*one.reasons, _("the user chose this reading: {says}").format(says=one.says))
            return replace(
                found, layout=one.layout, reasons=reasons, alternatives=(), chosen=one.key
            )
    return found


class Dialect(Protocol):
    """One CSV layout. `name` is its word in reports, `title` what users read."""

    name: str

    @property
    def title(self) -> str:
        """The layout in the user's words."""
        ...

    def recognise(self, probe: Probe) -> Recognition | None:
        """The description of a file of this layout, or None when it is of another.

        Raises UnreadableFile when it is of this layout but holds no figures or cannot be right.
        """
        ...
