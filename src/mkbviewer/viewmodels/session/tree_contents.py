"""What there is for the sidebar to show: the user's own tables, and what each indicator has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkbviewer.core.model import Table
    from mkbviewer.core.report.catalogue import Indicator
    from mkbviewer.store.pages.holdings import Holdings


class Data(StrEnum):
    """What an indicator has to show."""

    SERIES = "series"
    FACTS = "facts"
    NONE = "none"


@dataclass(frozen=True)
class TreeContents:
    """What there is to show: the user's own tables, and what data each indicator has."""

    tables: "tuple[Table, ...]" = ()
    data: Mapping[str, Data] = field(default_factory=dict)


def read_tree_contents(holdings: "Holdings") -> TreeContents:
    """Look up what there is; the indexes of the libraries are read, no figures."""
    from mkbviewer.store.pages.page import sources_of

    has_facts = {fact.indicator for fact in holdings.facts}

    def data_of(indicator: "Indicator") -> Data:
        if sources_of(holdings, indicator):
            return Data.SERIES
        return Data.FACTS if indicator.id in has_facts else Data.NONE

    return TreeContents(
        holdings.own.tables(), {one.id: data_of(one) for one in holdings.catalogue.indicators}
    )
