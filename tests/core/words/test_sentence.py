"""The sentences of a chart, against sentences written by hand in Dutch and in English."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core import language
from mkbviewer.core.frame import Frame, Series, decimals_shown, empty_frame
from mkbviewer.core.numbers import format_number
from mkbviewer.core.period import Frequency, Period, make_period, parse_code, text_period
from mkbviewer.core.status import Status
from mkbviewer.core.transform import transform
from mkbviewer.core.view import Transformation
from mkbviewer.core.words.period_phrase import say_when
from mkbviewer.core.words.sentence import describe, is_said

NAN = float("nan")
PROVISIONAL, SECRET = Status.PROVISIONAL, Status.SUPPRESSED
ROOT = Path(__file__).resolve().parents[3]
CATALOGUE = ROOT / "resources" / "i18n" / "nl.po"
SENTENCES = tomllib.loads((ROOT / "tests/reference/sentences.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Dutch catalogue, compiled from its text."""
    mofile = pytest.importorskip("babel.messages.mofile", reason="Babel compiles the catalogue")
    pofile = pytest.importorskip("babel.messages.pofile")
    folder = tmp_path_factory.mktemp("i18n")
    compiled = folder / "nl" / "LC_MESSAGES" / "mkbviewer.mo"
    compiled.parent.mkdir(parents=True)
    with CATALOGUE.open("rb") as text, compiled.open("wb") as file:
        mofile.write_mo(file, pofile.read_po(text))
    return folder


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    language.activate(language.SOURCE_LANGUAGE, Path())


def make_frame(
    codes: str,
    columns: dict[str, list[float]],
    unit: str = "aantal",
    decimals: int = 0,
    statuses: dict[tuple[int, int], Status] | None = None,
) -> Frame:
    values = np.array(list(columns.values()), dtype=float).T
    marks = np.where(np.isnan(values), Status.UNKNOWN.value, 0).astype(np.uint8)
    for place, status in (statuses or {}).items():
        marks[place] = status
    periods = tuple(parse_code(code) or text_period(code) for code in codes.split(" "))
    series = tuple(Series(label, label, unit, decimals) for label in columns)
    return Frame(periods, series, values, marks, unit=unit)


YEARS = "2021JJ00 2022JJ00 2023JJ00"
QUARTERS = "2022KW03 2022KW04 2023KW01 2023KW02 2023KW03"

CASES = {
    "one series, provisional, a year earlier": (
        make_frame(QUARTERS, {"Mkb": [200, 190, 180, 185, 210]}, "1 000", 0, {(4, 0): PROVISIONAL}),
        "Vacatures",
    ),
    "a percentage changes by percentage points": (
        make_frame("2022JJ00 2023JJ00", {"": [30.5, 29.3]}, "%", 1),
        "Aandeel",
    ),
    "one percentage point is singular in English": (
        make_frame("2022JJ00 2023JJ00", {"": [30, 31]}, "%", 0),
        "Aandeel",
    ),
    "one of a count is singular": (
        make_frame("2022JJ00 2023JJ00", {"": [2, 1]}, "vacatures", 0),
        "Open",
    ),
    "nothing changed": (make_frame("2022JJ00 2023JJ00", {"": [7, 7]}), "Starters"),
    "it changed by less than is shown": (
        make_frame("2022JJ00 2023JJ00", {"": [100000, 100010]}),
        "Starters",
    ),
    "without the year before, the figures before": (
        make_frame("2019JJ00 2023JJ00", {"": [50, 60]}),
        "Starters",
    ),
    "two series, one of them missing": (
        make_frame(YEARS, {"Klein": [10, 20, 30], "Groot": [5, 5, NAN]}, statuses={(2, 1): SECRET}),
        "Banen",
    ),
    "a ranking tells the highest and the lowest": (
        make_frame("2023JJ00", {"A": [5], "B": [12.5], "C": [3], "D": [8]}, "%", 1),
        "Aandeel",
    ),
    "series with the same figure as the highest or the lowest are counted": (
        make_frame("2023JJ00", {"A": [5], "B": [12], "C": [12], "D": [0], "E": [0], "F": [0]}),
        "Faillissementen",
    ),
    "series that all have the same figure": (
        make_frame(
            "2023JJ00",
            {"A": [1], "B": [1], "C": [1], "D": [1]},
            "",
            statuses={(0, column): PROVISIONAL for column in range(4)},
        ),
        "Patenten",
    ),
    "each way in which the end of the range is missing is told": (
        make_frame(YEARS, {"A": [4, 5, NAN], "B": [6, 7, NAN]}, statuses={(2, 1): SECRET}),
        "Startups",
    ),
    "a balance falls below zero": (
        make_frame("2022JJ00 2023JJ00", {"": [2.5, -3.5]}, "saldo %", 1),
        "Vertrouwen",
    ),
    "the end of the range is missing": (make_frame(YEARS, {"": [4, 5, NAN]}), "Startups"),
    "every figure is the same": (make_frame(YEARS, {"": [3, 3, 3]}), "Patenten"),
    "a change is not compared with a change": (
        transform(make_frame(YEARS, {"": [100, 110, 99]}), Transformation.YEAR_ON_YEAR),
        "Omzet",
    ),
    "nothing to show": (empty_frame(), "Omzet"),
}


