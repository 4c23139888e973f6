"""How the figures of every table are written and copied, as the settings remember it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from mkbviewer.core.numbers import Grouping, grouping_in_use, use_grouping
from mkbviewer.core.words.tab_separated import CopyNotation
from mkbviewer.settings import Settings
from mkbviewer.ui.indicator.linked_views import LinkedViews
from mkbviewer.ui.table.table_bar import TableBar
from mkbviewer.ui.table.table_view import TableView


class TableWriting(QObject):
    """Follows what is chosen in the bar of a table, and keeps it. `repaint` draws all anew."""

    def __init__(
        self,
        bar: TableBar,
        table: TableView,
        links: LinkedViews,
        settings: Settings,
        save: Callable[[], None],
        repaint: Callable[[], None],
    ) -> None:
        super().__init__(bar)
        self._bar, self._table, self._links = bar, table, links
        self._settings, self._save, self._repaint = settings, save, repaint
        is_plain = settings.copy_notation == CopyNotation.PLAIN
        self._use_notation(CopyNotation.PLAIN if is_plain else CopyNotation.DUTCH)
        bar.grouping_chosen.connect(self._choose_grouping)
        bar.notation_chosen.connect(self._choose_notation)

    def _use_notation(self, notation: CopyNotation) -> None:
        self._table.notation = notation
        self._links.range_panel.notation = notation
        self._bar.show_written(grouping_in_use(), notation)

    def _choose_notation(self, notation: CopyNotation) -> None:
        self._settings.copy_notation = notation.value
        self._use_notation(notation)
        self._save()

    def _choose_grouping(self, grouping: Grouping) -> None:
        use_grouping(grouping)
        self._settings.grouping = grouping.value
        self._save()
        self._repaint()
