"""A column of figures as Arrow read it: numbers, and what stands where one is missing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from mkbviewer.core.status import Status
from mkbviewer.dialects.regular.arrays import numbers_of
from mkbviewer.dialects.regular.form import SYMBOLS, Form, IrregularFile

if TYPE_CHECKING:
    import pyarrow as pa

_HUGE = 1e300


@dataclass(frozen=True)
class Figures:
    """Numbers, NaN where one is missing; there `missing` has the status, or is it everywhere.

    `decimals` are those that a number is written with, 0 for whole numbers; None where nobody
    looked.
    """

    values: npt.NDArray[np.float64]
    missing: npt.NDArray[np.uint8] | Status
    decimals: npt.NDArray[np.int32] | None = None

    def without_decimals(self) -> "Figures":
        """The figures when nobody asks any more how they are written."""
        return Figures(self.values, self.missing)

    def in_order(self, order: npt.NDArray[np.intp]) -> "Figures":
        """The figures in another order, without their decimals."""
        missing = self.missing if isinstance(self.missing, Status) else self.missing[order]
        return Figures(self.values[order], missing)


def figures_of(numbers: "pa.Array[Any]", texts: "pa.Array[Any] | None", form: Form) -> Figures:
    """The figures of a column that Arrow read as numbers, and maybe as texts too.

    Raises IrregularFile for `nan`, `inf` and numbers that no one counts.
    """
    values = numbers_of(numbers)
    with np.errstate(invalid="ignore"):
        ordinary = np.count_nonzero(np.abs(values) < _HUGE)
    if ordinary + numbers.null_count != len(values):
        raise IrregularFile("a number without end")
    if texts is None:
        assert form.gap is not None
        return Figures(values, form.gap)
    ends, signs = _written(texts)
    last = np.where(ends[1:] > ends[:-1], signs[ends[1:] - 1], 0)
    if (~np.isnan(values) & (last == ord(" "))).any():
        raise IrregularFile("blanks behind a number")
    return Figures(values, _status_of_sign()[last], _decimals(values, ends, signs, form.decimal))


def _written(texts: "pa.Array[Any]") -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
    """Where each text begins, and the last one ends, among the signs of all of them."""
    _validity, ends, signs = texts.buffers()
    # One sign more, so that there is one to look at where all texts are empty.
    return (
        np.frombuffer(ends, np.int32, len(texts) + 1, texts.offset * 4),
        np.frombuffer(b"".join((signs or b"", b"\0")), np.uint8),
    )


def _status_of_sign() -> npt.NDArray[np.uint8]:
    """The status of a missing figure by the last sign of what is written in its place."""
    statuses = np.full(256, Status.IMPOSSIBLE, np.uint8)
    for symbol, status in SYMBOLS.items():
        for sign in {*symbol[-1:].encode(), *symbol[-1:].upper().encode()}:
            statuses[sign] = status
    return statuses


def _decimals(
    values: npt.NDArray[np.float64],
    ends: npt.NDArray[np.int32],
    signs: npt.NDArray[np.uint8],
    decimal: str,
) -> npt.NDArray[np.int32]:
    """The decimals that each number is written with; whole numbers and gaps have none."""
    is_mark = signs == ord(decimal)
    before = np.cumsum(is_mark, dtype=np.int32)
    before = np.concatenate(([np.int32(0)], before))[ends]
    has_mark = np.diff(before) == 1
    # The marks stand in the order of the numbers: the first number with one has the first one.
    places = np.flatnonzero(is_mark)[before[:-1][has_mark]]
    decimals = np.zeros(len(values), np.int32)
    decimals[has_mark] = ends[1:][has_mark] - 1 - places
    with np.errstate(invalid="ignore"):
        return np.where(np.isfinite(values) & (values != np.floor(values)), decimals, 0)
