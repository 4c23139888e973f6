"""Files that come in: dropped, refused, undone; and what the window says of them."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mkbviewer.store.pages.query import read_frame
from mkbviewer.viewmodels.imports.import_jobs import State
from tests.two_releases import write_releases
from tests.ui.window_desk import SPECIMEN, Desk

METADATA = Path(__file__).resolve().parents[2] / "specimens" / "odata3" / "99901NED_metadata.csv"


def states(desk: Desk) -> list[State]:
    return [job.state for job in desk.window.program.imports.jobs.jobs]


def test_a_dropped_file_is_imported_and_its_page_opens(desk):
    desk.drop_files(SPECIMEN)

    assert states(desk) == [State.IMPORTED]
    assert desk.session.place.id == "samenstelling-mkb"
    assert "Imported: 81589NED" in desk.said()


def test_while_files_hang_over_the_window_it_says_to_let_go(desk):
    desk.drop_files(SPECIMEN)

    assert desk.is_overlaid
    assert not desk.window.overlay.isVisibleTo(desk.window.shell)


def test_an_imported_table_is_counted_in_the_status_bar_and_on_the_overview(desk):
    before = desk.window.status.counts.text()

    desk.drop_files(SPECIMEN)
    desk.session.open_overview()

    assert desk.window.status.counts.text() != before
    assert "1 table of your own" in desk.window.overview.subtitle.text()


def test_the_same_file_again_changes_nothing_and_says_so(desk):
    desk.drop_files(SPECIMEN)
    desk.drop_files(SPECIMEN)

    assert states(desk) == [State.IMPORTED, State.UNCHANGED]
    assert "was already imported; nothing has changed." in desk.said()


def test_undo_in_the_message_takes_the_import_back(desk):
    desk.drop_files(SPECIMEN)
    message = desk.window.messages.messages[0]
    undo = next(one for one in message.findChildren(QPushButton) if one.text() == "Undo")

    undo.click()

    assert desk.holdings.own.tables() == ()
    assert states(desk) == [State.UNDONE]


def test_ctrl_z_takes_the_import_back(desk):
    desk.drop_files(SPECIMEN)

    desk.window.actions.undo.trigger()

    assert desk.holdings.own.tables() == ()
    assert "Imported" not in desk.said()


def test_what_is_said_of_an_import_stays_while_another_is_undone(desk, tmp_path):
    other = tmp_path / "99902NED.csv"
    other.write_bytes(SPECIMEN.read_bytes())
    other.write_text(other.read_text(encoding="utf-8-sig") + "\n", encoding="utf-8")
    desk.drop_files(SPECIMEN)
    desk.drop_files(other)
    assert desk.said().count("Imported") == 2

    desk.window.actions.undo.trigger()

    assert desk.said().count("Imported") == 1


def test_a_refused_file_is_told_in_the_message_bar_and_the_page_stays(desk, tmp_path):
    desk.session.open_indicator("uurloon")
    empty = tmp_path / "leeg.csv"
    empty.write_bytes(b"")

    desk.drop_files(empty)

    message = desk.window.messages.messages[0]
    assert message.property("kind") == "error"
    assert "leeg.csv is empty." in desk.said()
    assert desk.session.place.id == "uurloon"
    assert desk.holdings.own.tables() == ()


def test_the_report_of_a_refused_file_says_what_why_and_what_to_do(desk, tmp_path):
    page = tmp_path / "rapport.csv"
    page.write_text("<!DOCTYPE html><html><body>Fout</body></html>", encoding="utf-8")
    desk.drop_files(page)

    desk.window.show_report(0)

    panel = desk.window.imports_panel
    said = [label.text() for label in panel._report.findChildren(QLabel)]
    problem = desk.window.program.imports.jobs.job(0).report.error
    assert {problem.what, problem.why, problem.remedy} <= set(said)


def test_good_and_bad_files_together_bring_the_page_and_the_reason(desk, tmp_path):
    empty = tmp_path / "leeg.csv"
    empty.write_bytes(b"")

    desk.drop_files(SPECIMEN, empty)

    assert desk.session.place.id == "samenstelling-mkb"
    assert "Imported: 81589NED" in desk.said()
    assert "leeg.csv is empty." in desk.said()


def test_dropped_text_is_refused_kindly(desk):
    mime = QMimeData()
    mime.setText("12,5")

    desk.drop(mime)

    assert not desk.is_overlaid
    assert "That is not a file on this computer." in desk.said()
    assert states(desk) == []


def test_a_dropped_link_is_refused_kindly(desk):
    mime = QMimeData()
    mime.setUrls([QUrl("https://opendata.cbs.nl/81589NED")])

    desk.drop(mime)

    assert "a link or a text cannot be read" in desk.said()


def test_the_report_shows_what_was_recognised_and_what_is_in_it(desk):
    desk.drop_files(SPECIMEN)

    desk.window.show_report(0)

    said = [label.text() for label in desk.window.imports_panel._report.findChildren(QLabel)]
    # One dimension of two members, 13 measures, 2 × 7 rows of 13 figures.
    assert "1 dimension (2 members), 13 measures" in said
    assert "182 figures" in said


def test_the_place_of_imports_says_so_while_nothing_was_imported(desk):
    desk.session.open_imports()
    panel = desk.window.imports_panel
    assert not panel.emptiness.isHidden()

    desk.drop_files(SPECIMEN)
    assert panel.emptiness.isHidden()
    assert not panel.list.isHidden()


def test_a_folder_can_be_dropped(desk, tmp_path):
    folder = tmp_path / "map"
    folder.mkdir()
    Path(folder / "81589NED.csv").write_bytes(SPECIMEN.read_bytes())

    desk.drop_files(folder)

    assert [table.id for table in desk.holdings.own.tables()] == ["81589NED"]


DOUBTFUL = "Jaar;Omzet\n2021;1.234\n2022;2.345\n"


def doubtful(tmp_path: Path) -> Path:
    path = tmp_path / "omzet.csv"
    path.write_text(DOUBTFUL, encoding="utf-8")
    return path


def shown(desk: Desk) -> list[str]:
    desk.session.open_imports()
    QApplication.processEvents()
    panel = desk.window.imports_panel
    assert panel is not None
    return [one.text() for one in panel.findChildren(QLabel) if one.isVisibleTo(panel)]


def buttons(desk: Desk, text: str) -> list[QPushButton]:
    panel = desk.window.imports_panel
    assert panel is not None
    found = panel.findChildren(QPushButton)
    return [one for one in found if one.text() == text and one.isVisibleTo(panel)]


def test_a_file_that_can_be_read_in_two_ways_is_asked_about_in_the_panel(desk, tmp_path):
    desk.drop_files(doubtful(tmp_path))

    assert states(desk) == [State.ASKING]
    assert desk.session.place.kind == "imports"
    assert desk.holdings.own.tables() == ()
    texts = shown(desk)
    assert "The point is the decimal mark" in texts
    assert "A point stands between thousands" in texts
    assert {"1.234", "1,234"} <= set(texts)
    assert len(buttons(desk, "Read it this way")) == 2


def test_the_reading_that_is_chosen_is_imported(desk, tmp_path):
    desk.drop_files(doubtful(tmp_path))
    shown(desk)

    buttons(desk, "Read it this way")[1].click()

    assert states(desk) == [State.IMPORTED]
    table = desk.holdings.own.tables()[0]
    frame = read_frame(desk.holdings.own, table.id, measures=["Omzet"])
    assert frame.values[:, 0].tolist() == [1234, 2345]


def test_a_file_that_is_asked_about_can_be_left_alone(desk, tmp_path):
    desk.drop_files(doubtful(tmp_path))
    shown(desk)

    buttons(desk, "Do not import it")[0].click()

    assert states(desk) == [State.CANCELLED]
    assert desk.holdings.own.tables() == ()


def test_files_beside_one_that_is_asked_about_are_imported(desk, tmp_path):
    desk.drop_files(doubtful(tmp_path), SPECIMEN)

    assert states(desk) == [State.ASKING, State.IMPORTED]
    assert "How is this file to be read?" in shown(desk)


def test_metadata_without_its_figures_is_said_to_be_kept(desk, tmp_path):
    path = tmp_path / METADATA.name
    path.write_bytes(METADATA.read_bytes())

    desk.drop_files(path)

    assert "The metadata of 99901NED" in desk.said()
    assert "already" not in desk.said()


def test_what_is_kept_or_was_there_already_is_not_counted_as_imported(desk, tmp_path):
    path = tmp_path / METADATA.name
    path.write_bytes(METADATA.read_bytes())
    desk.drop_files(SPECIMEN)
    desk.window.messages.clear()

    desk.drop_files(SPECIMEN, path)

    assert "1 file was there already." in desk.said()
    assert "The metadata in 1 file is kept until its figures come." in desk.said()
    assert "imported" not in desk.said()


def test_the_report_names_the_biggest_revision(desk, tmp_path):
    for file in write_releases(tmp_path):
        desk.drop_files(file)
    desk.window.show_report(1)

    assert "Biggest revision: banen, T, 2022 2e kwartaal: 200 → 150." in shown(desk)
