"""The texts of a file's period column, and the periods that they stand for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.period import (
    PER_YEAR,
    Frequency,
    Period,
    parse_code,
    split_status,
)
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.status import Status, parse_status
from mkbviewer.dialects.column_names import YEAR_WORDS
from mkbviewer.dialects.content import name_some
from mkbviewer.dialects.rows import FOOTER, footer_reason
from mkbviewer.dialects.written_periods import explain, read_together

_MONTHS = {
    **{frequency: 12 // times for frequency, times in PER_YEAR.items()},
    Frequency.THREE_MONTHS: 3,
    Frequency.ROLLING_YEAR: 12,
    Frequency.TWO_YEARS: 24,
    Frequency.THREE_YEARS: 36,
    Frequency.FOUR_YEARS: 48,
    Frequency.FIVE_YEARS: 60,
}


_DAY_WORDS = ("dag", "dagen", "peildag", "peildatum", "day", "days", "reference date")
_REVISED = re.compile(
    r"(.+?)[\s,\u2013-]*(?:\s|\()(?:herzien|gereviseerd|revised)\)?", re.IGNORECASE
)
_YEAR_AS_NUMBER = re.compile(r"\d{4}\.0")


@dataclass
class PeriodColumn:
    """What each text stands for (period and status), and which texts are no period and why."""

    found: dict[str, tuple[Period, Status]] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts of the column."""
        return (*self.found, *self.rejected)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The distinct periods in order of time; an empty text is none."""
        distinct = {period for period, _status in self.found.values() if period.code}
        return tuple(sorted(distinct, key=lambda period: period.sort_key))


def read_periods(
    texts: Iterable[str],
    statuses: Mapping[str, str],
    titles: Mapping[str, str],
    *,
    name: str = "",
    may_be_text: bool,
) -> PeriodColumn:
    """Find the period of each distinct text of a column, which has this name.

    `statuses` and `titles` have symbol and label by code where metadata tells them: a label that
    only metadata can place gets its code from there. Where the column holds CBS codes, a text that
    is none is rejected, unless `may_be_text`; so is a lone day among longer periods, and a blank
    where others name periods. A code that metadata tells is one, whatever it is. Footers and the
    column's own name are none.
    """
    texts = tuple(texts)
    column = PeriodColumn()
    together = read_together(
        (text for text in texts if not FOOTER.match(text) and text.strip() != name),
        are_years=name.lower() in YEAR_WORDS,
        are_days=name.lower() in _DAY_WORDS,
    )
    known = together.found if together else {}
    codes = {title: code for code, title in titles.items()}
    for text in texts:
        period, status = known.get(text) or parse_period(_as_year(text))
        if period.frequency is Frequency.TEXT:
            period = parse_code(codes.get(period.code, "")) or period
        if status is Status.FINAL and (symbol := statuses.get(period.code)):
            status = parse_status(symbol) or status
        column.found[text] = period, status
    _read_revised(column)
    if together:
        column.warnings.append(together.says)
    if not may_be_text:
        _reject_strangers(column, titles)
    elif any(period.frequency is not Frequency.TEXT for period, _status in column.found.values()):
        _reject_blanks(column)
    for text, (period, _status) in list(column.found.items()):
        if period.frequency is not Frequency.TEXT:
            continue
        if name and text.strip() == name:
            column.rejected[text] = _("The header of the table is repeated here.")
        elif FOOTER.match(text):
            column.rejected[text] = footer_reason(text)
    for text in column.rejected:
        column.found.pop(text, None)
    _warn_of_texts(column)
    return column


def _read_revised(column: PeriodColumn) -> None:
    """Read `2023 herzien` as 2023, unless the column has that as well."""
    codes = {period.code for period, _status in column.found.values()}
    for text, (period, status) in column.found.items():
        match = _REVISED.fullmatch(period.code) if period.frequency is Frequency.TEXT else None
        base = parse_period(match[1])[0] if match else period
        if base.frequency is not Frequency.TEXT and match and base.code not in codes:
            column.found[text] = base, status
            codes.add(base.code)
            says = _("“{text}” is read as {period}; that it was revised is not kept.")
            column.warnings.append(says.format(text=text.strip(), period=base.label))


def _as_year(text: str) -> str:
    """A period without what pandas puts behind a year: `2021.0` in this column is 2021."""
    return text[:4] if _YEAR_AS_NUMBER.fullmatch(text) else text


def in_order_of_time(periods: Iterable[Period]) -> list[Period]:
    """Periods by their ends, the shorter before the longer, as CBS lists a year after its quarters.

    Texts come first, in the order given.
    """

    def key(period: Period) -> tuple[int, int, int]:
        if period.start is None:
            return -1, 0, 0
        months = _MONTHS.get(period.frequency, 0)
        year, month = divmod(period.start.year * 12 + period.start.month - 1 + months, 12)
        return year * 12 + month, period.start.day, months

    return sorted(dict.fromkeys(periods), key=key)


def _reject_blanks(column: PeriodColumn) -> None:
    """Reject texts without anything in a column that has periods otherwise."""
    for text in column.found:
        if not text.strip():
            column.rejected[text] = _("The row names no period.")


def _reject_strangers(column: PeriodColumn, titles: Mapping[str, str]) -> None:
    filled = {text: found[0] for text, found in column.found.items() if text.strip()}
    codes = [text for text in filled if parse_code(split_status(text)[0])]
    are_codes = 2 * len(codes) >= len(filled)
    days = [
        text
        for text in codes
        if filled[text].frequency is Frequency.DAY and filled[text].code not in titles
    ]
    _reject_blanks(column)
    for text, (period, _status) in column.found.items():
        if text in column.rejected:
            continue
        if are_codes and period.frequency is Frequency.TEXT and period.code not in titles:
            column.rejected[text] = _("“{text}” is not a period code of CBS.").format(
                text=text.strip()
            )
    if len(days) == 1 and 2 * len(days) < len(codes):
        for text in days:
            column.rejected[text] = _(
                "“{text}” is a day in a table of longer periods; it is no period code there."
            ).format(text=text.strip())


def _warn_of_texts(column: PeriodColumn) -> None:
    texts = sorted(
        {
            period.code
            for period, _status in column.found.values()
            if period.frequency is Frequency.TEXT and period.code
        }
    )
    if texts:
        column.warnings.append(
            ngettext(
                "One period is kept as text, outside the time axis: {shown}.",
                "{count} periods are kept as text, outside the time axis: {shown}.",
                len(texts),
            ).format(count=len(texts), shown=name_some(texts))
            + " "
            + explain(texts)
        )
