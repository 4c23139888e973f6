"""Decimal marks and marks between thousands: what the numbers of a file tell about them.

`1.5` has a decimal mark and `1.234.567` has marks between thousands; `1.234` alone can be either.
"""

import csv
import io
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from mkbviewer.core.language import _
from mkbviewer.dialects.base import Probe, Recognition, either
from mkbviewer.dialects.content import form_reason
from mkbviewer.dialects.plain import open_bytes
from mkbviewer.dialects.plain_numbers import plain_number

_OTHER = {".": ",", ",": "."}
_DOUBTFUL = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(?:(?:\1\d{3})+|(?:\1\d{3})*(?!\1)[.,]\d+)")
_DECIMAL = re.compile(r"[+-]?\d*([.,])\d+")
_LONG = re.compile(r"[+-]?[1-9]\d{3,}")


@dataclass(frozen=True)
class Marks:
    """The decimal mark, and the mark between thousands; empty where there is none."""

    decimal: str = "."
    grouping: str = ""


@dataclass
class _Column:
    """How often each mark occurs in numbers that leave no doubt, and in those that do."""

    decimals: dict[str, int] = field(default_factory=lambda: dict.fromkeys(".,", 0))
    groups: dict[str, int] = field(default_factory=lambda: dict.fromkeys(".,", 0))
    doubtful: dict[str, int] = field(default_factory=lambda: dict.fromkeys(".,", 0))
    has_long: bool = False

    def add(self, text: str) -> None:
        bare = plain_number(text)
        if "." not in bare and "," not in bare:
            self.has_long = self.has_long or bool(_LONG.fullmatch(bare))
        elif match := _GROUPED.fullmatch(bare):
            self.groups[match[1]] += 1
        elif match := _DOUBTFUL.fullmatch(bare):
            self.doubtful[match[1]] += 1
        elif match := _DECIMAL.fullmatch(bare):
            self.decimals[match[1]] += 1


@dataclass(frozen=True)
class Evidence:
    """What the numbers in each column of a file tell."""

    columns: tuple[_Column, ...]

    @classmethod
    def of(cls, columns: Iterable[Iterable[str]]) -> "Evidence":
        """Look at the texts of columns."""
        found = []
        for texts in columns:
            column = _Column()
            for text in texts:
                column.add(text)
            found.append(column)
        return cls(tuple(found))

    def _has_plain_thousands(self, mark: str) -> bool:
        """Whether a column with this mark has whole numbers of four digits without it as well."""
        return any(one.has_long and one.groups[mark] + one.doubtful[mark] for one in self.columns)

    def marks(self, usual: str, own: str) -> tuple[Marks, ...]:
        """How the numbers are to be read: two ways where nothing decides, the decimals first.

        `usual` is the decimal mark where there is none to be seen. `own` is the one with which CBS
        itself writes this layout, without marks between thousands; empty where copies are as usual.
        """
        sure, groups, doubtful = (
            {mark: sum(getattr(one, name)[mark] for one in self.columns) for mark in ".,"}
            for name in ("decimals", "groups", "doubtful")
        )
        for mark, other in _OTHER.items():
            # One such number among plain ones is a mistake in the file, not its way of writing.
            is_usage = groups[mark] and groups[mark] + doubtful[mark] > 1
            # Where the other mark is certainly the decimal one, this one can only part thousands,
            # unless each column has its own.
            is_told = bool(sure[other]) and not self._has_plain_thousands(mark)
            if groups[other] or sure[mark]:
                continue
            if is_usage or (is_told and (groups[mark] or (doubtful[mark] and own == other))):
                return (Marks(other, mark),)
            if is_told and doubtful[mark]:
                return Marks(mark), Marks(other, mark)
        if any(sure.values()):
            known = sure if not all(sure.values()) else {m: sure[m] + doubtful[m] for m in ".,"}
            most = max(known.values())
            return (Marks(usual if known[usual] == most else _OTHER[usual]),)
        if bool(doubtful["."]) is bool(doubtful[","]):
            return (Marks(usual),)
        mark = "." if doubtful["."] else ","
        if mark == own or any(one.has_long and one.doubtful[mark] for one in self.columns):
            # A whole number of four digits without a mark: thousands are not marked here.
            return (Marks(mark),)
        return Marks(mark), Marks(_OTHER[mark], mark)


def find_marks(
    probe: Probe,
    columns: Sequence[int],
    usual: str = ".",
    *,
    own: str = "",
    rows: Iterable[Sequence[str]] | None = None,
) -> tuple[Marks, ...]:
    """The marks in these columns: one reading, or two where nothing in the whole file decides.

    Marks between thousands are believed only where the rest of a long file does not contradict.

    `rows` are those of figures in the head, all but the first where nothing is said.
    """
    width = len(probe.header)
    inside = [row for row in probe.rows[1:] if len(row) == width] if rows is None else list(rows)
    head = Evidence.of([row[index] for row in inside if index < len(row)] for index in columns)
    found = head.marks(usual, own)
    if (len(found) > 1 or found[0].grouping) and (more := _look_further(probe, columns)):
        found = more.marks(usual, own)
    return found


def _look_further(probe: Probe, columns: Sequence[int]) -> Evidence | None:
    """The evidence in the whole of a file that is longer than its head, else None."""
    if probe.size <= len(probe.head):
        return None
    found = Evidence(tuple(_Column() for _index in columns))
    try:
        with open_bytes(probe.path) as file:
            text = io.TextIOWrapper(file, probe.form.encoding, errors="replace", newline="")
            for row in csv.reader(text, delimiter=probe.form.delimiter):
                for column, index in zip(found.columns, columns, strict=True):
                    if index < len(row):
                        column.add(row[index])
    except (OSError, EOFError, zlib.error, csv.Error):
        return None
    return found


def with_marks(found: Recognition, marks: Sequence[Marks]) -> Recognition:
    """The recognition with these marks and the reason that tells them; either where there are two.

    Its own layout need not tell any.
    """
    return either([(_key(one), _says(one, marks), _marked(found, one)) for one in marks])


def _marked(found: Recognition, marks: Marks) -> Recognition:
    layout = replace(found.layout, decimal=marks.decimal, grouping=marks.grouping)
    told = [form_reason(layout.form, marks.decimal)]
    if marks.grouping:
        told.append(_thousands(marks.grouping))
    return replace(found, layout=layout, reasons=(*found.reasons, *told))


def _key(marks: Marks) -> str:
    return "thousands" if marks.grouping else "decimals"


def _says(marks: Marks, all_marks: Sequence[Marks]) -> str:
    if marks.grouping:
        return _thousands(marks.grouping)
    return (
        _("the point is the decimal mark")
        if all_marks[0].decimal == "."
        else _("the comma is the decimal mark")
    )


def _thousands(mark: str) -> str:
    return (
        _("a point stands between thousands")
        if mark == "."
        else _("a comma stands between thousands")
    )
