"""A file cut into pieces at the ends of lines, and read by Arrow, two at a time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv

from mkbviewer.dialects.regular.arrays import integers_of
from mkbviewer.dialects.regular.figures import Figures, figures_of
from mkbviewer.dialects.regular.form import Form, IrregularFile, written_gaps

if TYPE_CHECKING:
    from collections.abc import Callable

# Small enough for both threads to have as much to do, large enough for few pieces.
_PIECES = 16
_LEAST_PIECE, _MOST_PIECE = 1 << 20, 1 << 22
# What fits in a processor's cache is gone through several times sooner.
_BLOCK = 1 << 17
_LONGEST_LINE = 1 << 16
_THREADS = 2
_QUOTE, _RETURN, _NEWLINE = b'"\r\n'


@dataclass(frozen=True)
class Texts:
    """A column of texts: the place of each row's text among the distinct ones."""

    places: npt.NDArray[np.int32]
    distinct: list[str]


@dataclass(frozen=True)
class Piece:
    """So many rows of a file: its columns of texts by name, and its columns of figures."""

    rows: int
    texts: dict[str, Texts]
    figures: list[Figures]


def read_pieces(
    path: Path,
    header_rows: int,
    form: Form,
    check_cancelled: "Callable[[], None]",
    meanwhile: "Callable[[], None]",
) -> Iterator[Piece]:
    """The pieces of a file, in order; something else is done while the first ones are read.

    Raises IrregularFile, OSError, and what the check raises.
    """
    cuts = _cut(path, header_rows)

    def read(start: int, end: int) -> Piece:
        check_cancelled()
        with path.open("rb") as file:
            file.seek(start)
            return _read_piece(file.read(end - start), form)

    with ThreadPoolExecutor(_THREADS) as threads:
        try:
            pieces = threads.map(read, cuts[:-1], cuts[1:])
            meanwhile()
            yield from pieces
        finally:
            threads.shutdown(cancel_futures=True)


def _cut(path: Path, header_rows: int) -> list[int]:
    """Where the pieces of a file begin, the first one behind its header; last, where it ends.

    Blank lines at its end do not count.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _LONGEST_LINE))
        tail = file.read()
        size -= len(tail) - len(tail.rstrip(b"\r\n"))
        file.seek(0)
        for _row in range(header_rows):
            file.readline()
        cuts = [file.tell()]
        length = min(max(size // _PIECES, _LEAST_PIECE), _MOST_PIECE)
        while cuts[-1] + length < size:
            file.seek(cuts[-1] + length)
            if not file.readline(_LONGEST_LINE).endswith(b"\n"):
                break
            cuts.append(file.tell())
    return [*cuts, size] if cuts[-1] < size else cuts


def _read_piece(data: bytes, form: Form) -> Piece:
    if b"\0" in data:
        raise IrregularFile("NUL bytes")
    has_quotes = b'"' in data
    lines = _count_lines(data, form.delimiter if has_quotes else "")
    text = pa.dictionary(pa.int32(), pa.string())
    kinds = {
        **dict.fromkeys(form.texts.values(), text),
        **dict.fromkeys(form.values, pa.float64()),
        **dict.fromkeys(form.blanks, pa.null()),
    }
    columns = _read_columns(data, form, kinds, has_quotes=has_quotes)
    rows = len(columns[form.values[0]])
    if rows != lines:
        raise IrregularFile("a line that is no row")
    written: dict[str, pa.Array[Any]] = {}
    if form.has_texts:
        kinds = dict.fromkeys(form.values, pa.string())
        written = _read_columns(data, form, kinds, has_quotes=has_quotes)
    return Piece(
        rows,
        {name: _texts_of(columns[column]) for name, column in form.texts.items()},
        [figures_of(columns[name], written.get(name), form) for name in form.values],
    )


def _read_columns(
    data: bytes, form: Form, kinds: "dict[str, pa.DataType]", *, has_quotes: bool
) -> "dict[str, pa.Array[Any]]":
    """The columns of these kinds, by name."""
    try:
        table = csv.read_csv(
            pa.BufferReader(data),
            read_options=csv.ReadOptions(
                use_threads=False, block_size=len(data) + 1, column_names=form.names
            ),
            parse_options=csv.ParseOptions(
                delimiter=form.delimiter, quote_char='"' if has_quotes else False
            ),
            convert_options=csv.ConvertOptions(
                column_types=kinds,
                include_columns=[*kinds],
                null_values=written_gaps(form.gap),
                strings_can_be_null=False,
                decimal_point=form.decimal,
            ),
        )
    except pa.ArrowInvalid as problem:
        raise IrregularFile(str(problem)) from problem
    return {name: table[name].chunk(0) for name in table.column_names}


def _count_lines(data: bytes, delimiter: str) -> int:
    """The lines of a piece, which is not empty.

    With a delimiter, raises IrregularFile unless each quotation mark begins or ends a cell: Arrow
    takes what stands behind the mark that ends a cell as a part of it.
    """
    content = np.frombuffer(data, np.uint8)
    newlines = marks = 0
    # The first sign begins a cell, and the last one ends one.
    opening, closing = int(content[0] == _QUOTE), int(content[-1] == _QUOTE)
    for start in range(0, len(content), _BLOCK):
        # Overlapping by a sign, so that each two signs stand side by side in one block.
        block = content[start : start + _BLOCK + 1]
        is_bound = block == _NEWLINE
        newlines += int(np.count_nonzero(is_bound[:_BLOCK]))
        if delimiter:
            is_mark = block == _QUOTE
            is_bound |= block == ord(delimiter)
            is_bound |= block == _RETURN
            marks += int(np.count_nonzero(is_mark[:_BLOCK]))
            opening += int(np.count_nonzero(is_bound[:-1] & is_mark[1:]))
            closing += int(np.count_nonzero(is_mark[:-1] & is_bound[1:]))
    if opening != closing or opening + closing != marks:
        raise IrregularFile("a quotation mark within a cell")
    return newlines + int(content[-1] != _NEWLINE)


def _texts_of(column: "pa.DictionaryArray[Any, Any]") -> Texts:
    distinct = column.dictionary.to_pylist()
    if any(sign in text for text in distinct for sign in '"\r\n\ufeff'):
        raise IrregularFile("a text with signs that end cells")
    return Texts(integers_of(column.indices), distinct)
