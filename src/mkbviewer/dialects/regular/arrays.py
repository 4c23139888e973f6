"""Numbers and texts from Arrow to numpy and back, by their bytes.

Arrow's own ways there load pandas where it is installed, which takes longer than the rest.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

# Arrow's own way of getting memory is slower the first time, and files are read once.
pa.set_memory_pool(pa.system_memory_pool())


def numbers_of(column: "pa.Array[Any]") -> npt.NDArray[np.float64]:
    """The numbers of a column of such, NaN where one is missing."""
    values = np.frombuffer(column.buffers()[1], np.float64, len(column), column.offset * 8)
    if column.null_count:
        values = np.where(_is_missing(column), np.nan, values)
    return values


def integers_of(column: "pa.Array[Any]", default: int = 0) -> npt.NDArray[np.int32]:
    """The integers of a column of 32 bits each, `default` where one is missing."""
    values = np.frombuffer(column.buffers()[1], np.int32, len(column), column.offset * 4)
    if column.null_count:
        values = np.where(_is_missing(column), np.int32(default), values)
    return values


def _is_missing(column: "pa.Array[Any]") -> npt.NDArray[np.bool_]:
    bits = np.frombuffer(column.buffers()[0], np.uint8)
    is_there = np.unpackbits(bits, count=column.offset + len(column), bitorder="little")
    is_missing: npt.NDArray[np.bool_] = is_there[column.offset :] == 0
    return is_missing


def arrow_column(
    values: npt.NDArray[Any], kind: "pa.DataType", is_missing: npt.NDArray[np.bool_] | None = None
) -> "pa.Array[Any]":
    """A column of this kind from values of as many bytes."""
    validity, count = None, 0
    if is_missing is not None and (count := int(np.count_nonzero(is_missing))):
        validity = pa.py_buffer(np.packbits(~is_missing, bitorder="little"))
    data = pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(kind, len(values), [validity, data], count)


def arrow_texts(texts: Sequence[str]) -> "pa.Array[Any]":
    """A column of texts."""
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    return pa.StringArray.from_buffers(
        len(texts), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))
    )
