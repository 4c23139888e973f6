"""Holdings for tests of pages; a test module with others of its own says so itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from tests.store.composition_page import open_empty


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[Holdings]:
    """The made-up catalogue over two empty libraries."""
    opened = open_empty(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holdings]:
    """What the program ships, with nothing in the user's own library."""
    library = tmp_path_factory.mktemp("library")
    opened = open_holdings(library, paths.resources_dir(), paths.data_dir())
    yield opened
    opened.close()
