"""Making a rectangle of a file that is none: rows below a heading, with a footer at the end."""

import csv
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Layout, Probe
from mkbviewer.dialects.column_names import UNNAMED
from mkbviewer.dialects.plain import GZIP_MAGIC, PlainFile, open_bytes
from mkbviewer.dialects.probe import split_rows
from mkbviewer.dialects.rows import FOOTER, CleanRows, LineReader, split_fields

_MOST_BYTES = 16 << 20
_END_BYTES = 1 << 14
_INDEX_NAMES = ("", "X", "index", "...1", "...2", "Unnamed: 0", "V1")
_SOURCE = re.compile(
    r"(?:bron(?:nen)?|sources?)\s*:\s*(.+)|(?:©|\(c\)|copyright)\s*(.+)", re.IGNORECASE
)


@dataclass(frozen=True)
class Wrapping:
    """What R or pandas put around a table: index columns before it, names for nameless columns."""

    columns: int = 0

    def unwrap(self, row: Sequence[str], *, is_first: bool = False) -> list[str]:
        """The cells of a row as they were before."""
        if not self.columns:
            return list(row)
        cells = ["" if cell in ("NA", "nan", "NaN") else cell for cell in row[self.columns :]]
        return ["" if UNNAMED.fullmatch(cell) else cell for cell in cells] if is_first else cells


def find_wrapping(rows: Sequence[Sequence[str]]) -> Wrapping:
    """The index columns that a table was given: numbers from 0 or 1 on under no name."""
    columns = 0
    width = min((len(row) for row in rows), default=0)
    while columns < width - 1 and len(rows) > 2 and _is_index(rows, columns):
        columns += 1
    return Wrapping(columns)


def _is_index(rows: Sequence[Sequence[str]], place: int) -> bool:
    if rows[0][place] not in _INDEX_NAMES:
        return False
    numbers = [row[place] for row in rows[1:]]
    return any(
        all(text == str(number) for number, text in enumerate(numbers, first)) for first in (0, 1)
    )


def numbered_rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The rows of a text, blank lines left out, each with the number of its last line (from 1)."""
    lines = (text if "\n" in text else text.replace("\r", "\n")).split("\n")
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend((reader.line_num, row) for row in reader if row)
    except csv.Error:
        return [(n, line.split(delimiter)) for n, line in enumerate(lines, 1) if line.strip()]
    return rows


def longer_head(probe: Probe) -> str:
    """Much more of a file's beginning, for headings longer than the head."""
    try:
        with open_bytes(probe.path) as file:
            raw = file.read(_MOST_BYTES)
    except (OSError, EOFError, zlib.error):
        return probe.head
    return raw.decode(probe.form.encoding, errors="replace").removeprefix("\ufeff")


@dataclass(frozen=True)
class Footer:
    """The lines below a table: its source, and what else they tell."""

    source: str = ""
    notes: tuple[str, ...] = ()


def read_footer(rows: Sequence[Sequence[str]]) -> Footer:
    """The footer of a table of which these are all the rows."""
    lines: list[str] = []
    for row in reversed(rows):
        if not is_lone(row):
            break
        lines.insert(0, " ".join(row[0].split()))
    source, notes = "", []
    for line in lines:
        if (match := _SOURCE.match(line)) and not source:
            source = _name_of((match[1] or match[2]).strip().rstrip("."))
        else:
            notes.append(line)
    return Footer(source, tuple(notes))


def read_end(probe: Probe) -> Footer:
    """The footer of a file that may be longer than its head; none of a long packed one."""
    first = max(0, probe.size - _END_BYTES)
    try:
        with probe.path.open("rb") as file:
            is_packed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
            file.seek(first)
            end = file.read().decode(probe.form.encoding, errors="replace")
    except OSError:
        return Footer()
    is_whole = is_packed or not first
    return read_footer(probe.rows if is_whole else split_rows(end, probe.form.delimiter)[1:])


def _name_of(source: str) -> str:
    return "CBS" if source.startswith("Centraal Bureau voor de Statistiek") else source


def is_lone(row: Sequence[str]) -> bool:
    """Whether a row has something in its first cell only."""
    return bool(row) and bool(row[0].strip()) and not any(cell.strip() for cell in row[1:])


@dataclass(frozen=True)
class Body:
    """Where the rows of figures of a file are, and how wide they are without their wrapping.

    `labels` counts the columns in which every row of figures has something.
    """

    width: int
    wrapping: Wrapping
    labels: int = 1


def rewrite_rows(
    plain: PlainFile,
    layout: Layout,
    body: Body,
    check_cancelled: Callable[[], None],
    rewrite: Callable[[list[str]], Iterator[list[str]]],
) -> CleanRows:
    """Write the rows that `rewrite` makes of each row of figures to a copy in `plain.folder`.

    The footer is left out; other rows that are not as wide as the body are rejected.
    """
    clean = CleanRows(plain.folder / "clean.csv")
    reader = _BodyReader(plain.path, layout, body, clean)
    with clean.path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(
            out, delimiter=layout.form.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n"
        )
        for count, (line, fields) in enumerate(_without_footer(reader, body, clean)):
            if count % 1000 == 0:
                check_cancelled()
            for row in rewrite(fields):
                clean.lines.append(line)
                writer.writerow(row)
    return clean


class _BodyReader(LineReader):
    """Takes a row with its first cell only for a row as well: it may be of the footer."""

    def __init__(self, path: Path, layout: Layout, body: Body, clean: CleanRows) -> None:
        skipped = body.wrapping.columns
        super().__init__(path, layout, body.width + skipped, body.width + skipped, clean)
        self._wrapping = body.wrapping

    def good_fields(self, text: str) -> list[str] | None:
        """The fields of a row without its wrapping; one field for a row with no more than that."""
        fields = super().good_fields(text)
        if fields is not None:
            return self._wrapping.unwrap(fields)
        found = split_fields(text, self._delimiter)
        unwrapped = self._wrapping.unwrap(found) if found else []
        if found and not any(cell.strip() for cell in unwrapped):
            return [""]
        return [unwrapped[0]] if is_lone(unwrapped) else None


def _without_footer(
    reader: _BodyReader, body: Body, clean: CleanRows
) -> Iterator[tuple[int, list[str]]]:
    """The rows of figures; lines of text between them are rejected, those at the end are not.

    In a copy that a spreadsheet saved, a line of text has as many cells as a row of figures.
    """
    held: list[tuple[int, list[str]]] = []
    is_footer = False
    for line, fields in reader.rows():
        if not any(field.strip() for field in fields):
            continue
        is_short = len(fields) < body.width
        is_text = is_footer or body.labels > 1 or bool(FOOTER.match(fields[0]))
        is_footer = is_lone(fields) and is_text
        if is_short or is_footer:
            held.append((line, fields))
            continue
        for place, row in held:
            clean.reject(
                place,
                _("This line of text stands between the figures: {text}").format(text=row[0][:80]),
            )
        held.clear()
        yield line, fields
