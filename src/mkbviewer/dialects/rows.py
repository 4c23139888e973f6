"""Reading a file line by line: good rows are kept, each bad line is named with its reason."""

import csv
import re
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Layout, Role
from mkbviewer.dialects.plain import PlainFile
from mkbviewer.dialects.reading import Rejected

_FIRST_ONES = 100
_EVERY_ONE = 1 << 62
_most_reported = ContextVar("most_reported", default=_FIRST_ONES)
_MOST_JOINED = 50
BYTE_ORDER_MARK = "\ufeff"
_SAMPLED = 200
FOOTER = re.compile(
    r"\s*(?:bron(?:nen)?\s*:|sources?\s*:|©|\(c\)|copyright|\*{1,2}\s*(?:voorlopig|nader|provisional)"
    r"|(?:noot|noten|toelichting|opmerking(?:en)?|notes?|remarks?)\s*:)",
    re.IGNORECASE,
)


def most_reported() -> int:
    """How many of the rows that are left out a reading names."""
    return _most_reported.get()


@contextmanager
def every_rejection() -> Iterator[None]:
    """Let what is read within name every row that is left out, and not the first hundred only."""
    token = _most_reported.set(_EVERY_ONE)
    try:
        yield
    finally:
        _most_reported.reset(token)


def footer_reason(text: str) -> str:
    """Why a footer is no row of figures."""
    return _("This is the footer of the table, not a row of figures: {text}").format(
        text=text.strip()[:80]
    )


@dataclass
class CleanRows:
    """The good rows of a file, rewritten; `lines` has the line in the file of each of them."""

    path: Path
    lines: "array[int]" = field(default_factory=lambda: array("Q"))
    rejected: list[Rejected] = field(default_factory=list)
    rejected_count: int = 0
    reread_lines: int = 0

    def reject(self, line: int, reason: str) -> None:
        """Leave a line out, and remember why when it is one of the first hundred."""
        self.rejected_count += 1
        if len(self.rejected) < most_reported():
            self.rejected.append(Rejected(line, reason))


def clean_rows(plain: PlainFile, layout: Layout, check_cancelled: Callable[[], None]) -> CleanRows:
    """Write the good rows of a file to a copy in `plain.folder`, and list the bad lines."""
    clean = CleanRows(plain.folder / "clean.csv")
    width = len(layout.columns)
    narrowest = 1 + max(
        column.index for column in layout.columns if column.role is not Role.IGNORED or column.key
    )
    with clean.path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(
            out, delimiter=layout.form.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n"
        )
        reader = LineReader(plain.path, layout, width, narrowest, clean)
        for count, (line, fields) in enumerate(reader.rows()):
            if count % 20_000 == 0:
                check_cancelled()
            clean.lines.append(line)
            writer.writerow(fields)
    return clean


