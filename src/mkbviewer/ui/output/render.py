"""Pictures for a report: PNG, SVG and PDF of an exact size in millimetres, always light."""

import math
import os
import re
import sys
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, unescape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from mkbviewer.core.errors import ExportProblem
from mkbviewer.core.frame import Frame
from mkbviewer.core.kept.keepsake import ShownNote, lines_of
from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.core.words.sentence import describe, describe_chart
from mkbviewer.exporters.base import footnotes
from mkbviewer.exporters.base import source_line as source_line_of
from mkbviewer.ui.charts.note_marks import marks_of
from mkbviewer.ui.charts.reference import notes_of, references_of
from mkbviewer.ui.charts.shapes import Reference
from mkbviewer.ui.look.fonts import FAMILY, load_fonts
from mkbviewer.ui.look.palette import LIGHT
from mkbviewer.ui.output.picture import Paper, Picture, height_wanted, paint_picture

MM_PER_INCH = 25.4
SIZE_MM = (160.0, 90.0)
DPI = 300

_SMALLEST_MM, _LARGEST_MM = 40.0, 1200.0
_HIGHEST_MM = 240.0
"""The highest that is proposed for a picture: it still fits on A4."""
_LOWEST_DPI, _HIGHEST_DPI = 36, 1200
_MOST_DOTS = 100_000_000
_MARGIN_MM = 4.0
_VECTOR_DPI = 508
"""Twenty dots a millimetre, so that sizes in whole tenths come out exactly."""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description>
<rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt>
</dc:description>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_FALLBACKS = (
    f"Inter, '{FAMILY}', 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', "
    "'DejaVu Sans Condensed', sans-serif"
)
_TEXT = re.compile(
    r'<text (?P<before>[^>]*?font-size="(?P<size>[\d.]+)" font-weight="(?P<weight>\d+)"[^>]*)>'
    r"(?P<words>[^<]+)</text>"
)
_FINE = 1000
"""Pixels of the text at which its width is measured."""

_application: list[QGuiApplication] = []


def render_picture(  # noqa: PLR0913 - the words and the measures of one picture
    frame: Frame,
    kind: str = "",
    *,
    scale: str = "",
    title: str = "",
    subtitle: str = "",
    source_line: str = "",
    references: Sequence[Reference] = (),
    sentence: str = "",
    own_notes: Sequence[ShownNote] = (),
    size_mm: tuple[float, float] = SIZE_MM,
    dpi: int = DPI,
    fmt: str = "png",
) -> bytes:
    """The bytes of a picture: `png` with `dpi` dots an inch, `svg` or `pdf` with text as text.

    Without a title the frame's own is taken, without a source line the frame's, without a
    `sentence` that stands in for the picture one is made from the figures. Makes an
    offscreen QGuiApplication where there is none. Raises ExportProblem for a size or a format
    that cannot be had.
    """
    picture = Picture(
        frame,
        kind,
        title or frame.title,
        subtitle,
        source_line or source_line_of(frame),
        (*footnotes(frame), *notes_of(references), *lines_of(own_notes)),
        tuple(references),
        sentence or describe(frame, title or frame.title),
        scale,
        marks_of(own_notes),
    )
    return render(picture, size_mm, dpi, fmt)


def render_page(
    page: Page,
    subtitle: str,
    size_mm: tuple[float, float],
    dpi: int,
    fmt: str,
    own_notes: Sequence[ShownNote] = (),
) -> bytes:
    """The bytes of a picture of a page's chart, as `render_picture` gives them."""
    return render_picture(
        page.frame,
        page.view.chart,
        scale=page.view.scale,
        title=page.title,
        subtitle=subtitle,
        references=references_of(page),
        sentence=describe_chart(page),
        own_notes=own_notes,
        size_mm=size_mm,
        dpi=dpi,
        fmt=fmt,
    )


def render(
    picture: Picture, size_mm: tuple[float, float] = SIZE_MM, dpi: int = DPI, fmt: str = "png"
) -> bytes:
    """The bytes of a picture whose words are known, as `render_picture` gives them."""
    if fmt not in _WRITERS:
        raise ExportProblem(
            _("A picture cannot be saved as “{format}”.").format(format=fmt),
            _("That is not a format of pictures here."),
            _("Choose one of: {formats}.").format(formats=", ".join(_WRITERS)),
        )
    _check_size(size_mm, dpi, fmt)
    ensure_application()
    return _WRITERS[fmt](picture, size_mm, dpi)


def _check_size(size_mm: tuple[float, float], dpi: int, fmt: str) -> None:
    what = _("A picture of {width} × {height} mm cannot be made.").format(
        width=f"{size_mm[0]:g}", height=f"{size_mm[1]:g}"
    )
    if not all(_SMALLEST_MM <= side <= _LARGEST_MM for side in size_mm):
        raise ExportProblem(
            what,
            _("Its sides must be between {smallest} and {largest} mm.").format(
                smallest=f"{_SMALLEST_MM:g}", largest=f"{_LARGEST_MM:g}"
            ),
            _("Choose another size, such as 160 × 90 mm."),
        )
    if fmt != "png":
        return
    dots = size_mm[0] * size_mm[1] * (dpi / MM_PER_INCH) ** 2
    if not _LOWEST_DPI <= dpi <= _HIGHEST_DPI or dots > _MOST_DOTS:
        raise ExportProblem(
            what,
            _("{dpi} dots an inch are too few or too many for it.").format(dpi=dpi),
            _("Choose 300 dots an inch, or a vector format: SVG or PDF."),
        )


