"""The rows that an import left out as CSV, for whoever repairs the file."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from mkbviewer.core.language import _, active_language
from mkbviewer.core.numbers import NOTATIONS
from mkbviewer.dialects.reading import Rejected
from mkbviewer.exporters.base import write_atomically
from mkbviewer.exporters.cells import harmless


def write_rejected(rejected: Iterable[Rejected], target: Path) -> None:
    """Write line and reason of each row, as the user's own Excel opens it. Raises ExportProblem."""
    decimal = NOTATIONS[active_language()].decimal
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if decimal == "," else ",", lineterminator="\r\n")
    writer.writerow([_("line"), _("reason")])
    writer.writerows([one.line, harmless(one.reason)] for one in rejected)
    write_atomically(target, text.getvalue().encode("utf-8-sig"))
