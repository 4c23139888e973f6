"""The head of a page: where we are, what it is, where it comes from, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _, pick
from mkbviewer.core.model import Origin
from mkbviewer.core.numbers import unit_label
from mkbviewer.core.page import Page
from mkbviewer.core.status import Status
from mkbviewer.core.view import WHOLE_YEAR
from mkbviewer.core.words.period_phrase import name_season
from mkbviewer.core.words.wording import spell
from mkbviewer.exporters.base import source_words
from mkbviewer.ui.indicator.controls import frequency_words
from mkbviewer.ui.look.icons import icon
from mkbviewer.ui.look.text_size import hold
from mkbviewer.ui.widgets.save_button import SaveButton
from mkbviewer.ui.widgets.turning_row import ButtonRow, TurningRow
from mkbviewer.ui.widgets.words import Words

_BUTTON_HEIGHT = 32
_BESIDE_FROM = 560
"""The width from which the buttons stand beside the title."""

TABLE_ADDRESS = "opendata.cbs.nl/statline/#/CBS/nl/dataset/"
"""Where StatLine has a table, by its id."""


class PageHeader(QWidget):
    """Breadcrumb, title and subtitle, with the buttons at the right."""

    printed = Signal()
    starred = Signal()
    panel_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trail = Words("small", self)
        self.title = Words("title", self, at_once=True)
        self.subtitle = Words("subtitle", self)
        named = QWidget(self)
        words = QVBoxLayout(named)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(self.trail)
        words.addWidget(self.title)
        self.panel = QToolButton(self)
        self.panel.setObjectName("button")
        self.panel.setIcon(icon("info"))
        hold(self.panel, "setIconSize", 16)
        self.panel.setCheckable(True)
        self.panel.setAccessibleName(_("Key figures and notes"))
        self.panel.setToolTip(_("Show or hide the key figures and notes (F8)"))
        self.panel.toggled.connect(self.panel_toggled)
        self.star = QToolButton(self)
        self.star.setObjectName("button")
        hold(self.star, "setIconSize", 16)
        self.star.clicked.connect(self.starred)
        self.show_star(is_favourite=False)
        self.print = QPushButton(_("Print"), self)
        self.print.clicked.connect(self.printed)
        self.save = SaveButton(self)
        buttons = (self.star, self.panel, self.print, self.save)
        for button in buttons:
            hold(button, "setFixedHeight", _BUTTON_HEIGHT)
        row = TurningRow(_BESIDE_FROM, 8, self)
        row.box.addWidget(named, 1)
        row.box.addWidget(ButtonRow(buttons, self), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(row)
        column.addWidget(self.subtitle)

    def show_star(self, *, is_favourite: bool) -> None:
        """Show whether the page is a favourite."""
        if is_favourite == self._is_favourite:
            return  # Qt lays out all buttons for another icon, even for the same one.
        self._is_favourite = is_favourite
        role = QPalette.ColorRole.Highlight if is_favourite else QPalette.ColorRole.Text
        self.star.setIcon(icon("star-filled" if is_favourite else "star", role))
        name = _("Remove from the favourites") if is_favourite else _("Add to the favourites")
        self.star.setAccessibleName(name)
        self.star.setToolTip(f"{name} (Ctrl+D)")

    def add_notice(self, notice: QWidget) -> None:
        """Put a notice under the subtitle."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(notice)

    def show_page(self, page: Page) -> None:
        """Show what a page is about."""
        indicator = page.indicator
        if indicator is not None:
            theme = indicator.topic
            self.trail.setText(" › ".join(part for part in (self._theme, theme) if part))
        else:
            self.trail.setText(_("Own tables"))
        self.title.setText(page.title)
        self.subtitle.setText(" · ".join(subtitle_parts(page)))
        self.subtitle.setToolTip(page.frame.provenance.table_title)
        has_figures = bool(page.frame.series)
        self.print.setVisible(has_figures)
        self.save.setVisible(has_figures)

    def set_theme_name(self, name: str) -> None:
        """The theme with which the breadcrumb begins."""
        self._theme = name

    _theme = ""
    _is_favourite: bool | None = None


_SEVERAL = "divers"
"""What the report's list says of a page whose figures have units of their own."""


def subtitle_parts(page: Page) -> list[str]:
    """Unit, frequency, source, origin and whether figures are provisional, as far as known."""
    frame = page.frame
    if not page.sources:
        stated = spell(page.indicator.source) if page.indicator else ""
        unit = "" if frame.unit == _SEVERAL else unit_label(frame.unit)
        parts = [unit, _("Source: {source}").format(source=stated)]
        return [part for part in parts if part]
    is_of_season = page.view.season not in ("", WHOLE_YEAR) and frame.periods
    often = name_season(frame.periods[0]) if is_of_season else frequency_words(frame)
    parts = [_shown_unit(page), often]
    source = page.source
    if source is not None:
        parts.append(_("Source: {source}").format(source=source_words(frame.provenance)))
        parts.append(
            _("own library") if source.origin is Origin.IMPORTED else _("shipped with the program")
        )
    if has_provisional(frame):
        parts.append(_("* provisional"))
    return [part for part in parts if part]


def needed_words(page: Page) -> str:
    """What would fill a page that has no figures, and where it is; empty where nobody knows."""
    indicator = page.indicator
    needed = pick(dict(indicator.needed or {})) if indicator else ""
    tables = dict.fromkeys(one.table for one in (indicator.fillings if indicator else ()))
    if not tables:
        return needed
    needed = needed or _("Filled by table {tables}.").format(tables=", ".join(tables))
    places = ", ".join(f"{TABLE_ADDRESS}{table}" for table in tables)
    return needed + " " + _("To be had at {address}.").format(address=places)


def has_provisional(frame: Frame) -> bool:
    """Whether any figure shown is provisional."""
    starred = (int(Status.PROVISIONAL), int(Status.REVISED_PROVISIONAL))
    return any((frame.statuses == one).any() for one in starred)


def _shown_unit(page: Page) -> str:
    frame = page.frame
    unit = frame.unit or next((one.unit for one in frame.series), "")
    measure = page.structure.measure(page.view.measures[0]) if page.view.measures else None
    title = measure.title if measure and len(page.view.measures) == 1 else ""
    words = unit_label(unit)
    if words.endswith("= 100") and frame.transformation:
        words = ""
    named = f"{title} ({words})" if title and words and words not in title else title or words
    parts = (named, frame.transformation, _words_of_scale(page))
    return ", ".join(part for part in parts if part)


def _words_of_scale(page: Page) -> str:
    if not page.view.scale:
        return ""
    from mkbviewer.ui.charts import scale_words

    return scale_words(page.frame, page.view.chart, page.view.scale)
