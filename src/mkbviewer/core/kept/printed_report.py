"""The printed report: which pages it holds, in chapters, and on which sheet each of them is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mkbviewer.core.cycle.cycle import Cycle
from mkbviewer.core.cycle.weather import Published
from mkbviewer.core.page import Page
from mkbviewer.core.period import Period


@dataclass(frozen=True, eq=False)
class BarometerPage:
    """The barometer as a page of the report: one quarter of a cycle."""

    title: str
    cycle: Cycle
    period: Period
    published: Published | None = None


Entry = Page | BarometerPage


@dataclass(frozen=True, eq=False)
class Chapter:
    """The pages of one theme, or of the user's own tables."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class PrintedReport:
    """A report of one edition, as it was on `day`."""

    title: str
    edition: str
    day: date
    chapters: tuple[Chapter, ...]

    @property
    def entries(self) -> tuple[tuple[Chapter, Entry], ...]:
        """Every page with its chapter, in order."""
        return tuple((chapter, entry) for chapter in self.chapters for entry in chapter.entries)


@dataclass(frozen=True)
class ContentsLine:
    """One line of the contents: a chapter's name, or a page's title with its sheet."""

    text: str
    sheet: int | None = None


def contents(report: PrintedReport, first: int) -> Iterator[ContentsLine]:
    """The lines of the contents, where the first page is on the sheet of that number."""
    sheet = first
    for chapter in report.chapters:
        yield ContentsLine(chapter.name)
        for entry in chapter.entries:
            yield ContentsLine(entry.title, sheet)
            sheet += 1
