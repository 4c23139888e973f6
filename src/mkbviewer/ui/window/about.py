"""Help ▸ About: versions, licences and sources."""

import platform
from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from mkbviewer import __version__
from mkbviewer.core.language import _
from mkbviewer.paths import data_dir, resources_dir
from mkbviewer.ui.look.icons import application_icon

_PARTS = ("PySide6-Essentials", "pyqtgraph", "duckdb", "numpy", "zstandard")


def versions() -> str:
    """The program's version and those of what it is made of, one a line."""
    lines = [
        f"mkbviewer {__version__}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    for part in _PARTS:
        try:
            lines.append(f"{part} {metadata.version(part)}")
        except metadata.PackageNotFoundError:
            continue
    return "\n".join(lines)


class AboutDialog(QDialog):
    """Versions to copy, the licence, and where data, fonts and icons come from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("About mkbviewer"))
        self.setMinimumSize(560, 460)
        sign = QLabel(self)
        sign.setPixmap(application_icon().pixmap(56, 56))
        name = QLabel("mkbviewer", self)
        name.setObjectName("title")
        said = QLabel(_("Explorer for the state of Dutch small and medium-sized businesses"), self)
        said.setObjectName("subtitle")
        said.setWordWrap(True)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(name)
        names.addWidget(said)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(sign)
        head.addLayout(names, 1)
        text = QTextBrowser(self)
        text.setAccessibleName(_("Versions, licences and sources"))
        text.setOpenExternalLinks(True)
        text.setPlainText("\n\n".join((versions(), *_paragraphs())))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal)
        buttons.rejected.connect(self.reject)
        copy = QPushButton(_("Copy the versions"), self)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(versions()))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(head)
        layout.addWidget(text, 1)
        layout.addWidget(buttons)


def _paragraphs() -> list[str]:
    told = [
        _("Licence: EUPL 1.2. Everyone may use, share and change the program under its terms."),
        _("Figures: CBS (Statistics Netherlands), CC BY 4.0; Jaarbericht Staat van het mkb."),
        _("Fonts and icons are open and shipped with their licences."),
    ]
    folders = (data_dir(), resources_dir() / "fonts", resources_dir() / "icons")
    sources = [folder / "SOURCES.md" for folder in folders]
    return told + [one.read_text(encoding="utf-8").strip() for one in sources if one.exists()]
