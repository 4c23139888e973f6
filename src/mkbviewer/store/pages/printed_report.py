"""Reading the pages of a printed report: each with the view with which it opens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.weather import opening_quarter, published_of
from mkbviewer.core.errors import Cancelled, MkbviewerError
from mkbviewer.core.kept.printed_report import BarometerPage, Chapter, Entry, PrintedReport
from mkbviewer.core.language import _
from mkbviewer.core.report.catalogue import Indicator
from mkbviewer.core.view import View
from mkbviewer.store.pages.barometer import read_cycle, read_published, read_series
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import read_page, sources_of

BAROMETER = "mkbarometer"
"""The indicator whose page is that of the barometer."""


@dataclass(frozen=True, eq=False)
class ReportReading:
    """The report as far as it could be read; `problems` says by subject what could not."""

    report: PrintedReport
    problems: Mapping[str, MkbviewerError]


def reportable_indicators(holdings: Holdings) -> tuple[Indicator, ...]:
    """The indicators that have something to print: series, or figures that the report states."""
    return tuple(
        one
        for one in holdings.catalogue.indicators
        if sources_of(holdings, one) or holdings.facts_of(one.id)
    )


def read_printed_report(
    holdings: Holdings,
    subjects: Sequence[str],
    day: date,
    check_cancelled: Callable[[], None] = lambda: None,
    tell: Callable[[float, str], None] = lambda _fraction, _title: None,
) -> ReportReading:
    """Read the pages of these indicators and tables, in the order of the catalogue.

    Tables of no indicator come last, in a chapter of their own. `check_cancelled` is called before
    each page and stops the reading by raising; `tell` hears how far it is, from 0 to 1.
    """
    wanted = set(subjects)
    catalogue = holdings.catalogue
    themes = [
        (theme.name, [View(one.id) for one in catalogue.of_theme(theme.id) if one.id in wanted])
        for theme in catalogue.themes
    ]
    tables = [one for one in subjects if catalogue.indicator(one) is None]
    themes.append((_("Own tables"), [View(one, is_table=True) for one in tables]))
    count = sum(len(views) for _name, views in themes)
    problems: dict[str, MkbviewerError] = {}
    chapters, done = [], 0
    for name, views in themes:
        entries: list[Entry] = []
        for view in views:
            check_cancelled()
            tell(done / count, view.subject)
            try:
                entries.append(_read_entry(holdings, view))
            except Cancelled:
                raise
            except MkbviewerError as problem:
                problems[view.subject] = problem
            done += 1
        if entries:
            chapters.append(Chapter(name, tuple(entries)))
    title = _("The state of small and medium-sized businesses")
    return ReportReading(PrintedReport(title, catalogue.edition, day, tuple(chapters)), problems)


def _read_entry(holdings: Holdings, view: View) -> Entry:
    if view.subject != BAROMETER or view.is_table:
        return read_page(holdings, view)
    cycle = read_cycle(holdings, read_series(holdings).series, Method.MEAN)
    published = read_published(holdings)
    period = opening_quarter(cycle, published)
    title = holdings.indicator(view.subject).title
    return BarometerPage(title, cycle, period, published_of(published, period))
