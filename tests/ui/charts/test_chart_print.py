import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mkbviewer.core.frame import Frame, empty_frame
from mkbviewer.core.model import Measure, Origin, Structure
from mkbviewer.core.page import Page, Source
from mkbviewer.core.period import Frequency, make_period
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.view import View
from mkbviewer.ui.output.page_sheet import page_sheet
from tests.specimen_frames import frame_of, gapped_frame, quarters
from tests.ui.paper import sheet_to_pdf

pytestmark = pytest.mark.usefixtures("qapp", "dutch")


def page_of(frame: Frame, facts: tuple[Fact, ...] = ()) -> Page:
    return Page(
        View("voorbeeld", measures=("vestigingen",)),
        frame.title,
        (Source("99901NED", Origin.IMPORTED, "2025-04-23"),),
        Structure((Measure("vestigingen", "Vestigingen", "aantal"),), ()),
        frame,
        frame,
        facts=facts,
    )


def fact() -> Fact:
    period = make_period(2023, Frequency.QUARTER, 3)
    return Fact(
        "voorbeeld", "aandeel bedrijven", "%", period, 80, "80", "<", "zzp", "", "", "", "4",
        "2 Dynamiek", True, "",
    )  # fmt: skip


def printed(page: Page, folder: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    path = folder / "page.pdf"
    sheet_to_pdf(page_sheet(page, "line"), path, date(2026, 11, 24))
    text = subprocess.run(
        [program, "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert text.count("\f") == 1
    return text


def test_a_page_holds_chart_figures_facts_source_and_date(tmp_path: Path) -> None:
    text = printed(page_of(gapped_frame(), (fact(),)), tmp_path)

    assert "Vestigingen naar grootteklasse" in text
    assert re.search(r"2023 4e kwartaal\*\s+1\.300\*\s+325\*\*\s+45\*", text)
    assert re.search(r"2022 3e kwartaal\s+1\.225\s+\.\s+41", text)
    assert re.search(r"< 80%\s+Aandeel bedrijven, zzp\s·\s2023 3e kwartaal", text)
    assert "Source: CBS, table 99901NED, release 2025-04-23; processed by mkbviewer" in text
    assert "24 november 2026" in text
    assert "page 1 of 1" in text
    assert "left out" not in text


def test_what_does_not_fit_is_counted(tmp_path: Path) -> None:
    frame = frame_of(quarters(1990, 120), {f"tak {n}": [n] * 120 for n in range(30)})
    text = printed(page_of(frame), tmp_path)
    rows = re.findall(r"^\d{4} \de kwartaal", text, re.MULTILINE)

    assert rows[0] == "2019 4e kwartaal"
    assert f"{120 - len(rows)} earlier periods are left out" in text
    assert re.search(r"\d+ series are left out", text)


def test_a_page_is_a4(tmp_path: Path) -> None:
    program = shutil.which("pdfinfo")
    if program is None:
        pytest.skip("pdfinfo is not installed")
    sheet_to_pdf(page_sheet(page_of(gapped_frame()), "bar"), tmp_path / "page.pdf")
    told = subprocess.run(
        [program, str(tmp_path / "page.pdf")], check=True, capture_output=True, text=True
    ).stdout

    assert "A4" in told


def test_a_page_without_figures_prints_its_facts(tmp_path: Path) -> None:
    page = page_of(empty_frame(title="Niets"), (fact(),))
    text = printed(replace(page, sources=()), tmp_path)

    assert "< 80%" in text
