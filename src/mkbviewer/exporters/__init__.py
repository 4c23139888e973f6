"""Write what is shown to a file. A new format is one file and its line in `EXPORTERS`."""

from pathlib import Path

from mkbviewer.core.errors import ExportProblem
from mkbviewer.core.language import _
from mkbviewer.exporters.base import Exporter
from mkbviewer.exporters.excel import Excel
from mkbviewer.exporters.picture import Pdf, Png, Svg
from mkbviewer.exporters.table_csv import TableCsv
from mkbviewer.exporters.tidy_csv import TidyCsv

EXPORTERS: tuple[Exporter, ...] = (Png(), Svg(), Pdf(), TableCsv(), Excel(), TidyCsv())


def exporter_for(name: str) -> Exporter:
    """The format that the ending of a file's name asks for, the longest ending first.

    Raises ExportProblem when there is none.
    """
    lowered = name.lower()
    by_length = sorted(EXPORTERS, key=lambda exporter: -len(exporter.suffix))
    for exporter in by_length:
        if lowered.endswith(exporter.suffix):
            return exporter
    raise ExportProblem(
        _("{file} could not be saved.").format(file=name),
        _("Its ending says nothing about the format: {suffix}.").format(
            suffix=Path(name).suffix or _("it has none")
        ),
        _("End the name with one of: {suffixes}.").format(
            suffixes=", ".join(exporter.suffix for exporter in EXPORTERS)
        ),
    )