def in_words(case: str) -> Frame:
    """The frame of a case, with the name of its transformation in the active language."""
    frame = CASES[case][0]
    if frame.transformation:
        level = make_frame(YEARS, {"": [100, 110, 99]})
        return transform(level, Transformation.YEAR_ON_YEAR)
    return frame


@pytest.mark.parametrize("case", CASES)
def test_a_chart_in_english(case: str) -> None:
    assert describe(in_words(case), CASES[case][1]) == SENTENCES[case]["en"]


@pytest.mark.parametrize("case", CASES)
def test_a_chart_in_dutch(case: str, catalogues: Path) -> None:
    language.activate("nl", catalogues)

    assert describe(in_words(case), CASES[case][1]) == SENTENCES[case]["nl"]


def with_members(frame: Frame, *members: str) -> Frame:
    series = tuple(
        replace(one, member=member) for one, member in zip(frame.series, members, strict=True)
    )
    return replace(frame, series=series)


def test_the_whole_is_not_told_as_the_highest_of_its_parts() -> None:
    labels = ("Mkb", "Zzp", "C Industrie", "F Bouw", "Business Economy, B-N, excl. K", "Totaal")
    figures_of_2023 = (100.0, 80.0, 12.0, 8.0, 90.0, 101.0)
    columns = {label: [figure] for label, figure in zip(labels, figures_of_2023, strict=True)}
    frame = make_frame("2023JJ00", columns)

    told = describe(with_members(frame, "mkb", "zzp", "C", "F", "B-N", "totaal"), "Starters")

    assert told == "Starters in 2023: highest for zzp, 80, and lowest for F Bouw, 8."


def test_no_series_is_told_as_the_highest_beside_a_higher_one_that_does_not_hold_it() -> None:
    # 80472ned, 3rd quarter of 2023: commercial services have more vacancies than small businesses.
    labels = {
        "A-U": "A-U Alles",
        "G-N": "G-N Commerciële diensten",
        "WP1": "0 tot 10",
        "A": "A Bos",
    }
    frame = make_frame(
        "2023KW03", dict(zip(labels.values(), [[417], [234], [68], [4]], strict=True))
    )

    told = describe(with_members(frame, *labels), "Vacatures")

    assert "highest for G-N Commerciële diensten, 234, and lowest for A Bos, 4" in told


def test_what_did_not_change_says_so() -> None:
    # 83148NED: no births of large businesses, in 2023 or in 2024.
    frame = make_frame("2023JJ00 2024JJ00", {"Mkb": [176940, 160270], "Groot": [0, 0]})

    told = describe(with_members(frame, "mkb", "groot"), "Oprichtingen")

    assert "160,270 (−9.4% from a year earlier) for mkb and 0 (unchanged) for groot" in told


def test_of_rates_the_whole_is_told_as_any_other() -> None:
    columns = {"Totaal": [9.0], "C Industrie": [5.0], "G Handel": [4.0], "I Horeca": [3.0]}
    frame = with_members(make_frame("2023JJ00", columns, "%", 1), "totaal", "C", "G", "I")

    assert "highest for totaal, 9.0%" in describe(frame, "Groei")


def test_a_size_class_has_no_capital_within_a_sentence_and_a_sector_keeps_its_own() -> None:
    frame = make_frame("2023JJ00", {"Zzp": [80], "Groningen": [12], "Eenmanszaak": [7]})

    told = describe(with_members(frame, "zzp", "PV20", "eenmanszaak"), "Starters")

    assert told == "Starters in 2023: 80 for zzp, 12 for Groningen and 7 for eenmanszaak."


