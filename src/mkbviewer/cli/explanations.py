"""How one figure of a page was computed."""

import math
from typing import Any

from mkbviewer.cli.output import write_json
from mkbviewer.core.errors import InvalidView
from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.numbers import strip_noise
from mkbviewer.core.page import Page
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.recipes.explanation import (
    Explanation,
    Term,
    formula_in_names,
    formula_in_numbers,
    operands_of,
)
from mkbviewer.core.recipes.recipe import find_name
from mkbviewer.store.pages.holdings import Holdings


def explain(holdings: Holdings, page: Page, wanted: str) -> Explanation:
    """The figure that `PERIOD[,SERIES]` names; without a series the first.

    Raises InvalidView when the page shows no such figure.
    """
    from mkbviewer.store.pages.explanation import explain_figure

    frame = page.frame
    period, _comma, series = wanted.partition(",")
    return explain_figure(holdings, page, _find_row(frame, period), _find_column(frame, series))


def _find_row(frame: Frame, text: str) -> int:
    found, _status = parse_period(text)
    for row, period in enumerate(frame.periods):
        if period == found or period.code == text.strip():
            return row
    shown = f"{frame.periods[0].code} – {frame.periods[-1].code}" if frame.periods else ""
    raise InvalidView(
        _("The page shows no period “{period}”.").format(period=text),
        "",
        _("It shows {periods}.").format(periods=shown) if shown else "",
    )


def _find_column(frame: Frame, name: str) -> int:
    if not name.strip():
        return 0
    keys = {one.key: one.label for one in frame.series}
    found = find_name(name.strip(), keys)
    if found is None:
        raise InvalidView(
            _("The page shows no series “{name}”.").format(name=name.strip()),
            "",
            _("Choose from: {names}.").format(names=", ".join(keys)),
        )
    return frame.column(found)


def write_explanation(explained: Explanation, form: str) -> None:
    """Write an explanation as lines, or as JSON."""
    if form == "json":
        write_json(describe_explanation(explained))
    else:
        print(explained.text)


def describe_explanation(explained: Explanation) -> dict[str, Any]:
    """An explanation as JSON: the formula in names and in numbers, and every figure below it."""
    told, term = explained.provenance, explained.term
    operands = () if explained.is_shipped else operands_of(explained)
    return {
        "title": explained.title,
        "period": term.period.code,
        "value": None if math.isnan(term.value) else strip_noise(term.value),
        "unit": term.unit,
        "status": term.status.symbol,
        "formula": formula_in_names(term) if term.formula else explained.stated,
        "numbers": formula_in_numbers(term),
        "operands_shipped": not explained.is_shipped,
        "operands": [_describe(one) for one in operands],
        "source": told.source,
        "table": told.table,
        "release": told.release,
    }


def _describe(term: Term) -> dict[str, Any]:
    return {
        "name": term.name,
        "measure": term.measure,
        "members": list(term.members),
        "period": term.period.code,
        "value": None if math.isnan(term.value) else strip_noise(term.value),
        "status": term.status.symbol,
        "unit": term.unit,
    }
