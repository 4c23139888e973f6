"""The weather as a picture: sun, cloud before the sun, rain, each in its own colour."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mkbviewer.core.cycle.weather import Weather
from mkbviewer.core.language import _
from mkbviewer.ui.look.icons import paint_icon
from mkbviewer.ui.look.palette import LIGHT, Palette
from mkbviewer.ui.look.text_size import hold

_COLOURS = {
    Weather.SUN: ("#c27a00", "#f5c451"),
    Weather.CLOUD: ("#5b7083", "#a9bccb"),
    Weather.RAIN: ("#2a62b5", "#7fb0f0"),
}
_UNKNOWN = "minus"


def weather_colour(weather: Weather | None, palette: Palette) -> str:
    """The colour of a weather on the cards of a palette."""
    if weather is None:
        return palette.faint
    return _COLOURS[weather][1 if palette.is_dark else 0]


def paint_weather(
    painter: QPainter, area: QRectF, weather: Weather | None, palette: Palette
) -> None:
    """Paint the weather; a dash where it is not known."""
    name = weather.value if weather else _UNKNOWN
    paint_icon(painter, area, name, weather_colour(weather, palette))


class WeatherSign(QWidget):
    """The weather as a widget of a fixed size."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hold(self, "setFixedWidth", size)
        hold(self, "setFixedHeight", size)
        self._palette = LIGHT
        self.weather: Weather | None = None

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self._palette = palette
        self.update()

    def show_weather(self, weather: Weather | None) -> None:
        """Show this weather, or that it is not known."""
        self.weather = weather
        self.setAccessibleName(weather.label if weather else _("weather not known"))
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_weather(painter, QRectF(self.rect()), self.weather, self._palette)
        painter.end()
