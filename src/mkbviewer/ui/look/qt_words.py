"""The words of Qt's own dialogs in the language of the program."""

from functools import cached_property

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from mkbviewer.core.language import _


class LackingWords(QTranslator):
    """What the dialogs of this Qt say and its translation of this Qt does not have yet.

    Qt asks it last: most words never come here.
    """

    @cached_property
    def _words(self) -> dict[tuple[str, str], str]:
        return {
            ("QFileDialog", "&Look in:"): _("&Look in:"),
            ("QFileDialog", "Files of &type:"): _("Files of &type:"),
            ("QAbstractFileIconProvider", "Drive"): _("Drive"),
            ("QAbstractFileIconProvider", "Folder"): _("Folder"),
            ("QPageSetupWidget", "Page &order:"): _("Page &order:"),
            ("QPageSetupWidget", "Pages &per sheet:"): _("Pages &per sheet:"),
            ("QPrintSettingsOutput", "Page &Set:"): _("Page &set:"),
            ("QPrintSettingsOutput", "Double Sided Printing"): _("Print on both sides"),
            ("QPrintSettingsOutput", "Off"): _("Off"),
            ("QPrintSettingsOutput", "Long side binding"): _("Bound along the long side"),
            ("QPrintSettingsOutput", "Short side binding"): _("Bound along the short side"),
        }

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,
        source_text: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        # None lets Qt go on; an empty text would be shown.
        return self._words.get((context, source_text))


def speak(application: QApplication, code: str) -> None:
    """Let Qt write its own dialogs, and dates and keys, in a language."""
    QLocale.setDefault(QLocale(code))
    if code == "en":
        return
    for translator in (LackingWords(application), _shipped(application, code)):
        if translator is not None:
            application.installTranslator(translator)


def _shipped(parent: QObject, code: str) -> QTranslator | None:
    """The translation that comes with Qt."""
    translator = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator if translator.load(f"qtbase_{code}", folder) else None
