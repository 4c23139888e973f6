"""Figures and words as tab-separated text, for a clipboard that is pasted into a spreadsheet."""

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mkbviewer.core.numbers import MINUS, NOTATIONS, format_number, format_plain

_FORMULA_STARTS = ("=", "+", "-", "@")
_NEARLY_HALF = 1e-4
_EXACT = 1e11
"""Above this the digits behind the point are no longer told apart by so much."""


class CopyNotation(StrEnum):
    """How copied figures are written: with decimal commas, or as programs read them."""

    DUTCH = "nl"
    PLAIN = "plain"


def write_figure(
    value: float, decimals: int | None, notation: CopyNotation = CopyNotation.DUTCH
) -> str:
    """A figure that pastes as a number: no grouping, a plain minus, no star.

    Without `decimals` nobody says how exact it is: then nothing of it may be lost. Empty for NaN.
    """
    if not math.isfinite(value):
        return ""
    if decimals is None or notation is CopyNotation.PLAIN:
        text = format_plain(value)
    else:
        text = format_number(value, decimals, grouping="").replace(MINUS, "-")
        return text.replace(NOTATIONS["en"].decimal, NOTATIONS["nl"].decimal)
    return text if notation is CopyNotation.PLAIN else text.replace(".", ",")


def write_figures(
    values: NDArray[np.float64], decimals: int | None, notation: CopyNotation = CopyNotation.DUTCH
) -> list[str]:
    """Many figures as `write_figure` writes each, sooner."""
    if decimals is None or notation is CopyNotation.PLAIN:
        return [write_figure(value, decimals, notation) for value in values.tolist()]
    scaled = np.abs(values) * 10.0**decimals
    # Where a figure lies almost between two roundings only its own digits tell which it is, and
    # what rounds to nothing has no sign.
    is_doubtful = ~(np.abs(scaled % 1 - 0.5) > _NEARLY_HALF) | (scaled < 1) | (scaled > _EXACT)
    doubtful = is_doubtful.tolist()
    return [
        write_figure(value, decimals, notation)
        if is_hard
        else f"{value:.{decimals}f}".replace(".", ",")
        for value, is_hard in zip(values.tolist(), doubtful, strict=True)
    ]


def write_words(text: str) -> str:
    """A label that a spreadsheet takes for text: on one line, in one cell, and no formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_FORMULA_STARTS) else flat


def join_lines(lines: Iterable[Sequence[str]]) -> str:
    """Cells as text: a tab between cells, and each line ended as Windows does."""
    return "".join("\t".join(line) + "\r\n" for line in lines)
