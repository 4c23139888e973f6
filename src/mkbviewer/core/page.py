"""A page: what a view shows once every default is filled in and the figures are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mkbviewer.core.frame import Frame
from mkbviewer.core.frequency import part_of
from mkbviewer.core.model import Member, Origin, Structure
from mkbviewer.core.recipes.breakdown import is_total
from mkbviewer.core.report.catalogue import Indicator
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.view import Transformation, View


@dataclass(frozen=True)
class Source:
    """One table that can fill a page: the user's own before the embedded one.

    `table` is the CBS table's id; `release` the release's name; `match` and `note` say how near
    it is to the report's definition; `role` is main, alternative or related. `period` is the name
    of the one period that a table is of, where it does not say so itself.
    """

    table: str
    origin: Origin
    release: str
    match: str = ""
    role: str = "main"
    note: str = ""
    formula: str = ""
    title: str = ""
    period: str = ""


@dataclass(frozen=True, eq=False)
class Page:
    """Everything that the screen, an export or the command line needs to show one view.

    `view` has every default filled in; `structure` says what can be chosen: its dimensions are
    the page's breakdowns and filters, its measures the page's measures. `frame` is what is shown,
    `level` the same choice, in the same periods, before what is done to the level and before the
    range of periods. `sources` is empty where no data fills the indicator: then the page shows its
    facts and what is needed. `computed` are the size classes that follow from those of the table or
    that a measure leaves out, and whether there are figures of them for the measures shown.
    """

    view: View
    title: str
    sources: tuple[Source, ...]
    structure: Structure
    frame: Frame
    level: Frame
    indicator: Indicator | None = None
    facts: tuple[Fact, ...] = ()
    computed: Mapping[str, bool] = field(default_factory=dict)

    @property
    def is_combined(self) -> bool:
        """Whether the periods are made of shorter ones, since the table has none so long."""
        return part_of(self.structure, self.view.frequency) is not None

    @property
    def shows_level(self) -> bool:
        """Whether the figures are those of the table or the recipe: nothing was done to them."""
        is_plain = self.view.transformation is Transformation.LEVEL and not self.view.average
        return is_plain and not self.is_combined

    @property
    def source(self) -> Source | None:
        """The source in use, or None where there is no data."""
        for source in self.sources:
            if source.table == self.view.source:
                return source
        return self.sources[0] if self.sources else None


def held_at(page: Page) -> tuple[str, ...]:
    """The members at which the other dimensions are held, in words, where that leaves others out.

    Whoever shows the figures without the page's choosers has to say them.
    """
    return tuple(member.label for _dimension, member in held_members(page))


def held_members(page: Page) -> tuple[tuple[str, Member], ...]:
    """Each dimension that is held at a member other than its total, and that member."""
    found = []
    for key, code in page.view.where:
        dimension = page.structure.dimension(key)
        member = dimension.member(code) if dimension else None
        if dimension and member and len(dimension.members) > 1 and not is_total(member):
            found.append((key, member))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Card:
    """One indicator on the overview: its newest figure, or else the fact that the report states.

    `frame` is the one series of the sparkline on the level (empty where there is no data): its
    newest value is the card's figure. `fact` is the indicator's first fact, of its newest period,
    None where the report states none; `earlier` is the same of the period before that.
    """

    indicator: Indicator
    frame: Frame
    source: Source | None = None
    fact: Fact | None = None
    earlier: Fact | None = None
