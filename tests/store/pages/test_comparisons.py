"""The comparisons that the report makes: where they are offered, and what they show."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mkbviewer import paths
from mkbviewer.core.frame import Frame
from mkbviewer.core.page import Page
from mkbviewer.core.report.comparisons import Comparison, cleared, compare, presets_of, shown_preset
from mkbviewer.core.status import Status
from mkbviewer.core.view import Transformation, View
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.explanation import explain_figure
from mkbviewer.store.pages.holdings import Holdings, open_holdings
from mkbviewer.store.pages.page import read_page, sources_of


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Holdings]:
    place = tmp_path_factory.mktemp("imported")
    opened = open_holdings(place / "library", paths.resources_dir(), paths.data_dir())
    assert import_file(opened.own, shared_data / "cbs" / "recipes" / "81588NED.csv").error is None
    yield opened
    opened.close()


def offered(page: Page) -> set[str]:
    return {one.comparison.value for one in presets_of(page)}


def compared(holdings: Holdings, view: View, comparison: Comparison) -> Page:
    page = read_page(holdings, view)
    preset = next(one for one in presets_of(page) if one.comparison is comparison)
    return read_page(holdings, compare(page.view, preset))


def at(frame: Frame, code: str, key: str) -> float:
    row = next(row for row, period in enumerate(frame.periods) if period.code == code)
    return float(frame.values[row, frame.column(key)])


def test_a_page_offers_what_its_figures_allow(shipped: Holdings) -> None:
    assert offered(read_page(shipped, View("samenstelling-mkb"))) == {
        "mkb-groot",
        "zzp",
        "total",
        "year-earlier",
    }
    assert offered(read_page(shipped, View("overleving"))) == {"total", "cohorts"}
    # Shares of the businesses of a class, without a class for the whole mkb.
    assert offered(read_page(shipped, View("liquiditeit"))) == set()


def test_growth_figures_do_not_add_up_so_what_would_need_it_is_not_offered(
    shipped: Holdings,
) -> None:
    assert "zzp" not in offered(read_page(shipped, View("groei-aantal-bedrijven")))
    growth = View("oprichtingen-opheffingen-sector", measures=("groei t.o.v. voorgaand jaar",))
    assert "mkb-groot" not in offered(read_page(shipped, growth))
    numbers = View("oprichtingen-opheffingen-sector", measures=("oprichtingen",))
    assert "mkb-groot" in offered(read_page(shipped, numbers))


def test_every_comparison_offered_shows_figures_and_is_known_again(shipped: Holdings) -> None:
    for indicator in shipped.catalogue.indicators:
        for source in sources_of(shipped, indicator):
            page = read_page(shipped, View(indicator.id, source=source.table))
            for preset in presets_of(page):
                shown = read_page(shipped, compare(page.view, preset))
                label = f"{indicator.id} {source.table} {preset.comparison}"
                filled = np.isfinite(shown.frame.values).any(axis=0)
                assert filled.sum() >= 2 or preset.comparison is Comparison.YEAR_EARLIER, label
                assert filled.any(), label
                assert shown_preset(shown, presets_of(shown)) is not None, label


def test_mkb_and_large_stand_beside_each_other(shipped: Holdings) -> None:
    frame = compared(shipped, View("samenstelling-mkb"), Comparison.MKB_LARGE).frame
    assert [one.key for one in frame.series] == ["mkb", "groot"]
    # The report: 0.1% of the businesses is large.
    assert at(frame, "2023KW03", "groot") == pytest.approx(0.1, abs=0.05)


def test_an_mkb_that_ends_at_100_persons_stands_beside_what_begins_there(
    shipped: Holdings,
) -> None:
    frame = compared(shipped, View("vacatures"), Comparison.MKB_LARGE).frame
    assert [one.key for one in frame.series] == ["mkb", "100+"]


def test_an_mkb_that_the_table_lacks_is_added_up_and_says_so(shipped: Holdings) -> None:
    view = View("uitvoer", source="81226ned")
    frame = compared(shipped, view, Comparison.MKB_LARGE).frame
    # Exports of goods in 2009, mln euro: 0 to 10, 10 to 50 and 50 to 250 persons.
    assert at(frame, "2009JJ00", "mkb") == 31_823 + 38_756 + 78_265
    assert at(frame, "2009JJ00", "groot") == 90_663
    assert frame.series[0].label == "All SMEs (computed)"
    assert "mkb = '0-10' + 'klein' + 'midden'" in frame.provenance.formula


def test_without_zzp_is_what_they_leave_of_the_mkb(shipped: Holdings) -> None:
    view = View("samenstelling-mkb", measures=("bedrijven",))
    frame = compared(shipped, view, Comparison.SELF_EMPLOYED).frame
    assert [one.key for one in frame.series] == ["mkb", "mkb excl zzp"]
    # 81588NED: 1 516 120 businesses below 250 persons, of which 1 205 925 of one person.
    assert at(frame, "2023KW03", "mkb excl zzp") == 1_516_120 - 1_205_925


def test_of_an_imported_table_growth_without_zzp_is_computed_from_its_own_figures(
    imported: Holdings,
) -> None:
    page = compared(imported, View("groei-aantal-bedrijven"), Comparison.SELF_EMPLOYED)
    now, then = 1_516_120 - 1_205_925, 1_371_500 - 1_063_550
    growth = at(page.frame, "2023KW03", "mkb excl zzp")
    assert growth == pytest.approx(100 * (now / then - 1))
    row = [one.code for one in page.frame.periods].index("2023KW03")
    told = explain_figure(imported, page, row, page.frame.column("mkb excl zzp"))
    assert "= 1,516,120 \u2212 1,205,925" in told.text


def test_a_measure_that_does_not_add_up_is_undefined_for_a_computed_class(
    shipped: Holdings,
) -> None:
    # Growth by class: only numbers of businesses give a class of large ones.
    measure = "groei t.o.v. voorgaand jaar"
    view = View(
        "oprichtingen-opheffingen-sector",
        measures=(measure,),
        by="size_class",
        members=("mkb", "groot"),
    )
    frame = read_page(shipped, view).frame
    column = frame.column("groot")
    found = {frame.status(row, column) for row in range(len(frame.periods))}
    assert found == {Status.UNDEFINED}


def test_a_measure_that_leaves_classes_out_is_not_compared_by_them(shipped: Holdings) -> None:
    # The share of self-employed is a figure of theirs alone.
    view = View("oprichtingen-opheffingen", source="83148NED", measures=("aandeel zzp",))
    assert offered(read_page(shipped, view)) & {"mkb-groot", "zzp"} == set()


def test_sectors_are_added_up_over_the_classes_as_well(shipped: Holdings) -> None:
    where = (("size_class", "mkb excl zzp"),)
    view = View("samenstelling-mkb", measures=("bedrijven",), by="sector", where=where)
    frame = read_page(shipped, view).frame
    assert at(frame, "2023KW03", "B-N,95 excl K") == 1_516_120 - 1_205_925


def test_each_sector_stands_beside_the_total(shipped: Holdings) -> None:
    page = compared(shipped, View("energiekosten"), Comparison.TOTAL)
    keys = [one.key for one in page.frame.series]
    assert keys[0] == "B-J,N,95 (zonder L, M)"
    assert keys[1:] == ["B", "C", "D", "E", "F", "G", "H", "I", "J", "N"]


def test_sectors_of_a_table_that_has_them_for_all_sizes_only_are_of_all_sizes(
    shipped: Holdings,
) -> None:
    page = compared(shipped, View("vacatures"), Comparison.TOTAL)
    assert page.view.fixed("size_class") == "totaal"
    assert np.isfinite(page.frame.values[-1]).all()


def test_a_year_earlier_shows_both_quarters(shipped: Holdings) -> None:
    frame = compared(shipped, View("faillissementen"), Comparison.YEAR_EARLIER).frame
    assert [period.code for period in frame.periods] == ["2024KW01", "2025KW01"]
    # Bankruptcies of companies and institutions, and of sole proprietors, in 82242NED.
    assert frame.values.tolist() == [[926, 127], [789, 104]]


def test_a_page_of_second_quarters_compares_those_with_each_other(shipped: Holdings) -> None:
    page = compared(shipped, View("oprichtingen-opheffingen-sector"), Comparison.YEAR_EARLIER)
    assert [period.code for period in page.frame.periods] == ["2023KW02", "2024KW02"]
    plain = read_page(shipped, View("oprichtingen-opheffingen-sector"))
    assert shown_preset(plain, presets_of(plain)) is None
    # The report: births in the second quarter of 2023 are 16% above those of a year earlier.
    assert at(page.frame, "2023KW02", "B-N,95 excl K") == pytest.approx(16, abs=0.5)


def test_a_longer_range_shows_the_same_quarter_of_each_year(shipped: Holdings) -> None:
    page = compared(shipped, View("faillissementen"), Comparison.YEAR_EARLIER)
    longer = read_page(shipped, replace(page.view, first="2022KW01"))
    codes = [period.code for period in longer.frame.periods]
    assert codes == ["2022KW01", "2023KW01", "2024KW01", "2025KW01"]


def test_a_cohort_stands_at_the_year_in_which_it_was_born(shipped: Holdings) -> None:
    frame = compared(shipped, View("overleving"), Comparison.COHORTS).frame
    # 85200NED in 2022: 68.8% of the industrial businesses born in 2017, 97.3% of those of 2021.
    assert at(frame, "2017JJ00", "overleeft na 5 jaar/C") == pytest.approx(68.843)
    assert at(frame, "2021JJ00", "overleeft na 1 jaar/C") == pytest.approx(97.2903)
    assert frame.series[0].label == "Overleeft na 1 jaar"


def test_a_figure_of_a_cohort_is_explained_at_the_year_of_its_count(shipped: Holdings) -> None:
    page = compared(shipped, View("overleving"), Comparison.COHORTS)
    row = [one.code for one in page.frame.periods].index("2017JJ00")
    column = page.frame.column("overleeft na 5 jaar/C")
    told = explain_figure(shipped, page, row, column)
    assert told.term.period.code == "2022JJ00"
    assert told.term.value == page.frame.values[row, column]


def test_ending_a_comparison_brings_back_what_the_page_opens_with(shipped: Holdings) -> None:
    page = compared(shipped, View("samenstelling-mkb"), Comparison.YEAR_EARLIER)
    preset = shown_preset(page, presets_of(page))
    assert preset is not None
    fields = cleared(preset)
    assert fields["season"] == ""
    assert fields["transformation"] is Transformation.LEVEL
    assert "members" not in fields
