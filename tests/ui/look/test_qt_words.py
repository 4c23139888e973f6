"""Qt's own dialogs speak the language of the program, also where their translation lags behind."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel
from mkbviewer import paths
from mkbviewer.core import language
from mkbviewer.ui.look.qt_words import speak

folder = Path(sys.argv[1])
target = folder / "nl" / "LC_MESSAGES" / "mkbviewer.mo"
target.parent.mkdir(parents=True)
with (paths.resources_dir() / "i18n" / "nl.po").open("rb") as source, target.open("wb") as made:
    write_mo(made, read_po(source))
code = sys.argv[2]
language.activate(code, folder)
application = QApplication(sys.argv[:1])
speak(application, code)
dialog = QFileDialog(None, "", str(folder))
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
for label in dialog.findChildren(QLabel):
    print(label.text().replace("&", ""))
print(QCoreApplication.translate("QAbstractFileIconProvider", "Folder", "All other platforms"))
print(QCoreApplication.translate("QPlatformTheme", "Cancel"))
print(QCoreApplication.translate("QFileDialog", "A text that nobody translated"))
"""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("nl", ["Zoeken in:", "Bestandsnaam:", "Bestanden van type:", "Map", "Annuleren"]),
        ("en", ["Look in:", "File name:", "Files of type:", "Folder", "Cancel"]),
    ],
)
def test_the_dialog_for_files_speaks_the_language_of_the_program(tmp_path, code, words):
    # In a process of its own: what is installed stays with the application.
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), code],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.split("\n") == [*words, "A text that nobody translated", ""]
