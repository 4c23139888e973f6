"""What a change of one choice means for the other choices of a view."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mkbviewer.core.language import _
from mkbviewer.core.period import Frequency, parse_code
from mkbviewer.core.view import View


def change_view(view: View, **fields: Any) -> View:
    """The view with these fields changed and without what they make meaningless.

    Another source drops everything that names something of the table; another dimension to split
    by drops the members, and is no longer fixed at one; another frequency drops the periods that
    are not of it; how shorter periods are combined suits the measure anew. A field that is given
    itself is always kept.
    """
    dropped: dict[str, Any] = {}
    if "source" in fields and fields["source"] != view.source:
        dropped |= {
            "measures": (),
            "by": "",
            "members": (),
            "where": (),
            "beside": "",
            "beside_members": (),
            "frequency": "",
            "combination": "",
            "base": "",
            "season": "",
            "by_cohort": False,
            "release": "",
        }
    if "by" in fields and fields["by"] != view.by:
        dropped["members"] = ()
        where = fields.get("where", dropped.get("where", view.where))
        fields["where"] = tuple(fixed for fixed in where if fixed[0] != fields["by"])
        if fields["by"] == view.beside:
            dropped |= {"beside": "", "beside_members": ()}
    if "beside" in fields and fields["beside"] != view.beside:
        dropped |= {"beside_members": (), "by_cohort": False}
    if "measures" in fields and fields["measures"] != view.measures:
        dropped["combination"] = ""
    if fields.get("frequency") and fields["frequency"] != view.frequency:
        frequency = Frequency(fields["frequency"])
        dropped["season"] = dropped["combination"] = ""
        for name in ("base", "first", "last"):
            if not _is_of_frequency(getattr(view, name), frequency):
                dropped[name] = ""
    return replace(view, **{**dropped, **fields})


def _is_of_frequency(code: str, frequency: Frequency) -> bool:
    period = parse_code(code)
    return period is not None and period.frequency is frequency


def differs(view: View, **fields: Any) -> bool:
    """Whether any of these fields is not what the view already says."""
    return any(getattr(view, name) != value for name, value in fields.items())


def describe_change(before: View, after: View) -> str:
    """What differs between two views of one subject, for the menu; empty for no difference."""
    texts = {
        "source": _("source"),
        "release": _("release"),
        "measures": _("measure"),
        "by": _("breakdown"),
        "frequency": _("frequency"),
        "combination": _("frequency"),
        "transformation": _("transformation"),
        "average": _("moving average"),
        "base": _("base period"),
        "members": _("series shown"),
        "beside": _("what stands side by side"),
        "beside_members": _("what stands side by side"),
        "where": _("filter"),
        "first": _("range of periods"),
        "last": _("range of periods"),
        "season": _("part of the year"),
        "by_cohort": _("cohorts"),
        "chart": _("kind of chart"),
        "scale": _("value axis"),
        "hides_report": _("figures of the report"),
    }
    texts_of_table = {
        "form": _("form of the table"),
        "hidden": _("columns of the table"),
        "sort": _("order of the table"),
        "is_rising": _("order of the table"),
        "filter": _("filter of the table"),
        "has_totals": _("totals of the table"),
        "decimals": _("decimals of the table"),
    }
    return _first_that_differs(before, after, texts) or _first_that_differs(
        before.table, after.table, texts_of_table
    )


def _first_that_differs(before: object, after: object, texts: Mapping[str, str]) -> str:
    differing = (
        text for name, text in texts.items() if getattr(before, name) != getattr(after, name)
    )
    return next(differing, "")
