"""What the commands work on: the holdings, opened for as long as a command runs."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from mkbviewer import paths
from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.language import _
from mkbviewer.store.editions.edition_choice import remember_edition, use_edition
from mkbviewer.store.pages.holdings import Holdings, open_holdings


@contextmanager
def opened_holdings(options: Namespace) -> Iterator[Holdings]:
    """The user's library and what the program ships, with the edition that was asked for.

    Raises LibraryProblem, also when the installation is incomplete; UnknownName, InvalidEdition.
    """
    try:
        holdings = open_holdings(options.library, paths.resources_dir(), paths.data_dir())
    except FileNotFoundError as problem:
        raise LibraryProblem(
            _("The installation of mkbviewer is incomplete."),
            str(problem),
            _("Install it again; `mkbviewer --self-test` tells what is missing."),
        ) from problem
    try:
        yield use_edition(holdings, options.edition)
    finally:
        holdings.close()


def show_edition(options: Namespace) -> None:
    """Let the window show the edition that was asked for. Raises as `opened_holdings` does."""
    with opened_holdings(options) as holdings:
        remember_edition(holdings.own, options.edition if holdings.edition_key else "")
