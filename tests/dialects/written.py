"""Small writers of each dialect, and made-up tables to write with them."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

from hypothesis import strategies as st

from mkbviewer.core.period import Frequency, Period, make_period

Cells = dict[tuple[str, Period], tuple[str, ...]]
"""Per member and period the texts of the measures: a number, `.` or nothing."""

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
DUTCH_LABELS: dict[Frequency, Callable[[Period], str]] = {
    Frequency.YEAR: lambda p: str(p.year),
    Frequency.HALF_YEAR: lambda p: f"{p.year} {p.number}e halfjaar",
    Frequency.QUARTER: lambda p: f"{p.year} {p.number}e kwartaal",
    Frequency.MONTH: lambda p: f"{p.year} {_MONTHS[p.number - 1]}",
}


@dataclass(frozen=True)
class MadeUp:
    """A table with one dimension and some measures; `cells` in the order of the file."""

    measures: tuple[str, ...]
    cells: Cells

    def observed(self) -> dict[tuple[str, str, str], tuple[float | None, str]]:
        """Value and status by measure number, member and period code."""
        return {
            (f"{number}", member, period.code): _read(text)
            for (member, period), texts in self.cells.items()
            for number, text in enumerate(texts)
        }


def _read(text: str) -> tuple[float | None, str]:
    if not text:
        return None, "blank"
    return (None, ".") if text == "." else (float(text), "")


_periods = st.one_of(
    st.builds(make_period, st.integers(1950, 2049), st.just(Frequency.YEAR)),
    st.builds(
        make_period, st.integers(1950, 2049), st.just(Frequency.HALF_YEAR), st.integers(1, 2)
    ),
    st.builds(make_period, st.integers(1950, 2049), st.just(Frequency.QUARTER), st.integers(1, 4)),
    st.builds(make_period, st.integers(1950, 2049), st.just(Frequency.MONTH), st.integers(1, 12)),
)
_numbers = st.one_of(
    st.integers(-(10**9), 10**9).map(str),
    st.builds(lambda n, d: f"{n / 10**d:.{d}f}", st.integers(-(10**9), 10**9), st.integers(1, 4)),
)
_cells = st.one_of(_numbers, _numbers, st.sampled_from((".", "")))
codes = st.from_regex(r"[A-Z]{1,2}[0-9]{2,6}", fullmatch=True)
labels = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="*\ufeff"),
    min_size=1,
    max_size=12,
).map(lambda text: f"Sector {text}")


@st.composite
def tables(draw: st.DrawFn, members: st.SearchStrategy[str]) -> MadeUp:
    """A table whose first row has numbers only, so that its measures are numbers."""
    width = draw(st.integers(1, 3))
    keys = draw(st.lists(st.tuples(members, _periods), min_size=1, max_size=12, unique=True))
    cells = {key: tuple(draw(_cells) for _n in range(width)) for key in keys[1:]}
    first = {keys[0]: tuple(draw(_numbers) for _n in range(width))}
    return MadeUp(tuple(f"Onderwerp{n}_{n + 1}" for n in range(width)), first | cells)


def odata3(table: MadeUp, *, typed: bool = False) -> str:
    """As the open data portal writes it: all quoted, values right-aligned when untyped."""

    def value(text: str) -> str:
        if typed:
            return '""' if text in ("", ".") else f'"{text}"'
        return f'"{text:>8}"'

    lines = [";".join(f'"{name}"' for name in ("ID", "Sector", "Perioden", *table.measures))]
    for number, ((member, period), texts) in enumerate(table.cells.items()):
        values = ";".join(map(value, texts))
        lines.append(f'"{number}";"{member:<8}";"{period.code}";{values}')
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def _csv(rows: list[list[str]], delimiter: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def labelled(table: MadeUp, delimiter: str) -> str:
    """As the cbsodata packages write it: bare, labels."""
    rows = [["ID", "Sector", "Perioden", *table.measures]]
    for number, ((member, period), texts) in enumerate(table.cells.items()):
        rows.append([str(number), member, DUTCH_LABELS[period.frequency](period), *texts])
    return _csv(rows, delimiter)


def statline_flat(table: MadeUp, decimal: str) -> str:
    """As StatLine writes it: titles with units, all quoted."""
    header = ["Sector", "Perioden", *(f"Groep/Onderwerp {n} (eenheid)" for n in _numbers_of(table))]
    lines = [";".join(f'"{name}"' for name in header)]
    for (member, period), texts in table.cells.items():
        quoted = member.replace('"', '""')
        values = ";".join(
            '"' + text.rjust(8).replace(".", decimal) + '"' if text != "." else '"       ."'
            for text in texts
        )
        lines.append(f'"{quoted}";"{DUTCH_LABELS[period.frequency](period)}";{values}')
    return "\ufeff" + "\n".join(lines) + "\n"


def odata4(table: MadeUp) -> str:
    """As datasets.cbs.nl writes it: a row an observation, decimal comma, blank where missing."""
    rows = [["Id", "Measure", "Sector", "Perioden", "Value", "StringValue", "ValueAttribute"]]
    for (member, period), texts in table.cells.items():
        for measure, text in zip(table.measures, texts, strict=True):
            value = "" if text == "." else text.replace(".", ",")
            word = "None" if value else "Unknown" if text == "." else "Impossible"
            rows.append([str(len(rows) - 1), measure, member, period.code, value, "", word])
    return _csv(rows, ";")


def measure_codes(table: MadeUp) -> str:
    """The list of measures of a bulk set, with what only it tells."""
    rows = [["Identifier", "MeasureGroupId", "Index", "Title", "DataType", "Unit", "Decimals"]]
    for number, measure in enumerate(table.measures):
        rows.append([measure, "", str(number), f"Titel {number}", "Double", "euro", "1"])
    return _csv(rows, ";")


def layout_with_topics_in_columns(table: MadeUp) -> str:
    """As StatLine shows it: title, stacked headings, units, labels before the figures, a footer."""
    topics = [f"Groep|Onderwerp {number}" for number in _numbers_of(table)]
    rows = [
        ["Verzonnen tabel"],
        [],
        ["", "", "Onderwerp"],
        ["", "", *topics],
        ["Sector", "Perioden", *("eenheid" for _topic in topics)],
    ]
    for (member, period), texts in table.cells.items():
        label = DUTCH_LABELS[period.frequency](period)
        rows.append(
            [member, label, *(text.replace(".", ",") if text != "." else text for text in texts)]
        )
    return "\ufeff" + _quoted([*rows, ["Bron: CBS"]])


def layout_with_topics_in_rows(table: MadeUp, *, has_titles_beside: bool) -> str:
    """Members and periods in the columns, one row a topic, its unit beside it."""
    keys = list(table.cells)
    members = [member for member, _period in keys]
    labels = [DUTCH_LABELS[period.frequency](period) for _member, period in keys]
    if has_titles_beside:
        rows = [["", "Perioden", *labels], ["Onderwerp", "Sector", *members]]
    else:
        rows = [
            ["", "", "Perioden"],
            ["", "", *labels],
            ["", "", "Sector"],
            ["Onderwerp", "", *members],
        ]
    for number in _numbers_of(table):
        texts = [table.cells[key][number] for key in keys]
        cells = [text.replace(".", ",") if text != "." else text for text in texts]
        rows.append([f"Onderwerp {number}", "eenheid", *cells])
    return _quoted([["Verzonnen tabel"], *rows, ["© CBS"]])


def figure(table: MadeUp) -> str:
    """As a chart on cbs.nl gives its figures: words for the period, a column for each line."""
    rows = [["Periode", "Sector", *(f"Onderwerp {number}" for number in _numbers_of(table))]]
    for (member, period), texts in table.cells.items():
        cells = [text.replace(".", ",") if text != "." else text for text in texts]
        rows.append([DUTCH_LABELS[period.frequency](period), member, *cells])
    return _csv(rows, ";") + "*Voorlopige cijfers\n"


@st.composite
def categories(draw: st.DrawFn) -> dict[str, str]:
    """A table without time: a number or nothing by member, a number for the first."""
    members = draw(st.lists(labels, min_size=2, max_size=9, unique=True))
    return {one: draw(_cells if place else _numbers) for place, one in enumerate(members)}


def figure_of_categories(table: dict[str, str]) -> str:
    """As a chart of categories on cbs.nl gives its figures."""
    rows = [[member, text.replace(".", ",") if text != "." else text] for member, text in
            table.items()]  # fmt: skip
    return _csv([["Sector", "Onderwerp"], *rows], ";") + "Bron: CBS\n"


def _quoted(rows: list[list[str]]) -> str:
    out = StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _numbers_of(table: MadeUp) -> range:
    return range(len(table.measures))


def tidy(table: MadeUp, delimiter: str) -> str:
    """As our own export writes it."""
    rows = [["measure", "Sector", "period", "value", "status"]]
    for (member, period), texts in table.cells.items():
        for measure, text in zip(table.measures, texts, strict=True):
            value, status = _read(text)
            rows.append([measure, member, period.code, "" if value is None else text, status])
    return _csv(rows, delimiter)
