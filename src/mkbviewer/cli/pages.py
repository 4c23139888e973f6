"""The catalogue, and the figures of one page."""

import csv
import math
import sys
from argparse import Namespace
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mkbviewer.cli.explanations import explain, write_explanation
from mkbviewer.cli.holdings import opened_holdings
from mkbviewer.cli.output import write_columns, write_json
from mkbviewer.cli.views import find_subject, make_view
from mkbviewer.core.errors import InvalidView
from mkbviewer.core.language import _, pick
from mkbviewer.core.numbers import format_plain, strip_noise
from mkbviewer.core.page import Page
from mkbviewer.core.report.catalogue import Indicator
from mkbviewer.core.report.comparisons import Comparison, compare, presets_of
from mkbviewer.core.view import View
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import read_page, sources_of

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame
    from mkbviewer.store.pages.collection import CollectionPage


def run_indicators(options: Namespace) -> int:
    """List the catalogue, with what data each indicator has."""
    with opened_holdings(options) as holdings:
        found = [describe_indicator(holdings, one) for one in holdings.catalogue.indicators]
    if options.json:
        write_json(found)
        return 0
    words = {"series": _("series"), "facts": _("facts"), "none": _("none")}
    write_columns(
        (_("indicator"), _("theme"), _("figure"), _("data"), _("tables"), _("title")),
        (
            (
                one["indicator"],
                one["theme"],
                one["figure"],
                words[one["data"]],
                ", ".join(one["tables"]),
                one["title"],
            )
            for one in found
        ),
    )
    return 0


def describe_indicator(holdings: Holdings, indicator: Indicator) -> dict[str, Any]:
    """An indicator as JSON. `data` is series, facts or none; `match` that of its first table."""
    sources = sources_of(holdings, indicator)
    facts = holdings.facts_of(indicator.id)
    return {
        "indicator": indicator.id,
        "theme": indicator.theme,
        "topic": indicator.topic,
        "figure": ";".join(indicator.figures),
        "title": indicator.title,
        "unit": indicator.unit,
        "data": "series" if sources else "facts" if facts else "none",
        "match": sources[0].match if sources else "",
        "tables": [source.table for source in sources],
        "facts": len(facts),
        "fillings": [filling.table for filling in indicator.fillings],
    }


def run_show(options: Namespace) -> int:
    """Write the frame of a page: periods by series."""
    with opened_holdings(options) as holdings:
        page = open_page(holdings, options.subject, options)
        explained = explain(holdings, page, options.explain) if options.explain else None
        gathered = gather(holdings, page, options) if options.others else None
    if gathered is not None:
        write_gathered(gathered, options)
    elif explained is not None:
        write_explanation(explained, options.format)
    elif options.sentence:
        from mkbviewer.core.words.sentence import describe_chart

        print(describe_chart(page))
    elif options.format == "json":
        write_json(describe_page(page))
    else:
        write_frame(page.frame)
    return 0


def open_page(holdings: Holdings, subject: str, options: Namespace) -> Page:
    """The page of a subject with the view that the options describe.

    Raises InvalidView when no table fills it, and whatever `read_page` raises.
    """
    page = read_page(holdings, make_view(holdings, subject, options))
    if page.source is None:
        assert page.indicator is not None
        tables = ", ".join(one.table for one in page.indicator.fillings if one.recipe)
        raise InvalidView(
            _("No series fill “{title}” yet.").format(title=page.title),
            pick(dict(page.indicator.needed or {})),
            _("Import one of: {tables}.").format(tables=tables) if tables else "",
        )
    return read_page(holdings, _compared(page, options)) if options.compare else page