class LineReader:
    """The rows of a file, lines joined where a quoted field goes on; bad ones are rejected."""

    def __init__(
        self, path: Path, layout: Layout, width: int, narrowest: int, clean: CleanRows
    ) -> None:
        self._path = path
        self._delimiter = layout.form.delimiter
        self._header_rows = layout.header_rows
        self._width = width
        self._narrowest = narrowest
        self._clean = clean
        self._cut_line = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each good row, as wide as the header, with the number of its first line."""
        pending: list[tuple[int, str]] = []
        for number, text in self._lines():
            if not text.strip():
                if pending:
                    pending.append((number, text))
                continue
            joined = [*pending, (number, text)]
            # A line that closes a quotation mark ends the row before it, though it may look whole.
            fields = self._join(joined) if pending and self._is_open(text) else None
            if fields is None and (own := self.good_fields(text)) is not None:
                self._give_up(pending)
                yield number, own
                continue
            if not pending:
                pending = joined
                if not self._is_open(text):
                    self._give_up(pending)
                continue
            fields = fields or self._join(joined)
            if fields is not None:
                yield pending[0][0], fields
                pending = []
                continue
            pending = joined
            if len(pending) > _MOST_JOINED:
                self._give_up(pending)
        self._give_up(pending)

    def _join(self, parts: list[tuple[int, str]]) -> list[str] | None:
        return self.good_fields("\n".join(text for _number, text in parts))

    def _lines(self) -> Iterator[tuple[int, str]]:
        with self._path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if number <= self._header_rows:
                    continue
                try:
                    text = raw.decode()
                except UnicodeDecodeError:
                    text = raw.decode("cp1252", errors="mkbviewer-keep-byte")
                    self._clean.reread_lines += 1
                if not raw.endswith((b"\n", b"\r")):
                    self._cut_line = number
                for part in _split_at_returns(text.rstrip("\r\n")):
                    yield number, part.removeprefix(BYTE_ORDER_MARK)

    def good_fields(self, text: str) -> list[str] | None:
        """The fields of a row, as wide as the header; None when they are not so many."""
        fields = split_fields(text, self._delimiter)
        if fields is None or len(fields) < self._narrowest or any(fields[self._width :]):
            return None
        return (fields + [""] * (self._width - len(fields)))[: self._width]

    def _is_open(self, text: str) -> bool:
        return text.count('"') % 2 == 1

    def _give_up(self, pending: list[tuple[int, str]]) -> None:
        """Reject lines that could not be joined to one row, each for its own reason."""
        for number, text in pending:
            if text.strip():
                self._clean.reject(number, self._reason(number, text))
        pending.clear()

    def _reason(self, number: int, text: str) -> str:
        fields = split_fields(text, self._delimiter)
        first = (fields or text.split(self._delimiter))[0].strip('" ')
        if FOOTER.match(first) and not any((fields or [""])[1:]):
            return footer_reason(first)
        is_cut = number == self._cut_line
        if is_cut and self._is_open(text):
            return _("The line is cut off in the middle of a field.")
        if fields is None:
            return _("A quotation mark is missing or stands in the wrong place.")
        if is_cut and len(fields) < self._width:
            return _("The line is cut off: it has {found} of the {expected} fields.").format(
                found=len(fields), expected=self._width
            )
        return _("The row has {found} fields where the header has {expected}.").format(
            found=len(fields), expected=self._width
        )


def first_rows(path: Path, layout: Layout) -> Iterator[list[str]]:
    """The fields of the first rows of a plain file, as far as these are whole."""
    with path.open("rb") as file:
        for raw in islice(file, layout.header_rows, layout.header_rows + _SAMPLED):
            text = raw.decode(errors="replace").rstrip("\r\n")
            fields = split_fields(text, layout.form.delimiter)
            if fields is not None and len(fields) == len(layout.columns):
                yield fields


def first_decimals(path: Path, layout: Layout) -> list[int]:
    """The most decimals of a number in each measure's column of a wide file, in its first rows.

    Whole numbers do not count, however they are written.
    """
    columns = layout.columns_of(Role.MEASURE)
    mark = re.escape(layout.decimal)
    number = re.compile(rf"\s*[+-]?\d*{mark}(\d+)\s*")
    most = [0] * len(columns)
    for fields in first_rows(path, layout):
        for place, column in enumerate(columns):
            match = number.fullmatch(fields[column.index])
            if match and match[1].strip("0"):
                most[place] = max(most[place], len(match[1]))
    return most


def _split_at_returns(text: str) -> list[str]:
    """The lines in a line: a carriage return alone, outside quotation marks, ends one too."""
    parts: list[str] = []
    for piece in text.split("\r"):
        if parts and parts[-1].count('"') % 2:
            parts[-1] += "\r" + piece
        else:
            parts.append(piece)
    return parts


def split_fields(text: str, delimiter: str) -> list[str] | None:
    """The fields of one row, or None when its quotation marks do not match.

    Blanks between a closing quotation mark and the delimiter do not count.
    """
    if '"' not in text:
        return text.split(delimiter)
    try:
        return next(csv.reader((text,), delimiter=delimiter, strict=True))
    except csv.Error:
        return _split_carefully(text, delimiter)


def _split_carefully(text: str, delimiter: str) -> list[str] | None:
    fields: list[str] = []
    place, end = 0, len(text)
    while True:
        if place < end and text[place] == '"':
            closing = _closing_quote(text, place + 1)
            if closing < 0:
                return None
            fields.append(text[place + 1 : closing].replace('""', '"'))
            place = closing + 1
            while place < end and text[place] == " ":
                place += 1
            if place < end and text[place] != delimiter:
                return None
        else:
            following = text.find(delimiter, place)
            following = end if following < 0 else following
            fields.append(text[place:following])
            place = following
        if place >= end:
            return fields
        place += 1


def _closing_quote(text: str, place: int) -> int:
    while (place := text.find('"', place)) >= 0:
        if text[place + 1 : place + 2] != '"':
            return place
        place += 2
    return -1
