"""Writing the chart or the table of pages to files."""

import os
import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from mkbviewer.cli.holdings import opened_holdings
from mkbviewer.cli.output import tell, tell_problem
from mkbviewer.cli.pages import open_page
from mkbviewer.core.errors import ExportProblem, InvalidView, MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.core.numbers import unit_label
from mkbviewer.core.page import Page, held_at
from mkbviewer.exporters import EXPORTERS, exporter_for
from mkbviewer.exporters.base import Export, Exporter, export_of

_NOT_IN_A_FILE_NAME = re.compile(r"[^\w.-]+")


def run_export(options: Namespace) -> int:
    """Write each page to its file; what fails is told, and the others are still written."""
    if len(options.subjects) > 1 and _names_a_file(options.output):
        tell(
            _("Several pages do not go into one file: {file}.").format(file=options.output),
            _("Name a folder, and the kind of file with --format."),
        )
        return 2
    is_folder = len(options.subjects) > 1 or _is_folder(options.output)
    exporter = exporter_for(f".{options.format}" if is_folder else options.output)
    targets = _targets(options, exporter) if is_folder else [Path(options.output)]
    is_all_written = True
    with opened_holdings(options) as holdings:
        for subject, target in zip(options.subjects, targets, strict=True):
            try:
                page = open_page(holdings, subject, options)
                exporter.write(_content_of(page, exporter, options), target)
            except MkbviewerError as problem:
                tell_problem(problem, subject)
                is_all_written = False
    return 0 if is_all_written else 1


def _is_folder(output: str) -> bool:
    ends = tuple(mark for mark in (os.sep, os.altsep, "/") if mark)
    return output.endswith(ends) or Path(output).is_dir()


def _names_a_file(output: str) -> bool:
    known = tuple(exporter.suffix for exporter in EXPORTERS)
    return output.lower().endswith(known) and not Path(output).is_dir()


def _targets(options: Namespace, exporter: Exporter) -> list[Path]:
    folder = Path(options.output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ExportProblem(
            _("The folder {folder} cannot be made.").format(folder=folder),
            _("The system says: {reason}.").format(reason=problem.strerror or str(problem)),
            _("Choose another place."),
        ) from problem
    return [
        folder / f"{_NOT_IN_A_FILE_NAME.sub('-', subject)}{exporter.suffix}"
        for subject in options.subjects
    ]


def _content_of(page: Page, exporter: Exporter, options: Namespace) -> Export:
    subtitle = ", ".join(_subtitle(page))
    if exporter.kind == "picture" and page.view.scale:
        subtitle = ", ".join(part for part in (subtitle, _scale_words(page)) if part)

    def render(fmt: str) -> bytes:
        from mkbviewer.ui.output.render import render_page

        return render_page(page, subtitle, options.size, options.dpi, fmt)

    if exporter.kind == "picture" and options.chart:
        _check_chart(page, options.chart)
    return export_of(page, subtitle, render)


def _scale_words(page: Page) -> str:
    from mkbviewer.ui.charts import scale_words

    return scale_words(page.frame, page.view.chart, page.view.scale)


def _check_chart(page: Page, kind: str) -> None:
    from mkbviewer.ui.charts import CHARTS, suitable_charts

    names: Sequence[str] = [chart.name for chart in suitable_charts(page.frame)]
    known = next((chart for chart in CHARTS if chart.name == kind), None)
    if kind not in names:
        raise InvalidView(
            _("These figures cannot be drawn as “{kind}”.").format(kind=kind),
            known.hindrance(page.frame) if known else "",
            _("Choose from: {names}.").format(names=", ".join(names)),
        )


def _subtitle(page: Page) -> Iterator[str]:
    """What is shown, in which unit, and what was done to it."""
    frame, measures = page.frame, page.view.measures
    measure = page.structure.measure(measures[0]) if len(measures) == 1 else None
    unit = unit_label(frame.unit)
    title = measure.title if measure else ""
    if unit.endswith("= 100") and frame.transformation:
        unit = ""
    if title and unit and unit not in title:
        yield f"{title} ({unit})"
    elif title or unit:
        yield title or unit
    if frame.transformation:
        yield frame.transformation
    yield from held_at(page)