def ensure_application() -> None:
    """Have Qt's fonts and painters at hand, also where no window will ever be opened."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _application.append(QGuiApplication(sys.argv[:1]))


def _inside(width: float, height: float, paper: Paper) -> QRectF:
    margin = paper.mm(_MARGIN_MM)
    return QRectF(0, 0, width, height).adjusted(margin, margin * 0.8, -margin, -margin * 0.8)


def size_that_shows(picture: Picture) -> tuple[float, float] | None:
    """The size at which a picture shows every series, where the usual one is not high enough."""
    ensure_application()
    per_mm = DPI / MM_PER_INCH
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(per_mm * 1000))
    image.setDotsPerMeterY(round(per_mm * 1000))
    painter = QPainter(image)
    paper = Paper(painter, image, per_mm)
    inside = _inside(SIZE_MM[0] * per_mm, SIZE_MM[1] * per_mm, paper)
    wanted = height_wanted(paper, inside.width(), picture)
    painter.end()
    high = wanted / per_mm + SIZE_MM[1] - inside.height() / per_mm
    return (SIZE_MM[0], math.ceil(min(high, _HIGHEST_MM))) if high > SIZE_MM[1] else None


def _to_png(picture: Picture, size_mm: tuple[float, float], dpi: int) -> bytes:
    per_mm = dpi / MM_PER_INCH
    image = QImage(
        round(size_mm[0] * per_mm), round(size_mm[1] * per_mm), QImage.Format.Format_RGB32
    )
    image.setDotsPerMeterX(round(per_mm * 1000))
    image.setDotsPerMeterY(round(per_mm * 1000))
    image.fill(QColor(LIGHT.card))
    image.setText("Title", picture.title)
    image.setText("Source", picture.source_line)
    image.setText("Description", picture.sentence)
    painter = QPainter(image)
    paper = Paper(painter, image, per_mm)
    paint_picture(paper, _inside(image.width(), image.height(), paper), picture)
    painter.end()
    buffer = _open_buffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know no QIODevice here
    return bytes(buffer.data().data())


def _to_svg(picture: Picture, size_mm: tuple[float, float], _dpi: int) -> bytes:
    per_mm = _VECTOR_DPI / MM_PER_INCH
    width, height = round(size_mm[0] * per_mm), round(size_mm[1] * per_mm)
    buffer = _open_buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_VECTOR_DPI)
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRect(0, 0, width, height))
    generator.setTitle(picture.title)
    generator.setDescription(_described(picture))
    painter = QPainter(generator)
    paper = Paper(painter, generator, per_mm)
    painter.fillRect(QRect(0, 0, width, height), QColor(LIGHT.card))
    paint_picture(paper, _inside(width, height, paper), picture)
    painter.end()
    text = bytes(buffer.data().data()).decode("utf-8")
    text = text.replace(f'font-family="{FAMILY}"', f'font-family="{_FALLBACKS}"')
    return _TEXT.sub(_with_length, text).encode("utf-8")


def _with_length(match: re.Match[str]) -> str:
    """A text of an SVG that says how long it is, so that it fits in any other font too."""
    font = QFont(load_fonts())
    font.setPixelSize(_FINE)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight(int(match["weight"])))
    words = unescape(match["words"], {"&quot;": '"'})
    length = QFontMetricsF(font).horizontalAdvance(words) * float(match["size"]) / _FINE
    fits = f'textLength="{length:.2f}" lengthAdjust="spacingAndGlyphs"'
    return f"<text {fits} {match['before']}>{match['words']}</text>"


def _to_pdf(picture: Picture, size_mm: tuple[float, float], _dpi: int) -> bytes:
    buffer = _open_buffer()
    writer = QPdfWriter(buffer)
    writer.setResolution(_VECTOR_DPI)
    page = QPageSize(QSizeF(*size_mm), QPageSize.Unit.Millimeter)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(picture.title)
    writer.setCreator("mkbviewer")
    writer.setDocumentXmpMetadata(QByteArray(_pdf_metadata(picture).encode("utf-8")))
    painter = QPainter(writer)
    paper = Paper(painter, writer, _VECTOR_DPI / MM_PER_INCH)
    paint_picture(paper, _inside(writer.width(), writer.height(), paper), picture)
    painter.end()
    return bytes(buffer.data().data())


def _described(picture: Picture) -> str:
    """What stands in for the picture where it is not seen, and where its figures are from."""
    return " ".join(part for part in (picture.sentence, picture.source_line) if part)


def _pdf_metadata(picture: Picture) -> str:
    return _XMP.format(title=escape(picture.title), description=escape(_described(picture)))


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


_WRITERS: dict[str, Callable[[Picture, tuple[float, float], int], bytes]] = {
    "png": _to_png,
    "svg": _to_svg,
    "pdf": _to_pdf,
}
