"""What the tests of the view models share: frames, a catalogue and pages made by hand."""

import os
from dataclasses import replace
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
import shiboken6
from PySide6.QtTest import QAbstractItemModelTester

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.frame import Frame, Series
from mkbviewer.core.model import Dimension, Measure, Member, Origin, Release, Structure, Table
from mkbviewer.core.page import Page
from mkbviewer.core.period import Frequency, parse_code
from mkbviewer.core.recipes.recipe import Recipe
from mkbviewer.core.report.catalogue import Catalogue, Filling, Indicator, Selection, Theme
from mkbviewer.core.status import Status
from mkbviewer.settings import Settings
from mkbviewer.viewmodels.background.tasks import ImmediateRunner, TaskRunner
from mkbviewer.viewmodels.session.session import Session

SERIES = (
    Series("zzp", "Zzp", "aantal", 0, member="zzp"),
    Series("micro", "Micro", "% van het totaal", 1, member="micro"),
)
CODES = ("2022KW03", "2022KW04", "2023KW01", "2023KW02")


@pytest.fixture
def make_frame():
    """Make a frame of codes, series, rows of values and a status for some cells."""

    def make(codes=CODES, series=SERIES, values=None, statuses=None):
        shape = (len(codes), len(series))
        figures = np.arange(shape[0] * shape[1], dtype=float).reshape(shape)
        if values is not None:
            figures = np.array(values, dtype=float).reshape(shape)
        kinds = np.full(shape, int(Status.FINAL), dtype=np.uint8)
        for cell, status in (statuses or {}).items():
            kinds[cell] = int(status)
        periods = tuple(period for code in codes if (period := parse_code(code)))
        return Frame(periods, tuple(series), figures, kinds)

    return make


@pytest.fixture
def watch_model(qapp):
    """Attach Qt's model tester, which aborts the test run at the first broken promise."""
    testers = []

    def watch(model):
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        testers.append(QAbstractItemModelTester(model, mode))
        return model

    yield watch
    # Before the models go, and not whenever the collector comes by.
    while testers:
        shiboken6.delete(testers.pop())


def _indicator(name, theme, position, topic, table=""):
    fillings = (Filling(table, "main", "confirmed", recipe=_EMPTY_RECIPE),) if table else ()
    return Indicator(
        id=name,
        theme=theme,
        position=position,
        topics={"nl": topic},
        titles={"nl": f"Alles over {name}"},
        short_titles={"nl": name.capitalize()},
        definitions={},
        figures=(),
        unit="aantal",
        frequency="kwartaal",
        breakdowns=("size_class",),
        source="CBS",
        selection=Selection(),
        fillings=fillings,
    )


_EMPTY_RECIPE = Recipe((), (), {}, ())


@pytest.fixture
def catalogue():
    """Two themes, three indicators in two topics, and the barometer in a theme of its own."""
    return Catalogue(
        "2023",
        (
            Theme("dynamiek", {"nl": "Dynamiek"}),
            Theme("ruimte", {"nl": "Ruimte om te ondernemen"}),
            Theme("conjunctuur", {"nl": "Conjunctuur"}),
        ),
        (
            _indicator("samenstelling", "dynamiek", 1, "Aantal bedrijven", "81589NED"),
            _indicator("groei", "dynamiek", 2, "Aantal bedrijven", "81589NED"),
            _indicator("faillissementen", "dynamiek", 3, "Faillissementen"),
            _indicator("vacatures", "ruimte", 1, "Arbeidsmarkt"),
            _indicator("mkbarometer", "conjunctuur", 1, "MKBarometer"),
        ),
    )


@pytest.fixture
def make_table():
    """Make a table of an id and a title, with one release."""

    def make(table_id, title="", release="2025-04-23"):
        one = Release(table_id, release, "2025-05-01T10:00:00")
        return Table(table_id, title or table_id, Origin.IMPORTED, Structure((), ()), (one,))

    return make


class Shelf:
    """A stand-in for the holdings and for the reader of pages: it knows a few subjects.

    `asked` lists the views for which a page was read, `known` what was known to each; `gone` the
    subjects that are no longer there. A page has size classes as breakdown, quarters and years,
    and any transformation.
    """

    def __init__(self, catalogue, make_frame):
        self.catalogue = catalogue
        self.make_frame = make_frame
        self.facts = (SimpleNamespace(indicator="faillissementen"),)
        self.own_tables: tuple[Table, ...] = ()
        self.own = SimpleNamespace(tables=lambda: self.own_tables)
        self.asked = []
        self.known = []
        self.gone = set()
        self.sources = {}
        self.cards_read = 0

    def read_page(self, holdings, view, known=None):
        assert holdings is self
        self.asked.append(view)
        self.known.append(known)
        if view.subject in self.gone:
            raise UnknownName(f"There is no {view.subject}.")
        if "unheard-of" in view.members:
            raise InvalidView("There is no such member.")
        filled = replace(
            view,
            source=view.source or "starter",
            measures=view.measures or ("aantal",),
            by=view.by or "size_class",
            members=view.members or ("zzp", "micro"),
            frequency=view.frequency or "KW",
            chart=view.chart or "line",
        )
        codes = CODES if filled.frequency == "KW" else ("2021JJ00", "2022JJ00")
        frame = self.make_frame(codes, [one for one in SERIES if one.key in filled.members])
        structure = Structure(
            (Measure("aantal", "Aantal"),),
            (Dimension("size_class", "Grootteklasse", (Member("zzp", "Zzp"),)),),
            (Frequency.QUARTER, Frequency.YEAR),
        )
        return Page(filled, view.subject, (), structure, frame, frame)

    def read_cards(self, holdings, check_cancelled):
        assert holdings is self
        self.cards_read += 1
        return (f"card {self.cards_read}",)

    def sources_of(self, holdings, indicator):
        return self.sources.get(indicator.id, ())


@pytest.fixture
def shelf(catalogue, make_frame, monkeypatch):
    """The stand-in, in the place of the store's own functions."""
    one = Shelf(catalogue, make_frame)
    # The cards first: loaded after it, their module would keep the stand-in for a page for good.
    monkeypatch.setattr("mkbviewer.store.pages.cards.read_cards", one.read_cards)
    monkeypatch.setattr("mkbviewer.store.pages.page.read_page", one.read_page)
    monkeypatch.setattr("mkbviewer.store.pages.page.sources_of", one.sources_of)
    return one


@pytest.fixture
def immediate(qapp):
    """A runner that does everything at once."""
    return ImmediateRunner()


@pytest.fixture
def runner(qapp):
    """A runner with real threads; it is closed at the end, and no thread may be left."""
    one = TaskRunner()
    yield one
    one.close()


@pytest.fixture
def record():
    """Collect what a signal carries: one tuple per emission."""

    def collect(signal):
        seen = []
        signal.connect(lambda *values: seen.append(values))
        return seen

    return collect


@pytest.fixture
def settings(tmp_path):
    """Settings in a folder of the test's own."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def session(shelf, immediate, settings):
    """A session over the stand-in that does everything at once."""
    return Session(shelf, immediate, settings)
