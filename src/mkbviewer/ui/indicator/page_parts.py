"""The indicator page with what it needs: session on one side, saving and printing on the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.ui.canvas.zoom_steps import ZoomSteps
from mkbviewer.ui.indicator.indicator_page import IndicatorPage
from mkbviewer.ui.indicator.kept_zoom import KeptZoom
from mkbviewer.ui.indicator.page_export import page_shown
from mkbviewer.ui.releases.origin_releases import OriginReleases, ReleaseNotice
from mkbviewer.ui.table.table_writing import TableWriting
from mkbviewer.viewmodels.indicator.explaining import Explaining
from mkbviewer.viewmodels.indicator.largest import Largest

if TYPE_CHECKING:
    from mkbviewer.ui.output.saving import Shown
    from mkbviewer.ui.window.main_window import MainWindow


class PageParts:
    """Connects the page's widgets with the session, and fills the menus of formats."""

    def __init__(self, window: "MainWindow") -> None:
        session = window.session
        self._session = session
        self.widget = IndicatorPage()
        self.widget.set_palette(window.program.theme.palette)
        canvas = self.widget.figures.chart.canvas
        KeptZoom(session, ZoomSteps(session, canvas), canvas)
        card, notice = OriginReleases(), ReleaseNotice()
        self.widget.panel.add_to_origin(card)
        self.widget.header.add_notice(notice)
        self._releases = window.releases
        self._releases.furnish(card, notice)
        self.explaining = Explaining(session, window)
        self.explaining.explained.connect(self.widget.panel.how.show_explanation)
        self.explaining.failed.connect(window.tell)
        self.widget.panel.how.opened.connect(self.explaining.switch)
        self.largest = Largest(session, window)
        self.largest.failed.connect(window.tell)
        self.largest.nothing_found.connect(
            lambda: window.messages.show_message(_("None of these has a figure to rank by."))
        )
        self.widget.controls.top_asked.connect(self.largest.show)
        self._kept = window.kept
        self._kept.notes.furnish(self.widget)
        self._kept.shelf.changed.connect(self._show_star)
        self.widget.header.starred.connect(self._kept.toggle_favourite)
        self._checks = window.checks
        self._checks.furnish(self.widget.panel)
        self.saving = window.prepare_saving()
        save = self.widget.header.save
        save.show_formats(*self.saving.formats)
        save.ways.addSeparator()
        save.ways.addAction(window.actions.notes)
        self.widget.figures.table.copies_notes = window.program.settings.takes_notes
        self.widget.header.printed.connect(self.saving.print_shown)
        self.widget.changed.connect(lambda fields: session.change(**fields))
        self.widget.hovered.connect(session.hover)
        self.widget.periods_selected.connect(session.mark_periods)
        self.widget.series_selected.connect(session.mark_series)
        self.widget.figures.sentence.copied.connect(
            lambda: window.messages.show_message(
                _("The sentences are on the clipboard."), kind="success"
            )
        )
        self.widget.links.range_panel.copied.connect(
            lambda: window.messages.show_message(
                _("The range is on the clipboard."), kind="success"
            )
        )
        session.table_arranged.connect(self.widget.show_table)
        theme = window.program.theme
        self.writing = TableWriting(
            self.widget.figures.bar,
            self.widget.figures.table,
            self.widget.links,
            window.program.settings,
            session.save_soon,
            lambda: theme.changed.emit(theme.palette),
        )
        session.hovered.connect(self.widget.point_at)
        session.marked_changed.connect(self._mark)

    def show(self, page: Page) -> None:
        """Show a page."""
        indicator = page.indicator
        themes = {one.id: one.name for one in self._session.holdings.catalogue.themes}
        self.widget.header.set_theme_name(themes.get(indicator.theme, "") if indicator else "")
        self._kept.notes.prepare(page)
        self.widget.show_page(page, self._releases.release_of(page))
        self._show_star()
        self._releases.show_page(page)
        self._checks.mark_facts(page)
        # Whoever asked for another size gets it now, so that nothing is painted squeezed first.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.widget.setAccessibleName(_("Page {title}").format(title=page.title))

    def shown(self) -> "Shown | None":
        """The page, to be saved, copied or printed; None where it is not shown."""
        page = self._session.page
        if page is None:
            return None
        prints_notes = self._session.settings.takes_notes
        return page_shown(page, self._kept.notes.notes_of(page), prints_notes=prints_notes)

    def _show_star(self) -> None:
        self.widget.header.show_star(is_favourite=self._kept.is_favourite)

    def _mark(self) -> None:
        self.widget.mark(self._session.marked_periods, self._session.marked_series)
