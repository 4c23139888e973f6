"""The sentences of a chart, against sentences written by hand in Dutch and in English."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkbviewer.core import language
from mkbviewer.core.frame import Frame, Series, decimals_shown, empty_frame
from mkbviewer.core.numbers import format_number
from mkbviewer.core.period import Frequency, Period, make_period, parse_code, text_period
from mkbviewer.core.period_phrase import say_when
from mkbviewer.core.sentence import describe
from mkbviewer.core.status import Status
from mkbviewer.core.transform import transform
from mkbviewer.core.view import Transformation

NAN = float("nan")
PROVISIONAL, SECRET = Status.PROVISIONAL, Status.SUPPRESSED
CATALOGUE = Path(__file__).resolve().parents[2] / "resources" / "i18n" / "nl.po"


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
        (
            "Vacatures, Mkb: in het 3e kwartaal van 2023 was het voorlopige cijfer 210 × 1.000, 5,0% "
            "hoger dan een jaar eerder. Van het 3e kwartaal van 2022 tot en met het 3e kwartaal van "
            "2023 was het hoogste cijfer 210 × 1.000 (in het 3e kwartaal van 2023) en het laagste "
            "180 × 1.000 (in het 1e kwartaal van 2023)."
        ),
        (
            "Vacatures, Mkb: in the 3rd quarter of 2023 the provisional figure was 210 × 1,000, 5.0% "
            "higher than a year earlier. From the 3rd quarter of 2022 to the 3rd quarter of 2023 the "
            "highest figure was 210 × 1,000 (in the 3rd quarter of 2023) and the lowest 180 × 1,000 "
            "(in the 1st quarter of 2023)."
        ),
    ),
    "a percentage changes by percentage points": (
        make_frame("2022JJ00 2023JJ00", {"": [30.5, 29.3]}, "%", 1),
        "Aandeel",
        "Aandeel: in 2023 was het cijfer 29,3%, 1,2 procentpunt lager dan een jaar eerder.",
        "Aandeel: in 2023 the figure was 29.3%, 1.2 percentage points lower than a year earlier.",
    ),
    "one percentage point is singular in English": (
        make_frame("2022JJ00 2023JJ00", {"": [30, 31]}, "%", 0),
        "Aandeel",
        "Aandeel: in 2023 was het cijfer 31%, 1 procentpunt hoger dan een jaar eerder.",
        "Aandeel: in 2023 the figure was 31%, 1 percentage point higher than a year earlier.",
    ),
    "one of a count is singular": (
        make_frame("2022JJ00 2023JJ00", {"": [2, 1]}, "vacatures", 0),
        "Open",
        "Open: in 2023 was het cijfer 1 vacature, 50,0% lager dan een jaar eerder.",
        "Open: in 2023 the figure was 1 vacancy, 50.0% lower than a year earlier.",
    ),
    "nothing changed": (
        make_frame("2022JJ00 2023JJ00", {"": [7, 7]}),
        "Starters",
        "Starters: in 2023 was het cijfer 7, even hoog als een jaar eerder.",
        "Starters: in 2023 the figure was 7, as high as a year earlier.",
    ),
    "it changed by less than is shown": (
        make_frame("2022JJ00 2023JJ00", {"": [100_000, 100_010]}),
        "Starters",
        "Starters: in 2023 was het cijfer 100.010, vrijwel even hoog als een jaar eerder.",
        "Starters: in 2023 the figure was 100,010, almost as high as a year earlier.",
    ),
    "without the year before, the figures before": (
        make_frame("2019JJ00 2023JJ00", {"": [50, 60]}),
        "Starters",
        "Starters: in 2023 was het cijfer 60, 20,0% hoger dan in 2019.",
        "Starters: in 2023 the figure was 60, 20.0% higher than in 2019.",
    ),
    "two series, one of them missing": (
        make_frame(YEARS, {"Klein": [10, 20, 30], "Groot": [5, 5, NAN]}, statuses={(2, 1): SECRET}),
        "Banen",
        (
            "Banen: in 2023 was het cijfer 30 (+50,0% ten opzichte van een jaar eerder) voor Klein. "
            "Voor Groot (geheim) is er dan geen cijfer. Van 2021 tot en met 2023 was het hoogste "
            "cijfer 30 (Klein, in 2023) en het laagste 5 (Groot, het laatst in 2022). Van de 6 "
            "getoonde cijfers ontbreekt er 1."
        ),
        (
            "Banen: in 2023 the figure was 30 (+50.0% from a year earlier) for Klein. There is no "
            "figure then for Groot (secret). From 2021 to 2023 the highest figure was 30 (Klein, in "
            "2023) and the lowest 5 (Groot, most recently in 2022). Of the 6 figures shown 1 is "
            "missing."
        ),
    ),
    "a ranking tells the highest and the lowest": (
        make_frame("2023JJ00", {"A": [5], "B": [12.5], "C": [3], "D": [8]}, "%", 1),
        "Aandeel",
        "Aandeel: in 2023 was het cijfer het hoogst voor B, 12,5%, en het laagst voor C, 3,0%.",
        "Aandeel: in 2023 the figure was highest for B, 12.5%, and lowest for C, 3.0%.",
    ),
    "a balance falls below zero": (
        make_frame("2022JJ00 2023JJ00", {"": [2.5, -3.5]}, "saldo %", 1),
        "Vertrouwen",
        (
            "Vertrouwen: in 2023 was het cijfer een saldo van −3,5%, 6,0 procentpunt lager dan een "
            "jaar eerder."
        ),
        (
            "Vertrouwen: in 2023 the figure was a balance of −3.5%, 6.0 percentage points lower than "
            "a year earlier."
        ),
    ),
    "the end of the range is missing": (
        make_frame(YEARS, {"": [4, 5, NAN]}),
        "Startups",
        (
            "Startups: in 2022 was het cijfer 5, 25,0% hoger dan een jaar eerder. Daarna zijn er geen "
            "cijfers (onbekend, onbetrouwbaar of geheim). Van de 3 getoonde cijfers ontbreekt er 1."
        ),
        (
            "Startups: in 2022 the figure was 5, 25.0% higher than a year earlier. After that there "
            "are no figures (unknown, unreliable or secret). Of the 3 figures shown 1 is missing."
        ),
    ),
    "every figure is the same": (
        make_frame(YEARS, {"": [3, 3, 3]}),
        "Patenten",
        (
            "Patenten: in 2023 was het cijfer 3, even hoog als een jaar eerder. Van 2021 tot en met "
            "2023 waren alle cijfers 3."
        ),
        (
            "Patenten: in 2023 the figure was 3, as high as a year earlier. From 2021 to 2023 every "
            "figure was 3."
        ),
    ),
    "a change is not compared with a change": (
        transform(make_frame(YEARS, {"": [100, 110, 99]}), Transformation.YEAR_ON_YEAR),
        "Omzet",
        (
            "Omzet (verandering t.o.v. een jaar eerder): in 2023 was het cijfer −10,0%. Van de 3 "
            "getoonde cijfers ontbreekt er 1."
        ),
        (
            "Omzet (change on a year earlier): in 2023 the figure was −10.0%. Of the 3 figures shown "
            "1 is missing."
        ),
    ),
    "nothing to show": (
        empty_frame(),
        "Omzet",
        "Omzet: er zijn geen cijfers om te tonen.",
        "Omzet: there are no figures to show.",
    ),
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
    _frame, title, _dutch, english = CASES[case]

    assert describe(in_words(case), title) == english


@pytest.mark.parametrize("case", CASES)
def test_a_chart_in_dutch(case: str, catalogues: Path) -> None:
    language.activate("nl", catalogues)
    _frame, title, dutch, _english = CASES[case]

    assert describe(in_words(case), title) == dutch


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
            "in het schooljaar 2022/2023",
            "in the school year 2022/2023",
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


_NUMBER = re.compile(r"(?<![\w.,])−?\d[\d,]*(?:\.\d+)?(?![\w])")
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
