"""Where the dimensions of a page go: to series, side by side, in small charts, or held at one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Measure, Member
from mkbviewer.core.page import Page
from mkbviewer.core.recipes.hierarchy import holders_of, sums_among
from mkbviewer.ui.widgets.choice import Choice, Option
from mkbviewer.ui.widgets.dragging import Carrying, Named, Receiving

FACETS = "facets"
"""The kind of chart with a small chart for each member that stands side by side."""

MEASURES = ":measures"
"""What stands for the measures among the dimensions: several of them side by side."""

_NOTHING = ""


_made: dict[str, tuple[tuple[Member, ...], list[Option]]] = {}
"""The options made last of a dimension: those of thousands of members take long to make."""


def member_options(dimension: Dimension) -> list[Option]:
    """The members of a dimension as what can be chosen: classes of SBI under each other."""
    known = _made.get(dimension.key)
    if known is not None and known[0] == dimension.members:
        return known[1]
    holders = holders_of(dimension.members)
    sums = sums_among(dimension.members)
    options = [
        Option(
            one.code,
            one.label,
            f"{one.label} ({one.code})" if one.code != one.label else "",
            within=holder,
            is_sum=one.code in sums,
        )
        for one, holder in zip(dimension.members, holders, strict=True)
    ]
    _made[dimension.key] = (dimension.members, options)
    return options


def measure_options(measures: Sequence[Measure]) -> list[Option]:
    """The measures as what can be chosen, under the headings of their topics."""
    return [Option(one.key, one.title, one.description, one.group) for one in measures]


def _two_measures(page: Page) -> tuple[str, ...]:
    """The measure that is shown, with the next one of its unit where there is one."""
    shown = page.structure.measure(page.view.measures[0])
    if shown is None or len(page.view.measures) > 1:
        return page.view.measures
    measures = [one for one in page.structure.measures if not one.is_text]
    behind = measures[measures.index(shown) + 1 :] + measures if shown in measures else measures
    others = [one for one in behind if one.key != shown.key]
    same = [one for one in others if one.unit == shown.unit]
    return (shown.key, *(one.key for one in (same or others)[:1]))


class DimensionChoices(QObject):
    """A chooser for each dimension that makes no series, and one for what stands side by side.

    `shown` has those that a page offers; they stand on the line that is their parent.

    `changed` carries the fields of the view to change, `top_asked` a dimension and the members
    among which its largest are asked for. A dimension goes elsewhere by the menu of its chooser
    (right button, menu key) or by dragging it.
    """

    changed = Signal(object)
    top_asked = Signal(str, object)

    def __init__(self, line: QWidget) -> None:
        super().__init__(line)
        self._holder = line
        self._page: Page | None = None
        self._choosers: dict[tuple[str, bool], Choice] = {}
        self._offers_beside = False
        self.beside = Choice(nothing=_NOTHING, parent=line)
        self.beside.chosen.connect(lambda keys: self.put(keys[0], beside=True))
        self._receives = Receiving(self.beside, lambda key: self.put(key, beside=True))

    @property
    def filters(self) -> Mapping[str, Choice]:
        """The choosers shown, by dimension."""
        return {key: one for (key, _several), one in self._choosers.items()}

    @property
    def shown(self) -> tuple[Choice, ...]:
        """What a page offers, in the order of the line."""
        return (*self._choosers.values(), *((self.beside,) if self._offers_beside else ()))

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
            gone.hide()
            gone.deleteLater()
        self._choosers = {
            (key, is_beside): self._choosers.get((key, is_beside))
            or self._make(key, is_beside=is_beside)
            for key, is_beside in wanted
        }
        for (key, is_beside), dimension in wanted.items():
            chooser = self._choosers[key, is_beside]
            chosen = view.beside_members if is_beside else (view.fixed(key),)
            chooser.show_options(dimension.title, member_options(dimension), chosen)
        options = [Option(_NOTHING, _("nothing")), *(Option(one.key, one.title) for one in others)]
        if len(page.structure.measures) > 1:
            options.insert(1, Option(MEASURES, _("Measures")))
        self._offers_beside = len(options) > 1 and bool(view.by) and not view.by_cohort
        chosen_beside = MEASURES if len(view.measures) > 1 and not view.beside else view.beside
        self.beside.show_options(_("Side by side"), options, (chosen_beside,))

    def put(self, dimension: str, *, beside: bool = False, in_facets: bool = False) -> None:
        """Let a dimension stand side by side, in small charts too, or make it the series."""
        page = self._page
        if page is None:
            return
        view = page.view
        if dimension == MEASURES:
            fields: dict[str, Any] = {"beside": "", "measures": _two_measures(page)}
        elif not beside:
            fields = {"by": dimension}
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
            fields = {"beside": dimension, "measures": view.measures[:1]}
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

    def furnish(self, chooser: QWidget, dimension: Named) -> Carrying:
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
        return chooser

    def _fix(self, key: str, code: str) -> None:
        if self._page:
            where = {**dict(self._page.view.where), key: code}
            self.changed.emit({"where": tuple(where.items())})
