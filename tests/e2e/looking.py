"""What a user sees in the window: where things stand by their words, and the figures shown."""

from drawn import curve_data  # type: ignore[import-not-found]  # beside this script
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QWidget,
)

MOST_ROWS = 3000


def plain(text: str) -> str:
    """A text without the marks of its shortcut."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def names_of(widget: QWidget) -> list[str]:
    """The words by which a user or a screen reader knows a widget."""
    names = [widget.accessibleName()]
    if isinstance(widget, QAbstractButton | QLabel):
        names.append(plain(widget.text()))
    if isinstance(widget, QLineEdit):
        names += [widget.placeholderText(), widget.text()]
    return [name for name in names if name]


class Looking:
    """Answers questions about the window; each answer is plain for JSON."""

    def __init__(self, window) -> None:
        self._window = window
        self._session = window.session

    @property
    def _figures(self):
        return self._window.prepare_page().widget.figures

    def is_still(self) -> bool:
        """Whether nothing is being read or imported."""
        return not (self._session.is_loading or self._window.program.imports.is_busy)

    def window_in_front(self) -> int:
        """The number by which the display knows the window that keys go to."""
        return int((QApplication.activeModalWidget() or self._window.shell).winId())

    def focused(self):
        """What the keys go to: its kind and its words."""
        widget = QApplication.focusWidget()
        return "" if widget is None else ": ".join([type(widget).__name__, *names_of(widget)[:1]])

    def title(self):
        return self._window.shell.windowTitle()

    def place(self, words, beginning=False, kind=""):
        """Where something with these words stands on the screen, and whether it can be used."""
        for root in self._roots():
            found = [
                one
                for widget in self._visible(root)
                if not kind or any(base.__name__ == kind for base in type(widget).__mro__)
                for one in self._places_in(widget, words, beginning=beginning)
            ]
            if found:
                return min(found, key=lambda one: one["size"])
        return None

    def _roots(self):
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            return [popup]
        if modal is not None:
            return [modal]
        return [self._window.shell]

    @staticmethod
    def _visible(root):
        yield root
        for widget in root.findChildren(QWidget):
            if widget.isVisible() and widget.window() is root.window():
                yield widget

    def _places_in(self, widget, words, *, beginning):
        def fits(text: str) -> bool:
            return text.startswith(words) if beginning else text == words

        if isinstance(widget, QMenu | QMenuBar):
            for action in widget.actions():
                if fits(plain(action.text())) and action.isVisible():
                    rect = widget.actionGeometry(action)
                    yield self._told(widget, rect, is_enabled=action.isEnabled())
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from self._rows_of(widget, fits)
        if any(map(fits, names_of(widget))):
            rect = widget.visibleRegion().boundingRect() or widget.rect()
            yield self._told(widget, rect, is_enabled=widget.isEnabled())

    def _rows_of(self, view, fits):
        waiting = [view.rootIndex()]
        while waiting:
            parent = waiting.pop()
            for row in range(min(view.model().rowCount(parent), MOST_ROWS)):
                index = view.model().index(row, 0, parent)
                waiting.append(index)
                if fits(str(index.data() or "")):
                    view.scrollTo(index)
                    if (rect := view.visualRect(index)).isValid():
                        yield self._told(view.viewport(), rect)

    @staticmethod
    def _told(widget, rect: QRect, *, is_enabled: bool = True) -> dict:
        centre = widget.mapToGlobal(rect.center())
        return {
            "at": [centre.x(), centre.y()],
            "size": rect.width() * rect.height(),
            "enabled": is_enabled,
        }

    def words(self) -> list[str]:
        """All that can be read just now, for a story that does not find what it looks for."""
        texts = []
        for root in self._roots():
            for widget in self._visible(root):
                texts += names_of(widget)
                if isinstance(widget, QMenu | QMenuBar):
                    texts += [plain(action.text()) for action in widget.actions()]
        return list(dict.fromkeys(texts))

    def rows_of(self, name: str, with_headings: bool = False) -> list[list[str]]:
        """The rows of a list or table with this accessible name, as texts."""
        for root in self._roots():
            for view in root.findChildren(QAbstractItemView):
                if view.isVisible() and view.accessibleName() == name:
                    model, across = view.model(), Qt.Orientation.Horizontal
                    headings = [
                        str(model.headerData(column, across) or "")
                        for column in range(model.columnCount() if with_headings else 0)
                    ]
                    return [headings] * with_headings + [
                        [
                            str(model.index(row, column).data() or "")
                            for column in range(model.columnCount())
                        ]
                        for row in range(min(model.rowCount(), MOST_ROWS))
                    ]
        return []

    def table(self) -> dict[str, dict[str, str]]:
        """The table under the chart: by the label of the period, by the heading of the series."""
        model = self._figures.table.model()
        headings = [
            str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for column in range(model.columnCount())
        ]
        rows = {}
        for row in range(min(model.rowCount(), MOST_ROWS)):
            cells = [str(model.index(row, column).data() or "") for column in range(len(headings))]
            rows[cells[0]] = dict(zip(headings[1:], cells[1:], strict=True))
        return rows

    def curves(self) -> dict[str, dict[str, float]]:
        """The chart: what it draws, by the label of the series and the code of the period."""
        frame = self._session.page.frame
        labels = {one.key: one.label for one in frame.series}
        return {
            labels[key]: {
                period.code: float(value) for period, value in zip(periods, values, strict=True)
            }
            for key, (periods, values) in curve_data(self._figures.chart).items()
        }

    def pointed(self) -> dict[str, str | None]:
        """The period at which the crosshair stands, and the row that is tinted in the table."""
        canvas, table = self._figures.chart.canvas, self._figures.table
        frame = self._session.page.frame
        row = table.pointed_row
        return {
            "chart": None if canvas.row is None else frame.periods[canvas.row].code,
            "table": str(table.model().index(row, 0).data()) if row >= 0 else None,
        }

    def marked(self) -> dict[str, list[str]]:
        """The rows that are selected in the table, from top to bottom."""
        selection = self._figures.table.selectionModel()
        rows = sorted({index.row() for index in selection.selectedIndexes()})
        model = self._figures.table.model()
        return {"table": [str(model.index(row, 0).data()) for row in rows]}

    def place_in_chart(self, period: str, series: str = "") -> list[int]:
        """Where a period stands on the screen, at the height of a series or in the middle."""
        canvas, frame = self._figures.chart.canvas, self._session.page.frame
        row = next(i for i, one in enumerate(frame.periods) if one.code == period)
        plot = canvas.arranged.plot
        share = (canvas.shapes.axis.positions[row] - plot.first) / (plot.last - plot.first)
        x = plot.area.left() + share * plot.area.width()
        y = plot.area.center().y()
        if series:
            column = next(i for i, one in enumerate(frame.series) if one.label == series)
            y = plot.y(float(frame.values[row, column]))
        at = canvas.viewport().mapToGlobal(QPoint(round(x), round(y)))
        return [at.x(), at.y()]

    def subtitle(self):
        return self._window.prepare_page().widget.header.subtitle.text()

    def sentence(self):
        """What is said of the chart in words, as a screen reader has it."""
        return self._figures.chart.accessibleDescription()

    def said(self) -> list[str]:
        """The messages that stand over the page."""
        return [one.accessibleName() for one in self._window.messages.messages]

    def picture_of_screen(self, path):
        """Keep a picture of the screen, to look at."""
        return self._window.shell.screen().grabWindow(0).save(path)
