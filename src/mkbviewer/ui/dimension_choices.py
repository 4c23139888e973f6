"""Where the dimensions of a page go: to series, side by side, in small charts, or held at one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from mkbviewer.core.hierarchy import holders_of
from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure
from mkbviewer.core.page import Page
from mkbviewer.ui.choice import Choice, Option
from mkbviewer.ui.dragging import Carrying, Receiving
from mkbviewer.ui.flow_layout import FlowLayout

FACETS = "facets"
"""The kind of chart with a small chart for each member that stands side by side."""

_NOTHING = ""


def member_options(dimension: Dimension) -> list[Option]:
    """The members of a dimension as what can be chosen: classes of SBI under each other."""
    from mkbviewer.core.breakdown import is_total

    holders = holders_of(dimension.members)
    holding = set(holders)
    return [
        Option(
            one.code,
            one.label,
            f"{one.label} ({one.code})" if one.code != one.label else "",
            within=holder,
            is_sum=one.code in holding or is_total(one),
        )
        for one, holder in zip(dimension.members, holders, strict=True)
    ]


def measure_options(measures: Sequence[Measure]) -> list[Option]:
    """The measures as what can be chosen, under the headings of their topics."""
    return [Option(one.key, one.title, one.description, one.group) for one in measures]


class DimensionChoices(QObject):
    """A chooser for each dimension that makes no series, and one for what stands side by side.

    They stand in a line of the controls, in front of the last.

    `changed` carries the fields of the view to change, `top_asked` a dimension and the members
    among which its largest are asked for. A dimension goes elsewhere by the menu of its chooser
    (right button, menu key) or by dragging it.
    """

    changed = Signal(object)
    top_asked = Signal(str, object)

    def __init__(self, parent: QWidget, line: FlowLayout) -> None:
        super().__init__(parent)
        self._holder = parent
        self._page: Page | None = None
        self._choosers: dict[tuple[str, bool], Choice] = {}
        self._layout = line
        self.beside = Choice(parent=parent)
        self.beside.chosen.connect(lambda keys: self.put(keys[0], beside=True))
        self._receives = Receiving(self.beside, lambda key: self.put(key, beside=True))

    @property
    def filters(self) -> Mapping[str, Choice]:
        """The choosers shown, by dimension."""
        return {key: one for (key, _several), one in self._choosers.items() if not one.isHidden()}

    def show_page(self, page: Page) -> None:
        """Show what can be chosen on a page."""
        self._page = page
        view = page.view
        others = [
            one for one in page.structure.dimensions if one.key != view.by and len(one.members) > 1
        ]
        wanted = {(one.key, one.key == view.beside): one for one in others}
        for unwanted in [one for one in self._choosers if one not in wanted]:
            gone = self._choosers.pop(unwanted)
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for (key, is_beside), dimension in wanted.items():
            chooser = self._choosers.get((key, is_beside)) or self._make(key, is_beside=is_beside)
            chosen = view.beside_members if is_beside else (view.fixed(key),)
            chooser.show_options(dimension.title, member_options(dimension), chosen)
            chooser.show()
        options = [Option(_NOTHING, _("nothing")), *(Option(one.key, one.title) for one in others)]
        self.beside.setVisible(bool(others) and bool(view.by) and not view.by_cohort)
        self.beside.show_options(_("Side by side"), options, (view.beside,))

    def put(self, dimension: str, *, beside: bool = False, in_facets: bool = False) -> None:
        """Let a dimension stand side by side, in small charts too, or make it the series."""
        page = self._page
        if page is None:
            return
        view = page.view
        if not beside:
            fields: dict[str, Any] = {"by": dimension}
            if dimension == view.beside:
                fields |= {"members": view.beside_members, "beside": "", "beside_members": ()}
        elif dimension == view.by:
            # The two change places: what stood side by side, else the first other, makes series.
            other = view.beside or next(iter(self.filters), "")
            if not other:
                return
            fields = {"by": other, "beside": dimension, "beside_members": view.members}
            fields |= {"members": view.beside_members} if view.beside else {}
        else:
            fields = {"beside": dimension}
        if in_facets:
            fields["chart"] = FACETS
        self.changed.emit(fields)

    def make_menu(self, dimension: str) -> QMenu:
        """Where a dimension can go, with a check at where it is."""
        menu = QMenu(self._holder)
        view = self._page.view if self._page else None
        if view is None:
            return menu
        is_series, is_beside = view.by == dimension, view.beside == dimension
        facets = is_beside and view.chart == FACETS
        rows = (
            (_("As series"), is_series, lambda: self.put(dimension)),
            (_("Side by side"), is_beside and not facets, lambda: self.put(dimension, beside=True)),
            (
                _("In small charts"),
                facets,
                lambda: self.put(dimension, beside=True, in_facets=True),
            ),
            (
                _("Held at one member"),
                not is_series and not is_beside,
                lambda: self.changed.emit({"beside": ""}),
            ),
        )
        for number, (text, is_on, do) in enumerate(rows):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(is_on)
            action.triggered.connect(lambda _on, do=do: do())
            # What makes the series is held only once another dimension takes its place.
            action.setEnabled(not (is_series and number == len(rows) - 1))
        return menu

    def furnish(self, chooser: QWidget, dimension: "Carrying.Named") -> Carrying:
        """Let a chooser of a dimension be dragged, and have the menu."""
        chooser.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

        def open_menu(place: QPoint) -> None:
            menu = self.make_menu(dimension())
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(chooser.mapToGlobal(place))

        chooser.customContextMenuRequested.connect(open_menu)
        return Carrying(chooser, dimension)

    def _make(self, key: str, *, is_beside: bool) -> Choice:
        chooser = Choice(several=is_beside, has_top=is_beside, parent=self._holder)
        if is_beside:
            chooser.chosen.connect(lambda codes: self.changed.emit({"beside_members": codes}))
            chooser.top_asked.connect(lambda codes: self.top_asked.emit(key, codes))
        else:
            chooser.chosen.connect(lambda codes: self._fix(key, codes[0]))
        self.furnish(chooser, lambda: key)
        self._choosers[key, is_beside] = chooser
        self._layout.insert_before(self.beside, chooser)
        return chooser

    def _fix(self, key: str, code: str) -> None:
        if self._page:
            where = {**dict(self._page.view.where), key: code}
            self.changed.emit({"where": tuple(where.items())})