def _compared(page: Page, options: Namespace) -> View:
    """The view that shows the comparison; the range and the chart that were asked for stay.

    Raises InvalidView when the figures do not allow it.
    """
    presets = {one.comparison: one for one in presets_of(page)}
    wanted = Comparison(options.compare)
    if wanted not in presets:
        raise InvalidView(
            _("“{title}” does not allow the comparison {name}.").format(
                title=page.title, name=wanted.value
            ),
            _("The figures for it are not in the table, and cannot be computed from it."),
            _("Choose from: {names}.").format(names=", ".join(presets)) if presets else "",
        )
    asked = {"chart": options.chart} if options.chart else {}
    if options.first or options.last:
        asked |= {"first": page.view.first, "last": page.view.last}
    return replace(compare(page.view, presets[wanted]), **asked)


def write_frame(frame: "Frame") -> None:
    """Write a frame as CSV: `period` and one column per series; missing is empty."""
    labels = Counter(series.label for series in frame.series)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        [
            "period",
            *(
                series.label if labels[series.label] == 1 else f"{series.label} ({series.key})"
                for series in frame.series
            ),
        ]
    )
    for period, values in zip(frame.periods, frame.values, strict=True):
        writer.writerow([period.code, *(format_plain(strip_noise(value)) for value in values)])


def describe_page(page: Page) -> dict[str, Any]:
    """A page's frame as JSON. A missing value is null, its status the symbol that CBS writes."""
    from mkbviewer.exporters.base import source_line

    frame, view = page.frame, page.view
    return {
        "subject": view.subject,
        "title": page.title,
        "unit": frame.unit,
        "transformation": view.transformation.value,
        "by": view.by,
        "measures": list(view.measures),
        "where": dict(view.where),
        "frequency": view.frequency,
        "average": view.average,
        "steps": frame.transformation,
        "source": source_line(frame),
        "table": frame.provenance.table,
        "release": frame.provenance.release,
        "origin": frame.provenance.origin.value,
        "match": frame.provenance.match,
        "note": frame.provenance.note,
        "formula": frame.provenance.formula,
        "periods": [period.code for period in frame.periods],
        "series": describe_series(frame),
    }


def describe_series(frame: "Frame") -> list[dict[str, Any]]:
    """The series of a frame as JSON: a missing value is null, its status says why."""
    from mkbviewer.core.status import Status

    return [
        {
            "key": series.key,
            "label": series.label,
            "unit": series.unit,
            "measure": series.measure,
            "member": series.member,
            "values": [
                strip_noise(value) if math.isfinite(value) else None
                for value in frame.values[:, column].tolist()
            ],
            "statuses": [Status(number).symbol for number in frame.statuses[:, column].tolist()],
        }
        for column, series in enumerate(frame.series)
    ]


def gather(holdings: Holdings, page: Page, options: Namespace) -> "CollectionPage":
    """The series of a page with the main one of each other subject, as a comparison.

    What is done to the page's figures is done to all. Raises UnknownName, and InvalidView where a
    series is not there.
    """
    from mkbviewer.core.kept.collection import Collection, series_views
    from mkbviewer.core.view import Transformation
    from mkbviewer.store.pages.collection import main_views, read_collection

    others = [main_views(holdings, find_subject(holdings, name)) for name in options.others]
    done = page.view.transformation
    collection = Collection(
        transformation="" if done is Transformation.LEVEL else done.value,
        base=page.view.base,
        first=page.view.first,
        last=page.view.last,
    ).add([*series_views(page), *(view for views in others for view in views)])
    gathered = read_collection(holdings, collection)
    for item in gathered.items:
        if item.problem is not None:
            raise item.problem
    return gathered


def write_gathered(gathered: "CollectionPage", options: Namespace) -> None:
    """Write a comparison: as CSV a column for each series, as JSON with the source of each."""
    from mkbviewer.exporters.base import source_words

    if options.format != "json":
        write_frame(gathered.frame)
        return
    described = describe_series(gathered.frame)
    told = [one for one in gathered.items if one.provenance]
    for one, item in zip(described, told, strict=True):
        one["title"] = item.title
        one["source"] = source_words(item.provenance) if item.provenance else ""
    periods = [period.code for period in gathered.frame.periods]
    write_json({"common": list(gathered.common), "periods": periods, "series": described})
