import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage

from mkbviewer.core.errors import ExportProblem
from mkbviewer.core.frame import empty_frame
from mkbviewer.core.period import Frequency
from mkbviewer.core.status import Status
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import LIGHT
from mkbviewer.ui.output.render import render_picture
from tests.specimen_frames import frame_of, gapped_frame, quarters, share_frame

REFERENCE = Path(__file__).resolve().parents[2] / "reference" / "svg"
SVG = "{http://www.w3.org/2000/svg}"

pytestmark = pytest.mark.usefixtures("qapp", "dutch")


def texts_in(svg: bytes) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def normalised(svg: bytes) -> str:
    """What is drawn, a line each: texts and shapes with colours, places in tenths of a mm.

    How Qt writes it differs between its versions; what it draws does not.
    """
    lines = []
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        for element in group:
            name = element.tag.removeprefix(SVG)
            if name == "g":
                continue
            fill, stroke = (element.get(key) or group.get(key) for key in ("fill", "stroke"))
            dashes = "dashed" if group.get("stroke-dasharray") else ""
            places = [element.get(key, "") for key in ("d", "points", "x", "y", "width", "height")]
            where = re.sub(r"-?\d+(\.\d+)?", lambda n: f"{float(n[0]) / 2:.0f}", " ".join(places))
            parts = (name, fill, stroke, dashes, where, element.text or "")
            lines.append(" ".join(" ".join(part or "" for part in parts).split()))
    return "\n".join(lines) + "\n"


def pdf_text(pdf: bytes, folder: Path, *options: str) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "picture.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        [program, *options, str(path), "-"], check=True, capture_output=True, text=True
    ).stdout


def colours_in(picture: QImage) -> set[str]:
    return {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }


def test_a_png_has_the_dots_and_the_size_that_were_asked_for() -> None:
    picture = QImage.fromData(render_picture(gapped_frame(), "line"))

    assert (picture.width(), picture.height()) == (1890, 1063)
    assert picture.dotsPerMeterX() == picture.dotsPerMeterY() == 11811
    smaller = QImage.fromData(render_picture(gapped_frame(), size_mm=(100, 60), dpi=127))
    assert (smaller.width(), smaller.height()) == (500, 300)


@pytest.mark.parametrize("kind", ["line", "bar", "stacked"])
def test_a_png_shows_each_series_in_its_light_colour_on_white(kind: str) -> None:
    picture = QImage.fromData(render_picture(gapped_frame(), kind))

    assert picture.pixelColor(0, 0) == QColor("white")
    assert set(LIGHT.series_colours(gapped_frame())) <= colours_in(picture)


def test_an_svg_has_its_size_in_millimetres_and_its_text_as_text() -> None:
    svg = render_picture(
        gapped_frame(), "line", title="Vestigingen <mkb>", subtitle="aantal", fmt="svg"
    )
    root = ET.fromstring(svg)

    assert (root.get("width"), root.get("height")) == ("160mm", "90mm")
    assert root.get("viewBox") == "0 0 3200 1800"
    assert root.findtext(f"{SVG}title") == "Vestigingen <mkb>"
    texts = texts_in(svg)
    for expected in ("Vestigingen <mkb>", "aantal", "Zzp", "Micro", "Groot", "1.400", "K1", "2022"):
        assert expected in texts
    assert "* provisional   ** revised provisional" in texts
    families = {element.get("font-family", "") for element in root.iter(f"{SVG}text")}
    assert all(family.startswith("Inter, ") and "sans-serif" in family for family in families)
    assert not list(root.iter(f"{SVG}image"))


def test_each_text_of_an_svg_says_how_long_it_is() -> None:
    svg = render_picture(gapped_frame(), "line", title="Vestigingen & <mkb>", fmt="svg")
    lengths = {
        element.text: float(element.get("textLength", "nan"))
        for element in ET.fromstring(svg).iter(f"{SVG}text")
    }

    assert lengths["1.400"] > lengths["K1"] > 0
    font = QFont(load_fonts())
    font.setPixelSize(1000)
    font.setWeight(QFont.Weight.Bold)
    # The title is 11 points high: at twenty dots a millimetre 77.6.
    title = QFontMetricsF(font).horizontalAdvance("Vestigingen & <mkb>") * 77.6111 / 1000
    assert lengths["Vestigingen & <mkb>"] == pytest.approx(title, rel=0.01)


@pytest.mark.parametrize("kind", ["line", "bar", "stacked", "share"])
def test_an_svg_is_drawn_as_the_reference(kind: str, update_references: bool) -> None:
    frame = share_frame() if kind == "share" else gapped_frame()
    drawn = normalised(render_picture(frame, kind, subtitle=frame.unit, fmt="svg"))
    reference = REFERENCE / f"{kind}.txt"
    if update_references:
        reference.write_text(drawn, encoding="utf-8")

    assert drawn == reference.read_text(encoding="utf-8")


def test_a_figure_lies_at_the_height_of_its_grid_line() -> None:
    lines = normalised(render_picture(gapped_frame(), "line", fmt="svg")).splitlines()
    curve = next(line for line in lines if line.startswith("path none #4c9ad6 M"))
    label = next(index for index, line in enumerate(lines) if line.endswith(" 1.200"))

    assert curve.split()[3].split(",")[1] == lines[label - 1].split(",")[-1]


