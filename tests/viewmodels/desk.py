"""A stand-in for the importer and the library that it fills."""

import threading
from pathlib import Path
from types import SimpleNamespace

from mkbviewer.core.errors import UnknownName
from mkbviewer.core.model import Release
from mkbviewer.store.library.report import ImportReport


class Desk:
    """A stand-in for the user's library and its importer.

    `outcomes` gives a report or an exception by file name; a file named in `held` waits for
    `opened`, and looks every millisecond whether it was cancelled.
    """

    def __init__(self):
        self.outcomes = {}
        self.held = set()
        self.begun = threading.Event()
        self.opened = threading.Event()
        self.imported = []
        self.companions = {}
        self.removed = []
        self.restored = []
        self.release_names = ("2024-02-14",)
        self.restored_name = ""

    def import_file(
        self, library, path, companions=None, *, progress=None, check_cancelled=None, terms=None
    ):
        assert library is self
        self.companions[path.name] = set(companions or ())
        progress(0.25, f"Reading {path.name}")
        if path.name in self.held:
            self.begun.set()
            while not self.opened.wait(0.001):
                check_cancelled()
        check_cancelled()
        self.imported.append(path.name)
        outcome = self.outcomes.get(path.name) or report(path)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def table(self, table_id):
        if not self.release_names:
            raise UnknownName(f"no {table_id}")
        releases = [SimpleNamespace(name=name) for name in self.release_names]
        return SimpleNamespace(releases=releases, newest=releases[-1])

    def take_back(self, table_id, release):
        self.removed.append((table_id, release))
        return (Release(table_id, release, ""),)

    def restore(self, table_id, release):
        self.restored.append((table_id, release))
        return (Release(table_id, self.restored_name or release, ""),)


def report(path, status="imported", **fields):
    plain = {
        "dialect": "odata3",
        "table": "80472ned",
        "title": "Vacatures; SBI 2008",
        "release": "2024-02-14",
        "observations": 23142,
    }
    return ImportReport(Path(path), status, **{**plain, **fields})
