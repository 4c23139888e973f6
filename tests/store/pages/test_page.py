"""Pages of imported tables: what the recipes make of a table, and what a view fills in."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.frame import Frame
from mkbviewer.core.model import Origin
from mkbviewer.core.report.catalogue import load_catalogue
from mkbviewer.core.status import Status
from mkbviewer.core.view import Transformation, View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import read_page
from tests.store.composition_page import import_sizes

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def filled(holdings: Holdings, tmp_path: Path) -> Holdings:
    import_sizes(holdings, tmp_path)
    return holdings


def at(frame: Frame, code: str, key: str) -> float:
    row = next(row for row, period in enumerate(frame.periods) if period.code == code)
    return float(frame.values[row, frame.column(key)])


def test_a_page_without_data_has_no_source_and_no_figures(holdings: Holdings) -> None:
    page = read_page(holdings, View("bedrijven"))
    assert page.sources == ()
    assert page.frame.is_empty
    assert page.indicator is not None


def test_a_recipe_over_measures_gives_shares_of_the_total(filled: Holdings) -> None:
    frame = read_page(filled, View("bedrijven")).frame
    assert [series.key for series in frame.series] == ["zzp", "micro"]
    assert at(frame, "2022KW01", "zzp") == pytest.approx(80)
    assert at(frame, "2022KW02", "micro") == pytest.approx(100 * 160 / 1100)


def test_a_share_of_a_missing_class_is_missing_in_its_kind(filled: Holdings) -> None:
    frame = read_page(filled, View("bedrijven")).frame
    assert np.isnan(at(frame, "2023KW01", "micro"))
    assert frame.status(4, 1) is Status.IMPOSSIBLE


def test_growth_compares_with_the_same_quarter(filled: Holdings) -> None:
    view = View("bedrijven", measures=("groei",), members=("zzp", "totaal"))
    frame = read_page(filled, view).frame
    assert at(frame, "2023KW01", "zzp") == pytest.approx(25)
    assert at(frame, "2023KW01", "totaal") == pytest.approx(50)


def test_the_sectors_of_the_table_get_our_codes_and_split_the_page(filled: Holdings) -> None:
    view = View("bedrijven", by="sector", members=("C",), where=(("size_class", "zzp"),))
    frame = read_page(filled, view).frame
    assert [(series.key, series.label) for series in frame.series] == [("C", "C Industrie")]
    assert at(frame, "2023KW01", "C") == pytest.approx(60)


def test_what_the_table_lacks_is_not_offered(filled: Holdings) -> None:
    structure = read_page(filled, View("bedrijven")).structure
    assert [measure.key for measure in structure.measures] == ["aandeel", "groei"]
    sizes = structure.dimension("size_class")
    assert sizes is not None
    codes = [member.code for member in sizes.members]
    assert codes == ["zzp", "micro", "totaal", "totaal excl zzp"]


def test_the_reports_own_chart_is_for_the_reports_own_choice(filled: Holdings) -> None:
    assert read_page(filled, View("bedrijven")).view.chart == "share"
    assert read_page(filled, View("bedrijven", measures=("groei",))).view.chart == ""


def test_a_transformation_is_of_the_level_and_a_range_of_the_result(filled: Holdings) -> None:
    view = View(
        "99902NED",
        is_table=True,
        transformation=Transformation.YEAR_ON_YEAR,
        measures=("TotaalBedrijven_1",),
        first="2023KW01",
    )
    page = read_page(filled, view)
    assert [period.code for period in page.frame.periods] == ["2023KW01"]
    assert page.frame.values[0].tolist() == pytest.approx([50, 25])
    assert len(page.level.periods) == 5


def test_a_table_of_ones_own_says_where_it_comes_from(filled: Holdings) -> None:
    frame = read_page(filled, View("99902ned", is_table=True)).frame
    assert (frame.provenance.table, frame.provenance.origin) == ("99902NED", Origin.IMPORTED)


@pytest.mark.parametrize(
    "view",
    [
        View("bedrijven", measures=("omzet",)),
        View("bedrijven", by="legal_form"),
        View("bedrijven", members=("reus",)),
        View("bedrijven", where=(("sector", "Q"),)),
        View("bedrijven", frequency="MM"),
        View("bedrijven", source="81589NED"),
    ],
)
def test_a_choice_that_the_page_does_not_offer_is_refused(filled: Holdings, view: View) -> None:
    with pytest.raises(InvalidView):
        read_page(filled, view)


def test_of_several_measures_each_series_names_its_measure_once(filled: Holdings) -> None:
    page = read_page(filled, View("99902ned", is_table=True))
    measures = page.structure.measures[:2]
    keys = tuple(one.key for one in measures)
    frame = read_page(filled, View("99902ned", is_table=True, measures=keys)).frame
    members = {one.label for dimension in page.structure.dimensions for one in dimension.members}

    assert {one.measure for one in frame.series} == set(keys)
    for series in frame.series:
        title = next(one.title for one in measures if one.key == series.measure)
        assert series.label.removeprefix(f"{title}, ") in members


def test_a_subject_that_is_not_there_is_refused(filled: Holdings) -> None:
    with pytest.raises(UnknownName):
        read_page(filled, View("onzin"))
    with pytest.raises(UnknownName):
        read_page(filled, View("99999NED", is_table=True))


@pytest.fixture(scope="module")
def real(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holdings]:
    """The real catalogue over three real tables."""
    place = tmp_path_factory.mktemp("real")
    own = Library(place / "own")
    for name in ("81589NED.csv", "82242NED.csv", "80472ned.csv"):
        assert import_file(own, shared_data / "cbs" / "v4b-api-dumps" / name).error is None
    embedded = Library(place / "embedded")
    sectors = {
        "A-U": "A-U Alle economische activiteiten",
        "B-N,95 excl K": "Business Economy, B-N, excl. K, incl. 95",
    }
    catalogue = load_catalogue(ROOT / "resources" / "catalogue")
    opened = Holdings(own, embedded, catalogue, (), sectors)
    yield opened
    opened.close()


def test_the_composition_is_what_the_report_states(real: Holdings) -> None:
    frame = read_page(real, View("samenstelling-mkb")).frame
    assert 79 < at(frame, "2023KW03", "zzp") < 80, "the report: nearly 80%"
    assert round(at(frame, "2023KW03", "groot"), 1) == 0.1
    assert frame.values.sum(axis=1) == pytest.approx(100, abs=0.001), "CBS rounds to fives"


def test_the_growth_per_size_class_is_what_the_report_states(real: Holdings) -> None:
    frame = read_page(real, View("groei-aantal-bedrijven")).frame
    assert round(at(frame, "2023KW03", "zzp")) == 13
    assert round(at(frame, "2023KW03", "klein"), 1) == 0.5
    assert round(at(frame, "2022KW03", "klein")) == 8


def test_the_vacancies_are_what_the_report_states(real: Holdings) -> None:
    frame = read_page(real, View("vacatures")).frame
    # 184.0 thousand in the file (fact_check.csv); the report says about 185 000.
    assert at(frame, "2023KW02", "mkb") == pytest.approx(184.0)


def test_the_bankruptcies_are_those_of_the_file(real: Holdings) -> None:
    frame = read_page(real, View("faillissementen")).frame
    # Lines 2979 and 2227 of 82242NED.csv: 712 and 86 in 2023 2e kwartaal.
    assert at(frame, "2023KW02", "bedrijven en instellingen") == 712
    assert at(frame, "2023KW02", "eenmanszaak") == 86
