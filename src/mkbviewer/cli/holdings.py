"""What the commands work on: the holdings, opened for as long as a command runs."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from mkbviewer import paths
from mkbviewer.store.holdings import Holdings, open_holdings


@contextmanager
def opened_holdings(options: Namespace) -> Iterator[Holdings]:
    """The user's library and what the program ships. Raises LibraryProblem."""
    holdings = open_holdings(options.library, paths.resources_dir(), paths.data_dir())
    try:
        yield holdings
    finally:
        holdings.close()