def test_a_pdf_has_its_size_and_text_that_can_be_read(tmp_path: Path) -> None:
    pdf = render_picture(
        gapped_frame(), "line", title="Vestigingen per kwartaal", subtitle="aantal", fmt="pdf"
    )
    text = pdf_text(pdf, tmp_path, "-layout")

    for expected in (
        "Vestigingen per kwartaal",
        "Zzp",
        "Source: CBS, table 99901NED, release 2025-04-23; processed by mkbviewer",
        "* provisional",
        "1.400",
        "K4",
    ):
        assert expected in text
    box = pdf_text(pdf, tmp_path, "-bbox")
    page = re.search(r'page width="([\d.]+)" height="([\d.]+)"', box)
    assert page is not None
    assert float(page[1]) == pytest.approx(160 / 25.4 * 72, abs=0.5)
    assert float(page[2]) == pytest.approx(90 / 25.4 * 72, abs=0.5)
    assert b"/Subtype /Image" not in pdf


def test_the_note_on_a_related_concept_stands_under_the_chart() -> None:
    frame = gapped_frame()
    related = replace(
        frame,
        provenance=replace(frame.provenance, match="related", note="Inclusief eenmanszaken."),
    )

    assert "Inclusief eenmanszaken." in texts_in(render_picture(related, fmt="svg"))
    assert "Inclusief eenmanszaken." not in texts_in(render_picture(frame, fmt="svg"))


def test_a_note_of_five_lines_stands_whole_under_a_picture() -> None:
    words = [f"kanttekening-{number}" for number in range(40)]
    frame = gapped_frame()
    frame = replace(
        frame, provenance=replace(frame.provenance, match="related", note=" ".join(words))
    )
    told = " ".join(texts_in(render_picture(frame, "line", fmt="svg")))

    assert all(word in told for word in words)


def test_without_provisional_figures_there_is_no_star() -> None:
    texts = texts_in(render_picture(share_frame(), "share", fmt="svg"))

    assert not any("*" in text for text in texts)


def test_a_provisional_period_is_starred_on_the_axis() -> None:
    frame = frame_of([(2022, 1), (2022, 2)], {"zzp": [1, 2]}, statuses={(1, 0): Status.PROVISIONAL})

    assert "K2*" in texts_in(render_picture(frame, "bar", fmt="svg"))


def test_a_chart_without_figures_says_so() -> None:
    texts = texts_in(render_picture(empty_frame(title="Niets"), fmt="svg"))

    assert "There are no figures to show." in texts


def test_many_long_names_stay_within_the_picture() -> None:
    frame = frame_of(
        quarters(2020, 8),
        {f"{n} Bouw, handel en zakelijke dienstverlening": [n] * 8 for n in range(30)},
    )
    svg = ET.fromstring(render_picture(frame, "line", fmt="svg"))

    for text in svg.iter(f"{SVG}text"):
        assert 0 < float(text.get("x", "0")) < 3200
        assert 0 < float(text.get("y", "0")) <= 1800


@pytest.mark.parametrize(
    ("size", "dpi", "fmt"),
    [
        ((5, 90), 300, "png"),
        ((160, 9000), 300, "svg"),
        ((160, 90), 5, "png"),
        ((160, 90), 300, "gif"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_way_out(
    size: tuple[float, float], dpi: int, fmt: str
) -> None:
    with pytest.raises(ExportProblem) as refused:
        render_picture(gapped_frame(), size_mm=size, dpi=dpi, fmt=fmt)

    assert refused.value.what
    assert refused.value.remedy


def test_a_picture_needs_no_window_and_no_display(tmp_path: Path) -> None:
    program = (
        "from tests.specimen_frames import gapped_frame\n"
        "from mkbviewer.ui.output.render import render_picture\n"
        "print(len(render_picture(gapped_frame(), 'line', fmt='png')))\n"
    )
    bare = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    bare.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).resolve().parents[3],
        env=bare,
        check=True,
        capture_output=True,
        text=True,
    )

    assert int(done.stdout) > 10_000


@pytest.mark.parametrize("fmt", ["svg", "pdf", "png"])
def test_a_picture_carries_the_sentence_that_stands_in_for_it(fmt: str) -> None:
    frame = frame_of([(2022, 0), (2023, 0)], {"a": [50, 60]}, frequency=Frequency.YEAR)
    told = "Titel <&>, A: 60 in 2023"

    picture = render_picture(frame, title="Titel <&>", source_line="Bron", fmt=fmt)

    if fmt == "png":
        text = QImage.fromData(picture).text("Description")
    elif fmt == "svg":
        text = ET.fromstring(picture).findtext(f"{SVG}desc") or ""
        assert text.endswith("Bron")
    else:
        xmp = picture[picture.index(b"<x:xmpmeta") : picture.index(b"</x:xmpmeta>")]
        read = ET.fromstring(xmp + b"</x:xmpmeta>")
        text = " ".join("".join(read.itertext()).replace("Titel <&>", "", 1).split())
    assert text.startswith(told)
