"""The printed report as a PDF."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from mkbviewer.cli.holdings import opened_holdings
from mkbviewer.cli.output import tell, tell_problem
from mkbviewer.cli.views import find_subject
from mkbviewer.core.errors import ExportProblem, MkbviewerError
from mkbviewer.core.language import _, ngettext
from mkbviewer.store.pages.printed_report import read_printed_report, reportable_indicators

SUFFIX = ".pdf"


def run_report(options: Namespace) -> int:
    """Write the pages of the indicators named, or of all that have data, as one PDF.

    What fails is told, and the others are still written.
    """
    target = Path(options.output)
    if target.suffix.lower() != SUFFIX:
        raise ExportProblem(
            _("{file} could not be saved.").format(file=target),
            _("The report is a PDF."),
            _("End the name with one of: {suffixes}.").format(suffixes=SUFFIX),
        )
    is_all_there = True
    with opened_holdings(options) as holdings:
        subjects = []
        for name in options.subjects or [one.id for one in reportable_indicators(holdings)]:
            try:
                subjects.append(find_subject(holdings, name).subject)
            except MkbviewerError as problem:
                tell_problem(problem, name)
                is_all_there = False
        today = date.today()  # noqa: DTZ011 - the user's own day
        reading = read_printed_report(holdings, list(dict.fromkeys(subjects)), today)
    for subject, trouble in reading.problems.items():
        tell_problem(trouble, subject)
        is_all_there = False
    if not reading.report.chapters:
        return 1
    from mkbviewer.ui.output.report_drawing import report_to_pdf

    count = report_to_pdf(reading.report, target)
    pages = ngettext("{count} page", "{count} pages", count).format(count=count)
    tell(f"{target}: {pages}.")
    return 0 if is_all_there else 1
