"""The look of the program: palette, style sheet and font, light, dark or with high contrast."""

from dataclasses import asdict
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from mkbviewer.paths import resources_dir
from mkbviewer.ui.look.fonts import load_fonts
from mkbviewer.ui.look.palette import CONTRAST, CONTRAST_DARK, DARK, LIGHT, PALETTES, Palette
from mkbviewer.ui.look.text_size import hold_again, in_text, scale_style, use_text_size

TEXT_SIZE = 13
"""Pixels of ordinary text at its usual size."""

_CHOSEN = {palette.name: palette for palette in PALETTES}


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
    template = scale_style((folder / "style" / "mkbviewer.qss").read_text(encoding="utf-8"))
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

    It comes too when text gets another size. `name` is system or the name of a palette,
    `text_size` in per cent of the usual size.
    """

    changed = Signal(object)

    def __init__(
        self, application: QApplication, name: str = "system", text_size: int = 100
    ) -> None:
        super().__init__(application)
        self._application = application
        self._name = name
        self._text_size = text_size
        self.palette = LIGHT
        self._styled: tuple[Palette, int] | None = None
        self._font = QFont(load_fonts())
        self._font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        application.setStyle("Fusion")
        self.choose(name)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(lambda _scheme: self._apply())
        # Qt knows what the system prefers since 6.10.
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(lambda _wish: self._apply())

    @property
    def name(self) -> str:
        """What was chosen: system or the name of a palette."""
        return self._name

    @property
    def text_size(self) -> int:
        """The size of text in per cent of the usual one."""
        return self._text_size

    def choose(self, name: str) -> None:
        """Take a theme; the system's is followed when that changes."""
        self._name = name
        chosen, scheme = _CHOSEN.get(name), Qt.ColorScheme.Unknown
        if chosen is not None:
            scheme = Qt.ColorScheme.Dark if chosen.is_dark else Qt.ColorScheme.Light
        self._application.styleHints().setColorScheme(scheme)
        self._apply()

    def choose_text_size(self, percent: int) -> None:
        """Show all text at another size, and what goes with it."""
        self._text_size = percent
        self._apply()

    def _apply(self) -> None:
        palette = _CHOSEN.get(self._name) or self._system_palette()
        if (palette, self._text_size) == self._styled:
            return
        self.palette, self._styled = palette, (palette, self._text_size)
        use_text_size(self._text_size)
        self._font.setPixelSize(in_text(TEXT_SIZE))
        self._application.setFont(self._font)
        self._application.setPalette(qt_palette(palette))
        self._application.setStyleSheet(style_sheet(palette))
        hold_again(self._application.allWidgets())
        self.changed.emit(palette)

    def _system_palette(self) -> Palette:
        hints = self._application.styleHints()
        is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        if hasattr(hints, "accessibility"):
            wish = hints.accessibility().contrastPreference()
            if wish == Qt.ContrastPreference.HighContrast:
                return CONTRAST_DARK if is_dark else CONTRAST
        return DARK if is_dark else LIGHT
