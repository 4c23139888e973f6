import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from mkbviewer.core.errors import ExportProblem
from mkbviewer.core.frame import Provenance
from mkbviewer.exporters import EXPORTERS, exporter_for
from mkbviewer.exporters.base import (
    Export,
    footnotes,
    source_line,
    source_words,
    write_atomically,
)
from tests.specimen_frames import gapped_frame, share_frame


def test_the_source_line_names_source_table_and_release() -> None:
    assert source_line(gapped_frame()) == (
        "Source: CBS, table 99901NED, release 2025-04-23; processed by mkbviewer"
    )


def test_the_source_line_leaves_out_what_is_not_known() -> None:
    frame = replace(gapped_frame(), provenance=Provenance("Jaarbericht 2023"))

    assert source_line(frame) == "Source: Jaarbericht 2023; processed by mkbviewer"


def test_a_source_that_ends_in_a_full_stop_has_none_within_the_line() -> None:
    assert source_words(Provenance("CBS.", "84917ENG")) == "CBS, table 84917ENG"


def test_footnotes_explain_the_stars_in_use_and_a_related_concept() -> None:
    frame = gapped_frame()
    related = replace(
        frame, provenance=replace(frame.provenance, match="related", note="Andere afbakening.")
    )

    assert footnotes(frame) == ("* provisional", "** revised provisional")
    assert footnotes(related)[-1] == "Andere afbakening."
    assert footnotes(share_frame()) == ()


def test_every_format_has_a_name_an_ending_and_a_title_of_its_own() -> None:
    for told in (
        {exporter.name for exporter in EXPORTERS},
        {exporter.suffix for exporter in EXPORTERS},
        {exporter.title for exporter in EXPORTERS},
    ):
        assert len(told) == len(EXPORTERS)
    assert {exporter.kind for exporter in EXPORTERS} == {"table", "picture"}


@pytest.mark.parametrize(
    ("name", "format_name"),
    [("a.csv", "csv"), ("a.tidy.csv", "tidy"), ("A.XLSX", "xlsx"), ("kaart.png", "png")],
)
def test_the_ending_of_a_name_says_the_format(name: str, format_name: str) -> None:
    assert exporter_for(name).name == format_name


@pytest.mark.parametrize("name", ["figuur", "figuur.docx"])
def test_a_name_that_says_nothing_is_refused_with_the_endings_there_are(name: str) -> None:
    with pytest.raises(ExportProblem, match=name) as refused:
        exporter_for(name)

    assert ".png" in refused.value.remedy


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    target.write_bytes(b"old and longer")
    write_atomically(target, b"new")

    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "table.csv"
    target.write_bytes(b"old")

    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportProblem) as told:
        write_atomically(target, b"new")

    assert "No space left" in told.value.why
    assert "disk is full" in told.value.remedy
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_a_folder_that_is_not_there_is_told(exporter, tmp_path: Path) -> None:
    content = Export(gapped_frame(), render=lambda fmt: b"bytes of " + fmt.encode())

    with pytest.raises(ExportProblem, match="could not be saved") as told:
        exporter.write(content, tmp_path / "nowhere" / f"a{exporter.suffix}")

    assert "does not exist" in told.value.why


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()

    with pytest.raises(ExportProblem) as told:
        exporter_for("a.csv").write(Export(gapped_frame()), tmp_path / "a.csv")

    assert told.value.remedy
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_what_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(ExportProblem) as told:
        write_atomically(tmp_path / "a.csv", b"")

    assert "open in another program" in told.value.why


@pytest.mark.parametrize("name", ["a.png", "a.svg", "a.pdf"])
def test_a_picture_is_what_the_renderer_drew(name: str, tmp_path: Path) -> None:
    content = Export(gapped_frame(), render=lambda fmt: b"drawn as " + fmt.encode())
    exporter_for(name).write(content, tmp_path / name)

    assert (tmp_path / name).read_bytes() == b"drawn as " + name[2:].encode()


def test_a_picture_without_a_renderer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportProblem, match="could not be saved"):
        exporter_for("a.png").write(Export(gapped_frame()), tmp_path / "a.png")
