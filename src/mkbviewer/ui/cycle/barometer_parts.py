"""The barometer and the clock in the window: their two places, and the strip of the overview."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.cycle.weather import opening_quarter, published_of, read_barometer
from mkbviewer.core.language import _
from mkbviewer.viewmodels.cycle.cycle_reading import CycleReading, Reading
from mkbviewer.viewmodels.cycle.cycle_view import (
    CycleView,
    cycle_view_from_dict,
    cycle_view_to_dict,
)
from mkbviewer.viewmodels.session.history import Step
from mkbviewer.viewmodels.session.places import CLOCK, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from mkbviewer.core.cycle.cycle_series import CycleSeries
    from mkbviewer.store.pages.holdings import Holdings
    from mkbviewer.ui.cycle.barometer_page import BarometerPage
    from mkbviewer.ui.cycle.series_choice import SeriesDialog
    from mkbviewer.ui.output.saving import Shown
    from mkbviewer.ui.window.main_window import MainWindow


class BarometerParts(QObject):
    """What the window knows of the barometer. A page is made when it is first opened."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.reading = CycleReading(self._session.holdings, self._session.runner, self)
        self.pages: dict[Place, BarometerPage] = {}
        self.menu: QMenu | None = None
        self.dialog: SeriesDialog | None = None
        self._is_strip_old = False
        window.overview.set_palette(window.program.theme.palette)
        self.reading.read.connect(self._accept)
        self.reading.failed.connect(window.tell)
        self.reading.busy_changed.connect(self._show_busy)
        self.reading.chosen.connect(self._session.record)
        self.reading.chosen.connect(lambda _step: self.ask_for_overview())
        self._session.holdings_changed.connect(self._read_again)
        self._session.trail_changed.connect(self._leave)
        self._session.marked_changed.connect(self._select)
        self._session.cards_read.connect(lambda _cards: self.ask_for_overview())

    def ask_for_overview(self) -> None:
        """Have the strip of the overview filled; later while a page shows another method."""
        self._is_strip_old = self._shown_page() is not None
        if not self._is_strip_old:
            self.reading.ask(Method.MEAN)

    def show_place(self, place: Place) -> str:
        """Bring up the page of the barometer or of the clock, and answer its name."""
        page = self._page(place)
        self._window.places.setCurrentWidget(page)
        self.reading.ask(page.method)
        return _("Cycle clock") if place == CLOCK else _("SME barometer")

    def _select(self) -> None:
        """Let the series that is selected stand out on the page in sight, and none elsewhere."""
        selected = next(iter(self._session.marks.series), "")
        for place, page in self.pages.items():
            page.select(selected if place == self._session.place else "")

    def repaint(self) -> None:
        """Draw in the colours of the theme."""
        palette = self._window.program.theme.palette
        for page in self.pages.values():
            page.set_palette(palette)

    def _page(self, place: Place) -> "BarometerPage":
        if place not in self.pages:
            from mkbviewer.ui.cycle.barometer_page import BarometerPage, Focus

            page = BarometerPage(Focus.CLOCK if place == CLOCK else Focus.BAROMETER)
            page.set_palette(self._window.program.theme.palette)
            page.method_asked.connect(self.reading.ask)
            page.view_changed.connect(partial(self._record, place))
            if kept := cycle_view_from_dict(self._session.settings.cycle.get(place.key)):
                page.show_view(kept)
            page.series_asked.connect(lambda key: self._ask_series(page, key))
            page.series_selected.connect(
                lambda key: self._session.mark_series((key,) if key else ())
            )
            saving = self._window.prepare_saving()
            page.header.save.show_formats(*saving.formats)
            page.header.printed.connect(saving.print_shown)
            self.pages[place] = page
            self._window.places.addWidget(page)
        return self.pages[place]

    def _record(self, place: Place, before: CycleView, after: CycleView) -> None:
        """Let undo take back what was chosen, and let it come back with the window."""
        self._keep(place, after)
        self._session.record(
            Step(
                before.describe_change(after),
                undo=partial(self._show_view, place, before),
                redo=partial(self._show_view, place, after),
                sequence=("quarter", place) if before.is_only_later(after) else None,
                ends=(before, after),
            )
        )

    def _show_view(self, place: Place, view: CycleView) -> None:
        if self._session.place != place:
            self._session.open_place(place)
        self._page(place).show_view(view)
        self._keep(place, view)

    def _keep(self, place: Place, view: CycleView) -> None:
        self._session.settings.cycle[place.key] = cycle_view_to_dict(view)
        self._session.save_soon()

    def _ask_series(self, page: "BarometerPage", key: str) -> None:
        """Ask, in a menu under its card or row, which series stands for an indicator."""
        from mkbviewer.ui.cycle.series_choice import quarterly, series_menu

        choice = page.reading.choice if page.reading else None
        series = next((one for one in choice.series if one.key == key), None) if choice else None
        if choice is None or series is None:
            return
        variants = [one for one in choice.variants if one.key == key]
        has_own = bool(quarterly(self._session.holdings.own.tables()))
        self.menu = series_menu(
            page,
            series,
            variants,
            lambda name: self.reading.choose(key, name),
            (lambda: self._ask_own(series)) if has_own else None,
        )
        self.menu.aboutToHide.connect(self.menu.deleteLater)
        self.menu.popup(page.corner_of(key))

    def _ask_own(self, series: "CycleSeries") -> None:
        from mkbviewer.store.pages.barometer import Replacement
        from mkbviewer.ui.cycle.series_choice import SeriesDialog

        tables = self._session.holdings.own.tables()
        self.dialog = SeriesDialog(series, tables, self._window.shell)
        self.dialog.chosen.connect(
            lambda view, how: self.reading.choose(series.key, Replacement(view, how))
        )
        self.dialog.open()

    def _accept(self, reading: Reading) -> None:
        page = self._shown_page()
        if page is not None:
            page.show_reading(reading)
            self._window.actions.enable_page(has_figures=True)
        if reading.cycle.method is Method.MEAN:
            self._fill_strip(reading)
        for problem in reading.choice.problems.values():
            self._window.messages.show_problem(problem)

    def _fill_strip(self, reading: Reading) -> None:
        period = opening_quarter(reading.cycle, reading.published)
        barometer = read_barometer(reading.cycle, period)
        self._window.overview.show_barometer(barometer, published_of(reading.published, period))

    def _shown_page(self) -> "BarometerPage | None":
        return self.pages.get(self._session.place) if self._session.place else None

    def _show_busy(self, is_busy: bool) -> None:
        page = self._shown_page()
        if page is not None:
            page.show_busy(is_busy)

    def follow(self, holdings: "Holdings") -> None:
        """Show the barometer of the edition in use."""
        for page in self.pages.values():
            page.start_anew()
        self.reading.follow(holdings)
        self._read_again()

    def _read_again(self) -> None:
        self.reading.forget()
        page = self._shown_page()
        if page is not None:
            self.reading.ask(page.method)
        self.ask_for_overview()

    def _leave(self) -> None:
        """Stop the play on a page that is left, and have the strip follow what was chosen there."""
        for place, page in self.pages.items():
            if place != self._session.place:
                page.stop()
        if self._is_strip_old:
            self.ask_for_overview()

    def is_ready(self, place: Place) -> bool:
        """Whether a place shows a barometer that can be saved, copied and printed."""
        page = self.pages.get(place)
        return page is not None and page.clock is not None

    def shown(self) -> "Shown | None":
        """What is shown, to be saved, copied or printed; None where the barometer is not."""
        page = self._shown_page()
        moment = page.moment if page is not None else None
        if page is None or moment is None:
            return None
        from mkbviewer.ui.cycle import cycle_export as export
        from mkbviewer.ui.output.saving import Shown

        page.stop()
        is_clock = self._session.place == CLOCK
        picture = export.clock_picture(moment) if is_clock else export.barometer_picture(moment)
        name = _("cycle clock").replace(" ", "-") if is_clock else "mkbarometer"
        return Shown(
            lambda suffix: f"{name}-{moment.period.code}{suffix}",
            lambda chosen: export.picture_export(picture, chosen),
            lambda: export.picture_sheet(moment, picture),
            export.SIZE_MM,
        )

    def copy_figures(self) -> None:
        """Copy the rows of the quarter that is shown."""
        page = self._shown_page()
        if page is not None:
            page.list.copy()
