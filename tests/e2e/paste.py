"""Another program into which is pasted: writes the text of the clipboard to stdout."""

import sys

from PySide6.QtWidgets import QApplication

application = QApplication(sys.argv[:1])
sys.stdout.buffer.write(application.clipboard().text().encode("utf-8"))