def test_what_has_no_unit_changes_by_its_difference_for_it_may_be_a_percentage() -> None:
    # Unemployment of 3.8 and 4.0 per cent: 0.2 points, which are 5.3% of 3.8.
    frame = make_frame("2024KW01 2025KW01", {"": [3.8, 4.0]}, "", 1)

    told = describe(frame, "Werkloosheid")

    assert told == "Werkloosheid: 4.0 in the 1st quarter of 2025, 0.2 higher than a year earlier."


def test_a_count_of_cbs_with_a_capital_is_no_unit_to_be_named() -> None:
    frame = make_frame("2019JJ00", {"": [457400]}, "Aantal", 0)

    assert describe(frame, "Huishoudens") == "Huishoudens: 457,400 in 2019."


def test_a_measure_is_named_where_the_title_has_it_as_one_of_several() -> None:
    title = "Aantal oprichtingen en opheffingen in het mkb"

    assert not is_said("Oprichtingen", title)
    assert not is_said("Opheffingen", title)
    assert is_said("Openstaande vacatures", "Aantal openstaande vacatures")
    assert not is_said("Saldo", "Omzet")


@pytest.mark.parametrize(
    ("period", "dutch", "english"),
    [
        (make_period(2023, Frequency.YEAR), "in 2023", "in 2023"),
        (
            make_period(2023, Frequency.HALF_YEAR, 1),
            "in het 1e halfjaar van 2023",
            "in the 1st half of 2023",
        ),
        (make_period(2023, Frequency.MONTH, 3), "in maart 2023", "in March 2023"),
        (make_period(2023, Frequency.WEEK, 12), "in week 12 van 2023", "in week 12 of 2023"),
        (parse_code("20230703"), "op 3 juli 2023", "on 3 July 2023"),
        (
            make_period(2022, Frequency.SCHOOL_YEAR),
            "in 2022/'23",
            "in 2022/'23",
        ),
        (text_period("nu"), "bij “nu”", "at “nu”"),
        (text_period(""), "in deze tabel", "in this table"),
    ],
)
def test_a_period_within_a_sentence(
    period: Period, dutch: str, english: str, catalogues: Path
) -> None:
    in_english = say_when(period)
    language.activate("nl", catalogues)

    assert (say_when(period), in_english) == (dutch, english)


_NUMBER = re.compile(r"(?<![\w.,])−?\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
figures = st.one_of(st.just(NAN), st.floats(-1e7, 1e7).map(lambda value: round(value, 3)))


@given(
    st.lists(st.lists(figures, min_size=4, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["aantal", "%", "mln euro"]),
    st.integers(0, 2),
)
def test_every_figure_told_is_one_of_the_frame_as_it_is_shown(
    columns: list[list[float]], unit: str, decimals: int
) -> None:
    labels = "ABCDE"
    frame = make_frame(
        "2020JJ00 2021JJ00 2022JJ00 2023JJ00",
        {labels[number]: column for number, column in enumerate(columns)},
        unit,
        decimals,
    )
    told = describe(frame, "Titel")
    shown = {
        format_number(float(value), decimals_shown(frame, column))
        for column in range(len(columns))
        for value in frame.values[:, column]
        if np.isfinite(value)
    }
    counts = {str(frame.values.size), str(int(np.isnan(frame.values).sum()))}
    counts |= {str(number) for number in range(1, 6)}
    without_changes = re.sub(r"\([+−]?[\d.,]+[^()]*?\)", "", told)
    without_changes = re.sub(r", [\d.,]+[^,.]*? (higher|lower) than [^.]*", "", without_changes)
    numbers = set(_NUMBER.findall(without_changes)) - {"2020", "2021", "2022", "2023"}
    assert numbers <= shown | counts


@given(st.lists(figures, min_size=4, max_size=4))
def test_the_highest_and_the_lowest_are_the_highest_and_the_lowest(column: list[float]) -> None:
    frame = make_frame("2020JJ00 2021JJ00 2022JJ00 2023JJ00", {"": column}, "aantal", 3)
    finite = [value for value in column if np.isfinite(value)]
    told = describe(frame, "Titel")
    if len(finite) >= 3 and format_number(max(finite), 3) != format_number(min(finite), 3):
        high, low = format_number(max(finite), 3), format_number(min(finite), 3)
        assert f"the highest figure was {high} (" in told
        assert f"and the lowest {low} (" in told
