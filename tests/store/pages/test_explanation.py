"""How a figure was computed: what is explained is what the page shows."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mkbviewer import paths
from mkbviewer.core.errors import InvalidView
from mkbviewer.core.page import Page
from mkbviewer.core.recipes.explanation import Explanation, Term, operands_of
from mkbviewer.core.status import Status
from mkbviewer.core.view import Transformation, View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.explanation import explain_figure
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page
from tests.store.composition_page import import_sizes, open_empty

REAL_FILES = ("recipes/81588NED.csv", "recipes/81156ned.csv", "v4b-api-dumps/80472ned.csv")


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[Holdings]:
    opened = open_empty(tmp_path)
    import_sizes(opened, tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Holdings]:
    place = tmp_path_factory.mktemp("explained")
    opened = open_holdings(place / "library", paths.resources_dir(), paths.data_dir())
    for name in REAL_FILES:
        assert import_file(opened.own, shared_data / "cbs" / name).error is None
    yield opened
    opened.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Holdings]:
    opened = open_holdings(tmp_path / "library", paths.resources_dir(), paths.data_dir())
    yield opened
    opened.close()


def explained(holdings: Holdings, view: View, period: str, series: str) -> Explanation:
    page = read_page(holdings, view)
    row = [one.code for one in page.frame.periods].index(period)
    return explain_figure(holdings, page, row, page.frame.column(series))


def by_hand(term: Term) -> float:
    """What the formula gives by Python's own arithmetic, from the table's figures alone."""
    if not term.formula:
        return term.value
    signs = {"×": "*", "\u2212": "-"}
    text = " ".join(
        f"({by_hand(one)!r})"
        if isinstance(one, Term)
        else signs.get(one, one)
        if isinstance(one, str)
        else repr(one)
        for one in term.formula
    )
    try:
        return float(eval(text, {"nan": math.nan, "inf": math.inf}))
    except ZeroDivisionError:
        return math.nan


def disagreements(holdings: Holdings, page: Page) -> list[str]:
    """The cells of which the explanation is not what the frame shows."""
    found = []
    frame = page.frame
    for row, period in enumerate(frame.periods):
        for column, series in enumerate(frame.series):
            term = explain_figure(holdings, page, row, column).term
            value = float(frame.values[row, column])
            is_same = (
                term.status == frame.status(row, column)
                and (term.value == value or (math.isnan(term.value) and math.isnan(value)))
                and (math.isnan(value) or by_hand(term) == pytest.approx(value, rel=1e-9, abs=1e-9))
            )
            if not is_same:
                found.append(f"{period.code} {series.key}: {by_hand(term)} is not {value}")
    return found


@pytest.mark.parametrize("transformation", list(Transformation))
@pytest.mark.parametrize("measure", ["aandeel", "groei"])
@pytest.mark.parametrize("by", ["size_class", "sector"])
def test_what_is_explained_is_what_each_cell_shows(
    made_up: Holdings, transformation: Transformation, measure: str, by: str
) -> None:
    view = View("bedrijven", measures=(measure,), by=by, transformation=transformation)
    assert disagreements(made_up, read_page(made_up, view)) == []


@pytest.mark.parametrize(
    ("indicator", "fields"),
    [
        ("samenstelling-mkb", {"first": "2022KW01", "last": "2023KW03"}),
        ("groei-aantal-bedrijven", {"first": "2022KW01", "last": "2023KW03"}),
        ("energiekosten", {}),
        ("vacatures", {"by": "sector", "first": "2022KW01", "last": "2022KW04"}),
    ],
)
@pytest.mark.parametrize("transformation", list(Transformation))
def test_what_is_explained_is_what_each_cell_of_a_real_page_shows(
    real: Holdings, indicator: str, fields: dict[str, str], transformation: Transformation
) -> None:
    page = read_page(real, View(indicator, transformation=transformation, **fields))  # type: ignore[arg-type]
    assert disagreements(real, page) == []


@pytest.mark.parametrize(
    "steps",
    [
        {"average": 3},
        {"frequency": "JJ"},
        {"frequency": "JJ", "combination": "sum", "average": 2},
        {"frequency": "JJ", "combination": "last", "transformation": Transformation.CHANGE},
        {"frequency": "JJ", "transformation": Transformation.INDEX, "average": 2},
        {"transformation": Transformation.PREVIOUS, "average": 2},
        {"transformation": Transformation.INDEX, "base": "2022JJ00"},
    ],
)
@pytest.mark.parametrize("indicator", ["vacatures", "samenstelling-mkb"])
def test_what_is_explained_is_what_each_cell_shows_after_several_steps(
    real: Holdings, indicator: str, steps: dict[str, Any]
) -> None:
    page = read_page(real, View(indicator, first="2021JJ00", last="2023JJ00", **steps))
    assert page.frame.periods
    assert disagreements(real, page) == []


def test_the_years_of_the_table_go_before_its_quarters(real: Holdings) -> None:
    # 80472ned has 915 thousand vacancies that arose in 2016 and 824 thousand in 2015.
    view = View(
        "vacatures",
        measures=("ontstane vacatures",),
        by="sector",
        frequency="JJ",
        transformation=Transformation.PREVIOUS,
    )
    told = explained(real, view, "2016JJ00", read_page(real, view).frame.series[0].key)
    assert [one.value for one in operands_of(told)] == [915, 824]
    assert told.term.value == pytest.approx(100 * 91 / 824)


def test_each_step_is_explained_down_to_the_figures_of_the_table(real: Holdings) -> None:
    view = View("samenstelling-mkb", frequency="JJ", average=2)
    told = explained(real, view, "2022JJ00", "zzp")
    assert told.title.endswith("mean of 4 quarters → moving average of 2 periods, 2022")
    # The quarters of two years, each a share of two figures.
    assert len({one.period for one in operands_of(told)}) == 8
    assert len(operands_of(told)) == 16


def test_a_share_names_both_its_figures_of_the_table(real: Holdings) -> None:
    # 81588NED has 1 205 925 businesses of one person out of 1 518 210 in the third quarter of 2023;
    # the report states “nearly 80%”.
    told = explained(real, View("samenstelling-mkb"), "2023KW03", "zzp")
    assert [(one.measure, one.value) for one in operands_of(told)] == [
        ("1 werkzaam persoon", 1_205_925),
        ("Totaal bedrijven", 1_518_210),
    ]
    assert "= 100 × 1,205,925 / 1,518,210" in told.text
    assert "= 79.4%" in told.text
    assert told.source.startswith("CBS, table 81588NED, ")


def test_a_composed_class_is_explained_down_to_the_classes_of_the_table(real: Holdings) -> None:
    told = explained(real, View("groei-aantal-bedrijven"), "2023KW03", "groot")
    assert "= (2,085 - 2,010) / 2,010 × 100" in told.text.replace("\u2212", "-")
    assert "= 1,165 + 555 + 210 + 155" in told.text
    assert "= 1,120 + 535 + 200 + 155" in told.text


def test_growth_shows_both_quarters(made_up: Holdings) -> None:
    told = explained(made_up, View("bedrijven", measures=("groei",)), "2023KW01", "zzp")
    assert "(1,000 - 800) / 800 × 100" in told.text.replace("\u2212", "-")
    assert {one.period.code for one in operands_of(told)} == {"2022KW01", "2023KW01"}


def test_a_figure_made_from_a_missing_one_says_which(made_up: Holdings) -> None:
    told = explained(made_up, View("bedrijven"), "2023KW01", "micro")
    missing = [one for one in operands_of(told) if one.status.is_missing]
    assert [one.status for one in missing] == [Status.IMPOSSIBLE]
    assert "There is no result, since one of the figures is missing." in told.text


def test_an_index_shows_the_figure_of_its_base(made_up: Holdings) -> None:
    view = View("99902NED", True, transformation=Transformation.INDEX, base="2022KW02")
    page = read_page(made_up, view)
    told = explain_figure(made_up, page, 4, 0)
    # 1500 businesses against 1100 in the base quarter.
    assert "= 1,500 / 1,100 × 100" in told.text
    assert told.term.value == pytest.approx(100 * 1500 / 1100)


def test_shipped_figures_show_their_formula_and_that_no_operands_are_shipped(
    embedded: Holdings,
) -> None:
    told = explained(embedded, View("samenstelling-mkb"), "2023KW03", "zzp")
    assert told.stated.startswith("zzp = 1; micro = 2-10; klein = 10-50")
    assert "are not shipped" in told.text
    assert "81588NED" in told.text


def test_a_figure_that_the_page_does_not_show_is_refused(made_up: Holdings) -> None:
    page = read_page(made_up, View("bedrijven"))
    with pytest.raises(InvalidView):
        explain_figure(made_up, page, 99, 0)
