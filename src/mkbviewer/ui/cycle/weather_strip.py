"""The weather of the whole beside what was published: ours is labelled as ours."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.weather import Barometer, Published, missing_words
from mkbviewer.core.language import _
from mkbviewer.ui.cycle.weather_sign import WeatherSign
from mkbviewer.ui.look.palette import Palette
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.turning_row import TurningRow
from mkbviewer.ui.widgets.words import Words


def own_words() -> str:
    """The label of everything computed here."""
    return _("computed by mkbviewer, not the outcome of CBS")


def capital(text: str) -> str:
    """The text with a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def count_words(barometer: Barometer) -> str:
    """How many are good and how many worsened, in words."""
    against_mean = barometer.method is Method.MEAN
    good = (
        _("{above} of {known} better than the long-run mean")
        if against_mean
        else _("{above} of {known} better than the trend")
    ).format(above=barometer.above, known=barometer.known)
    worse = _("{worse} of {compared} worse than a quarter earlier").format(
        worse=barometer.worse, compared=barometer.compared
    )
    return f"{good} · {worse}"


def outcome_words(barometer: Barometer) -> str:
    """The quarter and its weather."""
    weather = barometer.weather
    return _("{quarter}: {weather}").format(
        quarter=barometer.period.label,
        weather=weather.label if weather else _("too few series for weather"),
    )


def published_words(published: Published) -> str:
    """The published outcome in words."""
    return _("{outcome} · {worse} of {count} worse").format(
        outcome=published.outcome, worse=published.worse, count=published.count
    )


_BESIDE_FROM = 560
"""The width from which what was published stands beside what is computed."""


class PublishedFact(QWidget):
    """What was published of a quarter: a fact, beside what is computed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = Words("small", self)
        self._outcome = Words("strong", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._source)
        column.addWidget(self._outcome)
        hold(self, "setFixedWidth", 240)

    def show_published(self, published: Published | None) -> None:
        """Show it, or that there is none."""
        self._source.setText(published.source if published else _("Published outcome"))
        none = _("none known of this quarter")
        self._outcome.setText(published_words(published) if published else none)


class WeatherStrip(QFrame):
    """The weather of the whole in one quarter, with the counts, and the published fact."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.sign = WeatherSign(42, self)
        self.ours = Words("small", self, capital(own_words()))
        self.outcome = Words("big", self)
        self.counts = Words("subtitle", self)
        self.missing = Words("small", self)
        words = QVBoxLayout()
        words.setSpacing(1)
        for one in (self.ours, self.outcome, self.counts, self.missing):
            words.addWidget(one)
        line = QFrame(self)
        line.setObjectName("line")
        line.setFixedWidth(1)
        self.fact = PublishedFact(self)
        ours = QWidget(self)
        beside = QHBoxLayout(ours)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(16)
        beside.addWidget(self.sign)
        beside.addLayout(words, 1)
        row = TurningRow(_BESIDE_FROM, 16, self)
        row.box.addWidget(ours, 1)
        row.box.addWidget(line)
        row.box.addWidget(self.fact, 0, Qt.AlignmentFlag.AlignVCenter)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 11, 16, 11)
        inside.addWidget(row)

    def set_palette(self, palette: Palette) -> None:
        """Draw in the colours of this palette."""
        self.sign.set_palette(palette)

    def show_barometer(self, barometer: Barometer, published: Published | None) -> None:
        """Show a quarter."""
        self.sign.show_weather(barometer.weather)
        self.outcome.setText(outcome_words(barometer))
        self.counts.setText(count_words(barometer))
        absent = missing_words(barometer.states)
        self.missing.tell(_("Missing: {series}").format(series=absent) if absent else "")
        self.fact.show_published(published)
