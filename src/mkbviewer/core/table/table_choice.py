"""What is chosen for the table of a page: its form, columns, order, filter, totals, decimals."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from mkbviewer.core.language import _

AS_STATED = -1
"""The decimals of a table that shows each series with its own."""

MOST_DECIMALS = 6


class TableForm(StrEnum):
    """How the figures of a frame lie in the table."""

    PERIODS = "periods"
    SERIES = "series"
    LONG = "long"

    @property
    def label(self) -> str:
        """The form in words, in the active language."""
        return {
            TableForm.PERIODS: _("Periods × series"),
            TableForm.SERIES: _("Series × periods"),
            TableForm.LONG: _("One figure a row"),
        }[self]


@dataclass(frozen=True, slots=True)
class TableChoice:
    """What is chosen; empty fields stand for the default.

    `hidden` and `sort` name columns (`viewmodels.table.table_layout`); without `sort` the newest
    period comes first and series keep their order. `filter` is as the user typed it
    (`core.table.table_filter`).
    """

    form: TableForm = TableForm.PERIODS
    hidden: tuple[str, ...] = ()
    sort: str = ""
    is_rising: bool = False
    filter: str = ""
    has_totals: bool = False
    decimals: int = AS_STATED


DEFAULT_TABLE = TableChoice()


def table_to_dict(choice: TableChoice) -> dict[str, Any]:
    """The choice as plain values, for JSON; fields at their default are left out."""
    values = {field.name: getattr(choice, field.name) for field in fields(TableChoice)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in values.items()
        if value != getattr(DEFAULT_TABLE, name)
    }


def table_from_dict(plain: Any) -> TableChoice:
    """The choice that `table_to_dict` wrote. Raises ValueError or TypeError where it is not one."""
    if not isinstance(plain, dict):
        raise TypeError("not the choice of a table")
    known = {field.name for field in fields(TableChoice)}
    if not set(plain) <= known:
        raise ValueError("not the choice of a table")
    decimals = int(plain.get("decimals", AS_STATED))
    if not AS_STATED <= decimals <= MOST_DECIMALS:
        raise ValueError("not a number of decimals")
    return TableChoice(
        TableForm(plain.get("form", TableForm.PERIODS)),
        tuple(str(name) for name in plain.get("hidden", ())),
        str(plain.get("sort", "")),
        bool(plain.get("is_rising", False)),
        str(plain.get("filter", "")),
        bool(plain.get("has_totals", False)),
        decimals,
    )
