"""File ▸ Report…: choosing, making, cancelling."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from mkbviewer.ui.output.report_dialog import ReportDialog
from mkbviewer.ui.output.report_making import ReportMaking
from mkbviewer.viewmodels.background.tasks import TaskRunner


@pytest.fixture
def dialog(desk):
    desk.window.actions.commands.make_report()
    return desk.window.shell.findChild(ReportDialog)


def choose(dialog, *wanted):
    for item in dialog._items():
        is_wanted = item.data(0, Qt.ItemDataRole.UserRole) in wanted
        if not item.isDisabled():
            item.setCheckState(0, Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)


def test_everything_with_figures_is_chosen_at_first_and_what_has_none_cannot_be(dialog):
    none = [item for item in dialog._items() if item.isDisabled()]

    assert len(dialog._items()) == 51
    assert len(dialog.chosen) + len(none) == 51
    assert dialog.counted.text() == f"{len(dialog.chosen)} of {len(dialog.chosen)} indicators"
    assert none
    assert all("no figures yet" in item.text(0) for item in none)


def test_a_theme_is_chosen_or_left_out_as_a_whole(dialog):
    dialog._nothing.click()
    assert dialog.chosen == []
    assert not dialog.make.isEnabled()
    dialog.tree.topLevelItem(3).setCheckState(0, Qt.CheckState.Checked)

    assert dialog.chosen == ["mkbarometer"]
    assert dialog.make.isEnabled()


def test_what_is_chosen_is_written_and_told(desk, dialog, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "rapport"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    choose(dialog, "vacatures", "solvabiliteit", "cohort-doorstroom")
    parts: list[float] = []
    dialog._making.progressed.connect(parts.append)
    dialog.make.click()
    qtbot.waitUntil(lambda: "Saved as rapport.pdf" in desk.said(), timeout=20000)

    content = target.with_suffix(".pdf").read_bytes()
    assert content.count(b"/Type /Page\n") == 4
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    assert desk.settings.others["export_folder"] == str(tmp_path)


def test_cancel_while_it_is_made_writes_nothing_and_lets_one_choose_again(dialog, tmp_path):
    target = tmp_path / "report.pdf"
    choose(dialog, "vacatures", "solvabiliteit")
    dialog.save(target)
    assert dialog._making.is_busy
    assert not dialog.tree.isEnabled()
    assert not dialog.bar.isHidden()
    dialog.stop.click()

    assert not dialog._making.is_busy
    assert dialog.tree.isEnabled()
    assert dialog.make.isEnabled()
    assert not target.exists()


def test_a_report_can_be_cancelled_between_two_of_its_sheets(dialog, qtbot, tmp_path):
    target = tmp_path / "report.pdf"
    choose(dialog, "vacatures", "solvabiliteit")
    dialog.save(target)
    making = dialog._making
    qtbot.waitUntil(
        lambda: making._writer is not None and making._writer.painted == 1, timeout=20000
    )
    dialog.stop.click()

    assert not making.is_busy
    assert not target.exists()


def test_a_report_being_read_in_the_background_can_be_cancelled(desk, qtbot, tmp_path):
    runner = TaskRunner()
    making = ReportMaking(desk.holdings, runner)
    outcomes: list[object] = []
    making.made.connect(lambda *told: outcomes.append(told))
    making.failed.connect(outcomes.append)
    making.start([one.id for one in desk.holdings.catalogue.indicators], tmp_path / "a.pdf")
    was_busy = making.is_busy
    making.cancel()
    assert (was_busy, making.is_busy) == (True, False)
    making.start(["vacatures"], tmp_path / "b.pdf")
    qtbot.waitUntil(lambda: bool(outcomes), timeout=20000)
    runner.close()

    assert outcomes == [(tmp_path / "b.pdf", {})]
    assert not (tmp_path / "a.pdf").exists()


def test_a_folder_that_is_gone_is_told_in_the_message_bar(desk, dialog, qtbot):
    choose(dialog, "vacatures")
    dialog.save(Path("/nowhere/report.pdf"))
    qtbot.waitUntil(lambda: bool(desk.window.messages.messages), timeout=20000)

    assert desk.window.messages.messages[0].property("kind") == "error"
    assert dialog.make.isEnabled()


def test_a_theme_of_which_something_is_left_out_says_so_and_takes_all_with_one_click(dialog):
    shelf = dialog.tree.topLevelItem(1)
    everything = dialog.chosen
    shelf.child(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert shelf.checkState(0) is Qt.CheckState.PartiallyChecked
    assert len(dialog.chosen) == len(everything) - 1

    shelf.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.chosen == everything
