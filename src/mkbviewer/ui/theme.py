"""The look of the program: palette, style sheet and font, light or dark."""

from dataclasses import asdict
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from mkbviewer.paths import resources_dir
from mkbviewer.ui.fonts import load_fonts
from mkbviewer.ui.palette import DARK, LIGHT, Palette

TEXT_SIZE = 13
"""Pixels of ordinary text."""

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def qt_palette(palette: Palette) -> QPalette:
    """The palette as Qt's own, for what is drawn without the style sheet.

    Mid is the border, Midlight the grid, Link a heading, AlternateBase the soft accent.
    """
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.card,
        role.AlternateBase: palette.accent_soft,
        role.Text: palette.text,
        role.PlaceholderText: palette.muted,
        role.Button: palette.card,
        role.ButtonText: palette.text,
        role.BrightText: palette.error,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.accent_text,
        role.Accent: palette.accent,
        role.Link: palette.heading,
        role.LinkVisited: palette.heading,
        role.ToolTipBase: palette.card,
        role.ToolTipText: palette.text,
        role.Light: palette.card,
        role.Midlight: palette.grid,
        role.Mid: palette.border,
        role.Dark: palette.axis,
        role.Shadow: palette.axis,
    }
    made = QPalette()
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    for each in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(palette.faint))
    return made


def style_sheet(palette: Palette) -> str:
    """The style sheet in the colours of a palette."""
    folder = resources_dir()
    template = (folder / "style" / "mkbviewer.qss").read_text(encoding="utf-8")
    colours = {name: value for name, value in asdict(palette).items() if isinstance(value, str)}
    inked, paper = ("light", "dark") if palette.is_dark else ("dark", "light")
    pictures = {
        "icon_check": f"check-{inked}",
        "icon_check_on": f"check-{paper}",
        "icon_down": f"down-{inked}",
    }
    found = {key: (folder / "style" / f"{name}.svg").as_posix() for key, name in pictures.items()}
    return Template(template).substitute(colours, **found)


class Theme(QObject):
    """The palette in use. `changed` carries the new Palette when the user or the system changes it.

    `name` is system, light or dark.
    """

    changed = Signal(object)

    def __init__(self, application: QApplication, name: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._name = name
        self.palette = LIGHT
        self._styled: Palette | None = None
        font = QFont(load_fonts())
        font.setPixelSize(TEXT_SIZE)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        application.setStyle("Fusion")
        application.setFont(font)
        self.choose(name)
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: self._apply())

    @property
    def name(self) -> str:
        """What was chosen: system, light or dark."""
        return self._name

    def choose(self, name: str) -> None:
        """Take a theme; the system's is followed when that changes."""
        self._name = name
        self._application.styleHints().setColorScheme(_SCHEMES[name])
        self._apply()

    def _apply(self) -> None:
        is_dark = self._name == "dark" or (
            self._name == "system"
            and self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        palette = DARK if is_dark else LIGHT
        if palette is self._styled:
            return
        self.palette = self._styled = palette
        self._application.setPalette(qt_palette(palette))
        self._application.setStyleSheet(style_sheet(palette))
        self.changed.emit(palette)


def apply_theme(application: QApplication, name: str) -> Theme:
    """Dress an application; keep the answer, it follows the system."""
    return Theme(application, name)
