"""What the cells of a table hold, the same for every format that people open in Excel."""

import re
from dataclasses import dataclass

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.numbers import unit_label
from mkbviewer.core.status import Status
from mkbviewer.exporters.base import Export

_BEGINS_A_FORMULA = ("=", "+", "-", "@")
_LOOKS_LIKE_A_DATE = re.compile(r"\d{1,2}[-/]\d{1,4}")

Cell = float | str | None


@dataclass(frozen=True)
class Sheet:
    """A table as cells: the header, the rows, the words under it.

    A cell is a number, a text, or None where a figure is missing. `decimals` says for each column
    how many are shown, None where it holds texts.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: tuple[int | None, ...]
    footer: tuple[str, ...]


def harmless(text: str) -> str:
    """A text for a file in which Excel guesses: behind an apostrophe where it would guess wrong.

    That is where the text begins as a formula does, or reads like a date (`10-49`).
    """
    is_guessed = text.startswith(_BEGINS_A_FORMULA) or _LOOKS_LIKE_A_DATE.fullmatch(text)
    return f"'{text}" if is_guessed else text


def _printable(text: str) -> str:
    """The text with spaces in place of control characters, which no cell can hold."""
    return "".join(" " if ord(character) < 32 else character for character in text).strip()


def lay_out(content: Export) -> Sheet:
    """The table of an export: a row for each period, a column for each series.

    Values stay numbers, so a status has its own column beside them, only where there is one.
    """
    frame = content.frame
    has_units = len({series.unit for series in frame.series}) > 1
    header: list[str] = [_("Period"), _("Period code")]
    decimals: list[int | None] = [None, None]
    columns: list[list[Cell]] = [
        [period.label for period in frame.periods],
        [period.code for period in frame.periods],
    ]
    for index, series in enumerate(frame.series):
        unit = unit_label(series.unit) if has_units else ""
        label = f"{series.label} ({unit})" if unit else series.label
        header.append(label)
        decimals.append(series.decimals)
        columns.append(_values(frame, index))
        statuses = [frame.status(row, index) for row in range(len(frame.periods))]
        if any(status is not Status.FINAL for status in statuses):
            header.append(_("{series}: status").format(series=label))
            decimals.append(None)
            columns.append([status.symbol or None for status in statuses])
    return Sheet(
        tuple(_printable(text) for text in header),
        tuple(
            tuple(_printable(cell) if isinstance(cell, str) else cell for cell in row)
            for row in zip(*columns, strict=True)
        ),
        tuple(decimals),
        tuple(_printable(text) for text in _footer(content) if text),
    )


def _values(frame: Frame, column: int) -> list[Cell]:
    return [
        None if frame.status(row, column).is_missing else float(frame.values[row, column])
        for row in range(len(frame.periods))
    ]


def _footer(content: Export) -> tuple[str, ...]:
    frame = content.frame
    used = {Status(number) for number in frame.statuses.ravel().tolist()}
    missing = [f"{status.symbol} = {status.label}" for status in sorted(used) if status.is_missing]
    stars = [note for note in content.notes if note.startswith("*")]
    others = [note for note in content.notes if not note.startswith("*")]
    legend = [note.replace(" ", " = ", 1) for note in stars]
    return (
        content.title,
        content.subtitle,
        content.source_line,
        *others,
        _("Status: {symbols}").format(symbols="; ".join([*legend, *missing]))
        if legend or missing
        else "",
        *content.own_notes,
    )
