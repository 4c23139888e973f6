"""Holdings for tests of pages; a test module with others of its own says so itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer.store.pages.holdings import Holdings
from tests.store.composition_page import open_empty


@pytest.fixture
def holdings(tmp_path: Path) -> Iterator[Holdings]:
    """The made-up catalogue over two empty libraries."""
    opened = open_empty(tmp_path)
    yield opened
    opened.close()
