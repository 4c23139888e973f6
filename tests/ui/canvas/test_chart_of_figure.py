"""Pages open with the kind of chart that the report's figure has, where their data allow it."""

from collections.abc import Iterator

import pytest

from mkbviewer import paths
from mkbviewer.core.view import View
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page
from mkbviewer.ui.charts import choose_chart

# The kinds in the words of the report's figures, see `chart` in the catalogue of 2023.
KINDS = {
    "samenstelling-mkb": "share",  # aandeel (100% gestapeld)
    "groei-aantal-bedrijven": "bar",  # staaf
    "oprichtingen-opheffingen": "line",  # lijn
    "oprichtingen-opheffingen-sector": "ranking",  # liggende staaf
    "overleving": "line",  # lijn per cohort
    "faillissementen": "grouped",  # gegroepeerde staaf per kwartaal
    "aandeel-mkb": "share",  # 100% gestapeld
    "productiviteitsgroei": "line",  # lijn
    "arbeidsproductiviteit-sector": "ranking",  # liggende staaf
    "arbeidsinzet": "area",  # gestapeld vlak
    "gebruik-ai": "categories",  # liggende staaf
    "leven-lang-leren": "bar",  # staaf
    "vacatures": "line",  # lijn
}


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holdings]:
    folder = tmp_path_factory.mktemp("library")
    opened = open_holdings(folder / "library", paths.resources_dir(), paths.data_dir())
    yield opened
    opened.close()


@pytest.mark.parametrize(("indicator", "kind"), KINDS.items())
def test_a_page_opens_as_the_figure_of_the_report(
    holdings: Holdings, indicator: str, kind: str
) -> None:
    page = read_page(holdings, View(indicator))

    assert choose_chart(page.frame, page.view.chart).name == kind
