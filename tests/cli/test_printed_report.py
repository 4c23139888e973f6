"""The printed report: read back from the PDF."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mkbviewer.core.report.facts import load_facts
from mkbviewer.paths import data_dir
from tests.cli.conftest import Run

pytest.importorskip("PySide6", reason="drawing needs Qt")


def pages_of(path: Path) -> list[str]:
    """The text of each page of a PDF."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(
        [program, "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.split("\f")[:-1]


def test_a_report_has_a_cover_with_contents_and_a_page_for_each_indicator(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "report.pdf"
    answer = run("report", "faillissementen", "samenstelling-mkb", "vacatures", "-o", target)

    assert answer.status == 0, answer.err
    cover, first, second, third = pages_of(target)
    assert "Edition 2023" in cover
    assert re.search(r"Contents\s+Dynamics\s+Composition of .*2\s", cover)
    assert re.search(r"Room to do business\s+.*vacancies.*4\s", cover)
    assert [page.strip().splitlines()[0].split(" › ")[0] for page in (first, second, third)] == [
        "Dynamics",
        "Dynamics",
        "Room to do business",
    ]
    for number, page in enumerate((cover, first, second, third), start=1):
        assert f"page {number} of 4" in page
    assert "Source: CBS, table 81588NED" in first
    assert "Source: CBS, table 80472ned" in third


def test_a_page_of_the_report_states_what_the_report_states(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    run("report", "samenstelling-mkb", "-o", target)
    page = pages_of(target)[1]

    assert "What the annual report states" in page
    # Jaarbericht 2023, figure 4: 0,1% of all businesses are large.
    assert re.search(r"^0\.1%\s+\S.*2023 3", page, re.MULTILINE)


def test_without_names_every_indicator_that_has_figures_is_in_the_order_of_the_catalogue(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "all.pdf"
    assert run("report", "-o", target).status == 0
    known = [one for one in run("indicators", "--json").json if one["data"] != "none"]
    pages = pages_of(target)
    contents = [page for page in pages if "Contents" in page]

    assert len(pages) == len(contents) + len(known)
    listed = re.findall(r"^(\S.*?)\s{2,}(\d+)$", "\n".join(contents), re.MULTILINE)
    assert [int(number) for _title, number in listed] == [*range(len(contents) + 1, len(pages) + 1)]
    for (title, number), one in zip(listed[:-1], known[:-1], strict=True):
        assert title[:30] == one["title"][:30]
        assert title[:30] in pages[int(number) - 1]
    assert listed[-1][0] == known[-1]["title"] == "SME barometer"


def test_an_indicator_without_series_says_what_is_needed_and_shows_its_facts(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "report.pdf"
    assert run("report", "cohort-doorstroom", "-o", target).status == 0
    page = pages_of(target)[1]
    stated = load_facts(data_dir() / "facts_2023.csv")
    facts = [one for one in stated if one.indicator == "cohort-doorstroom"]

    assert "No figures in the library yet" in page
    assert "725" in page
    assert page.count("2012-2022") >= len(facts)


def test_the_barometer_is_a_page_with_the_published_outcome_beside_ours(
    run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "report.pdf"
    assert run("--lang", "nl", "report", "mkbarometer", "-o", target).status == 0
    page = pages_of(target)[1]

    assert "MKBarometer, 2023 3e kwartaal" in page
    assert "Berekend door mkbviewer, niet de CBS-uitkomst" in page
    assert "licht bewolkt · 7 van 12 slechter" in page
    assert re.search(r"Mkb-faillissementen\s+699", page)


def test_the_text_is_vector_text_in_fonts_that_are_embedded(run: Run, tmp_path: Path) -> None:
    program = shutil.which("pdffonts")
    if program is None:
        pytest.skip("pdffonts is not installed")
    target = tmp_path / "report.pdf"
    run("report", "vacatures", "mkbarometer", "-o", target)
    told = subprocess.run([program, str(target)], check=True, capture_output=True, text=True)
    fonts = told.stdout.splitlines()[2:]

    assert fonts
    assert all("Mkbviewer" in line and " yes " in line for line in fonts)
    assert b"/Subtype /Image" not in target.read_bytes()


def test_the_table_of_a_user_comes_last_in_a_chapter_of_its_own(
    run: Run, tmp_path: Path, made_up: Path
) -> None:
    run("import", made_up)
    target = tmp_path / "report.pdf"
    assert run("report", "99901NED", "vacatures", "-o", target).status == 0
    cover, _vacancies, own = pages_of(target)

    assert cover.index("Room to do business") < cover.index("Own tables")
    assert "table 99901NED" in own


def test_what_cannot_be_printed_is_told_and_the_rest_is_written(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    answer = run("report", "vacatures", "nonsense", "-o", target)

    assert answer.status == 1
    assert "nonsense" in answer.err
    assert target.read_bytes().startswith(b"%PDF")
    assert run("report", "nonsense", "-o", tmp_path / "no.pdf").status == 1
    assert not (tmp_path / "no.pdf").exists()


def test_a_report_is_a_pdf_and_says_so(run: Run, tmp_path: Path) -> None:
    answer = run("report", "vacatures", "-o", tmp_path / "report.docx")

    assert answer.status == 1
    assert ".pdf" in answer.err
    assert run("report", "vacatures").status == 2
