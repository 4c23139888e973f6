"""What reading one file yields, and the lines that could not be read."""

from dataclasses import dataclass

from mkbviewer.core.model import Structure

OBSERVATIONS = "observations"
"""The name of the DuckDB relation (a view) in which a reading leaves its observations."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that was left out: its line in the file (from 1) and the reason, as a sentence."""

    line: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """What was read: the structure found, counts, and what was left out and why.

    The observations themselves stand in OBSERVATIONS, in the connection that read them:
    one row per cell, missing ones included, with the columns of `core.observations`.
    `observations` counts those with a value, `missing` the others by symbol (`{".": 58}`).
    `rejected` holds the first hundred rows left out, `rejected_count` says how many there were.
    `is_in_order` says whether they stand by measure, members and period already.
    """

    structure: Structure
    rows: int
    observations: int
    missing: dict[str, int]
    rejected: tuple[Rejected, ...] = ()
    rejected_count: int = 0
    warnings: tuple[str, ...] = ()
    is_provisional: bool = False
    is_in_order: bool = True
