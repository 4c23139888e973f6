"""A view: everything that decides what a page shows."""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

LOGARITHMIC = "log"


class Transformation(StrEnum):
    """What is done to the level before it is shown."""

    LEVEL = "level"
    YEAR_ON_YEAR = "yoy"
    CHANGE = "change"
    INDEX = "index"
    SHARE = "share"
    MOVING_AVERAGE = "ma4"


@dataclass(frozen=True, slots=True)
class View:
    """What one page shows. Empty fields stand for the page's own default.

    `subject` is an indicator's id or a table's id, `is_table` says which; `source` is the id of
    the table that fills an indicator; `by` the dimension whose members become series; `members`
    those shown; `where` fixes one member (code) of each other dimension; `first` and `last` are
    period codes; `base` the period at which an index is 100; `scale` is `log` for a
    logarithmic value axis where the chart can have one. The report's figures and limits stand
    in the chart unless `hides_report`.
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

    def fixed(self, dimension: str) -> str:
        """The member at which a dimension is fixed, or an empty text."""
        return dict(self.where).get(dimension, "")


def view_to_dict(view: View) -> dict[str, Any]:
    """The view as plain lists and texts, for JSON; fields at their default are left out."""
    plain = asdict(view)
    defaults = {field.name: field.default for field in fields(View)}
    return {name: value for name, value in plain.items() if value != defaults[name]}


def view_from_dict(plain: dict[str, Any]) -> View:
    """The view that `view_to_dict` wrote. Raises ValueError when it is not one."""
    known = {field.name for field in fields(View)}
    if not isinstance(plain.get("subject"), str) or not set(plain) <= known:
        raise ValueError("not a view")
    try:
        return View(
            **{
                **plain,
                "measures": tuple(plain.get("measures", ())),
                "members": tuple(plain.get("members", ())),
                "where": tuple((str(key), str(code)) for key, code in plain.get("where", ())),
                "hides_report": bool(plain.get("hides_report", False)),
                "transformation": Transformation(plain.get("transformation", "level")),
            }
        )
    except TypeError as problem:
        raise ValueError("not a view") from problem
