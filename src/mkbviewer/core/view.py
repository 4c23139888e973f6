"""A view: everything that decides what a page shows."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from mkbviewer.core.table.table_choice import (
    DEFAULT_TABLE,
    TableChoice,
    table_from_dict,
    table_to_dict,
)

LOGARITHMIC = "log"

WHOLE_YEAR = "all"
"""The season of a view that shows every part of the year, where its page would show one only."""


class Transformation(StrEnum):
    """What is done to the level before it is shown, in the order in which it is offered."""

    LEVEL = "level"
    CHANGE = "change"
    PREVIOUS = "previous"
    YEAR_ON_YEAR = "yoy"
    INDEX = "index"
    SHARE = "share"


class Combination(StrEnum):
    """How the figures of shorter periods make that of a longer one."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


AVERAGES = (2, 3, 4, 5, 12)
"""The numbers of periods that a moving average can be of."""

AVERAGE_OF_FOUR = "ma4"
"""The word for a moving average of four periods of the level, on the command line and in views
that were kept before averages were a step of their own."""


@dataclass(frozen=True, slots=True)
class View:
    """What one page shows. Empty fields stand for the page's own default.

    `subject` is an indicator's id or a table's id, `is_table` says which; `source` is the id of
    the table that fills an indicator; `by` the dimension whose members become series; `members`
    those shown; `beside` a second dimension, each of whose `beside_members` has all those series
    side by side; `where` fixes one member (code) of each other dimension; `first` and `last` are
    period codes; `season` is the part of each year (`KW03`) to which the periods are limited, or
    `WHOLE_YEAR`; `by_cohort` puts figures at the year of birth; `base` is the period at which an
    index is 100; `combination` says how shorter periods make those of a `frequency` that the table
    lacks (sum, mean or last; empty as suits the measure); `average` is the number of periods of a
    moving average, 0 for none; `scale` is `log` for a logarithmic value axis where the chart can
    have one. The report's figures and limits stand in the chart unless `hides_report`. `table` is
    what is chosen for the table below it, which changes no figure.
    """

    subject: str
    is_table: bool = False
    source: str = ""
    measures: tuple[str, ...] = ()
    by: str = ""
    members: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    frequency: str = ""
    transformation: Transformation = Transformation.LEVEL
    base: str = ""
    chart: str = ""
    first: str = ""
    last: str = ""
    season: str = ""
    by_cohort: bool = False
    release: str = ""
    scale: str = ""
    hides_report: bool = False
    combination: str = ""
    average: int = 0
    beside: str = ""
    beside_members: tuple[str, ...] = ()
    table: TableChoice = DEFAULT_TABLE

    def fixed(self, dimension: str) -> str:
        """The member at which a dimension is fixed, or an empty text."""
        return dict(self.where).get(dimension, "")


DONE_TO_LEVEL = ("transformation", "base", "average", "first", "last", "season")
"""The fields that say what is done to figures once they are read."""

DONE_TO_READ = (*DONE_TO_LEVEL, "chart", "scale", "hides_report", "table")
"""Those with the fields that say how they are shown: no figure is read anew for any of these."""


def without_steps(view: View) -> View:
    """The view with only what decides which figures are read."""
    bare = View(view.subject)
    return replace(view, **{one: getattr(bare, one) for one in DONE_TO_READ})


def view_to_dict(view: View) -> dict[str, Any]:
    """The view as plain lists and texts, for JSON; fields at their default are left out."""
    # What a view holds besides its table is plain already.
    plain = {field.name: getattr(view, field.name) for field in fields(View)}
    plain["table"] = table_to_dict(view.table)
    defaults = {field.name: field.default for field in fields(View)} | {"table": {}}
    return {name: value for name, value in plain.items() if value != defaults[name]}


def view_from_dict(plain: dict[str, Any]) -> View:
    """The view that `view_to_dict` wrote. Raises ValueError when it is not one."""
    known = {field.name for field in fields(View)}
    if not isinstance(plain.get("subject"), str) or not set(plain) <= known:
        raise ValueError("not a view")
    if plain.get("transformation") == AVERAGE_OF_FOUR:
        plain = {"average": 4, **plain, "transformation": Transformation.LEVEL}
    try:
        return View(
            **{
                **plain,
                "measures": tuple(plain.get("measures", ())),
                "members": tuple(plain.get("members", ())),
                "beside_members": tuple(plain.get("beside_members", ())),
                "where": tuple((str(key), str(code)) for key, code in plain.get("where", ())),
                "hides_report": bool(plain.get("hides_report", False)),
                "transformation": Transformation(plain.get("transformation", "level")),
                "average": int(plain.get("average", 0)),
                "table": table_from_dict(plain.get("table", {})),
            }
        )
    except TypeError as problem:
        raise ValueError("not a view") from problem
