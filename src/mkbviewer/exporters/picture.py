"""The chart as a picture. Whoever draws it is given with the export: nothing here knows Qt."""

from pathlib import Path

from mkbviewer.core.errors import ExportProblem
from mkbviewer.core.language import _
from mkbviewer.exporters.base import Export, write_atomically


class PictureExporter:
    """What the formats of pictures have in common; each says its ending and its title."""

    name: str
    suffix: str
    kind = "picture"

    def write(self, content: Export, target: Path) -> None:
        """Write the file, whole or not at all. Raises ExportProblem."""
        if content.render is None:
            raise ExportProblem(
                _("{file} could not be saved.").format(file=target),
                _("There is no chart to draw here."),
                _("Save the table instead."),
            )
        write_atomically(target, content.render(self.name))


class Png(PictureExporter):
    """Dots, for a text document or a web page."""

    name = "png"
    suffix = ".png"

    @property
    def title(self) -> str:
        """The format in the user's words."""
        return _("PNG picture")


class Svg(PictureExporter):
    """Vectors, to be edited."""

    name = "svg"
    suffix = ".svg"

    @property
    def title(self) -> str:
        """The format in the user's words."""
        return _("SVG drawing")


class Pdf(PictureExporter):
    """Vectors, for printing."""

    name = "pdf"
    suffix = ".pdf"

    @property
    def title(self) -> str:
        """The format in the user's words."""
        return _("PDF document")
