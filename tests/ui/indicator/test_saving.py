"""Saving what a page shows, and the errors that nobody expected."""

import sys

import pytest

from mkbviewer.exporters import EXPORTERS
from mkbviewer.ui.indicator.page_export import propose_name, what_to_export
from mkbviewer.ui.output.export_dialog import ExportDialog, PictureChoice
from mkbviewer.ui.output.saving import formats
from mkbviewer.ui.window.crash import CrashDialog, CrashHook, start_log


def test_the_menu_is_built_from_the_formats():
    offered = formats("picture", lambda _exporter: None) + formats("table", lambda _exporter: None)

    assert len(offered) == len(EXPORTERS)


def test_choosing_a_format_saves_with_that_one():
    chosen: list[object] = []
    for line in formats("table", chosen.append):
        line.choose()

    assert chosen == [one for one in EXPORTERS if one.kind == "table"]


def test_the_proposed_name_says_what_and_when(desk):
    desk.session.open_indicator("samenstelling-mkb")
    desk.session.change(first="2022KW01", last="2023KW03")

    assert propose_name(desk.session.page, ".png") == "samenstelling-mkb 2022KW01-2023KW03.png"


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda one: one.suffix)
def test_every_format_writes_a_file(desk, exporter, tmp_path):
    desk.session.open_indicator("vacatures")
    target = tmp_path / f"vacatures{exporter.suffix}"

    desk.window.prepare_saving()._write(exporter, what_to_export(desk.session.page), target)

    assert target.stat().st_size > 0
    assert f"Saved as {target.name}" in desk.said()
    assert desk.settings.others["export_folder"] == str(tmp_path)


def test_a_folder_that_does_not_exist_is_told_in_the_message_bar(desk, tmp_path):
    desk.session.open_indicator("vacatures")
    target = tmp_path / "weg" / "vacatures.csv"

    desk.window.prepare_saving()._write(EXPORTERS[-1], what_to_export(desk.session.page), target)

    assert desk.window.messages.messages[0].property("kind") == "error"


def test_the_dialog_warns_before_a_file_is_replaced(qtbot, tmp_path):
    target = tmp_path / "grafiek.png"
    target.write_bytes(b"old")
    dialog = ExportDialog("PNG", PictureChoice(target), has_dots=True)
    qtbot.addWidget(dialog)

    assert "already there" in dialog.note.text()
    dialog.file.setText(str(tmp_path / "nieuw"))
    assert dialog.choice == PictureChoice(tmp_path / "nieuw.png", (160.0, 90.0), 300)


def test_the_dialog_says_that_a_path_typed_so_far_is_a_folder(qtbot, tmp_path):
    dialog = ExportDialog("PNG", PictureChoice(tmp_path / "grafiek.png"), has_dots=True)
    qtbot.addWidget(dialog)

    # What stands there after the first letter of a path that someone types.
    dialog.file.setText("/")

    assert "This is a folder" in dialog.note.text()


def test_a_crash_goes_to_the_log_and_to_a_dialog_with_versions(qtbot, tmp_path, monkeypatch):
    log_file = start_log(tmp_path)
    assert log_file is not None
    shown: list[str] = []
    hook = CrashHook(log_file)
    monkeypatch.setattr(hook, "_show", shown.append)
    hook.crashed.disconnect()
    hook.crashed.connect(shown.append)
    hook.install()
    try:
        try:
            raise ZeroDivisionError("made on purpose")
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())
    finally:
        hook.remove()

    assert "ZeroDivisionError: made on purpose" in shown[0]
    assert "made on purpose" in log_file.read_text(encoding="utf-8")
    dialog = CrashDialog(shown[0], log_file)
    qtbot.addWidget(dialog)
    assert dialog.text.startswith("mkbviewer ")


def test_the_numbers_of_the_size_can_be_read(desk, qtbot, tmp_path):
    dialog = ExportDialog("PNG", PictureChoice(tmp_path / "grafiek.png"), has_dots=True)
    qtbot.addWidget(dialog)
    dialog.show()
    for box in (dialog.width_mm, dialog.height_mm, dialog.dpi):
        field = box.lineEdit()
        needed = field.fontMetrics().horizontalAdvance(field.text())
        assert field.width() >= needed + field.textMargins().left() + field.textMargins().right()
