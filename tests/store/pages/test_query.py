"""Frames, matrices and tidy CSV from a release."""

import io
from pathlib import Path

import numpy as np
import pytest

from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.model import Origin
from mkbviewer.core.period import Frequency, text_period
from mkbviewer.core.status import Status
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.query import read_frame, read_raw, write_observations
from tests.store.made_up import commit_rows


def test_a_frame_has_one_series_a_member_and_one_row_a_period(filled: Library) -> None:
    frame = read_frame(filled, "99901NED", measures=["Bedrijven_1"], by="Sector", frequency="KW")
    assert [period.code for period in frame.periods] == [
        "2022KW01", "2022KW02", "2022KW03", "2022KW04",
    ]  # fmt: skip
    assert [(one.key, one.label, one.unit) for one in frame.series] == [
        ("T1", "Totaal", "aantal"),
        ("F", "Bouw", "aantal"),
    ]
    np.testing.assert_array_equal(frame.values, [[90, 9], [95, np.nan], [97, np.nan], [99, np.nan]])
    assert frame.statuses.dtype == np.uint8
    np.testing.assert_array_equal(
        frame.statuses,
        [
            [Status.FINAL, Status.FINAL],
            [Status.FINAL, Status.UNKNOWN],
            [Status.REVISED_PROVISIONAL, Status.SUPPRESSED],
            [Status.PROVISIONAL, Status.ABSENT],
        ],
    )
    assert frame.provenance.table == "99901NED"
    assert frame.provenance.release == "2023-01-31"
    assert frame.provenance.origin is Origin.IMPORTED
    assert frame.unit == "aantal"


def test_the_shortest_frequency_is_shown_where_none_is_asked(filled: Library) -> None:
    frame = read_frame(filled, "99901NED", measures=["Bedrijven_1"], where={"Sector": "T1"})
    assert [period.code[4:6] for period in frame.periods] == ["KW"] * 4
    assert [one.key for one in frame.series] == ["Bedrijven_1"]


def test_several_measures_split_by_a_dimension_have_a_series_each(filled: Library) -> None:
    frame = read_frame(
        filled,
        "99901NED",
        measures=["Omzet_2", "Bedrijven_1"],
        by="Sector",
        members=["T1"],
        frequency="KW",
        first="2022KW02",
        last="2022KW04",
    )
    assert [one.key for one in frame.series] == ["Omzet_2/T1", "Bedrijven_1/T1"]
    np.testing.assert_array_equal(frame.values, [[np.nan, 95], [np.nan, 97], [-3.25, 99]])
    assert frame.status(0, 0) is Status.IMPOSSIBLE
    assert frame.status(1, 0) is Status.ABSENT
    assert frame.unit == ""


def test_a_dimension_that_is_left_open_is_refused(filled: Library) -> None:
    with pytest.raises(InvalidView, match="Bedrijfstak"):
        read_frame(filled, "99901NED", measures=["Bedrijven_1"])


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ({"measures": ["Bedrijven_2"]}, "Bedrijven_1"),
        ({"measures": ["Bedrijven_1"], "by": "sector"}, "Sector"),
        ({"measures": ["Bedrijven_1"], "by": "Sector", "members": ["T2"]}, "T1"),
        ({"measures": ["Bedrijven_1"], "where": {"Sector": "T1"}, "frequency": "MM"}, "KW"),
        ({"measures": ["Bedrijven_1"], "where": {"Sector": "T1"}, "release": "2023-01-30"}, "-31"),
    ],
)
def test_an_unknown_name_is_told_with_the_names_near_it(
    filled: Library, question: dict, near: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        read_frame(filled, "99901NED", **question)
    assert near in str(caught.value)


def test_a_raw_block_holds_a_matrix_a_measure(filled: Library) -> None:
    block = read_raw(
        filled, "99901NED", ["Bedrijven_1", "Omzet_2"], "Sector", ["F", "T1"], {}, "KW"
    )
    assert block.members == ("F", "T1")
    np.testing.assert_array_equal(
        block.values["Omzet_2"],
        [[np.nan, 1000.5], [np.nan, np.nan], [np.nan, np.nan], [np.nan, -3.25]],
    )
    assert block.statuses["Omzet_2"][:, 0].tolist() == [Status.ABSENT] * 4
    assert block.statuses["Bedrijven_1"][3].tolist() == [Status.ABSENT, Status.PROVISIONAL]


def test_a_tidy_csv_has_every_row_in_order(filled: Library) -> None:
    target = io.StringIO()
    assert write_observations(filled, "99901NED", target) == 11
    assert target.getvalue() == (
        "measure,Sector,period,value,status\n"
        "Bedrijven_1,F,2022KW01,9,\n"
        "Bedrijven_1,F,2022KW02,,.\n"
        "Bedrijven_1,F,2022KW03,,x\n"
        "Bedrijven_1,T1,2022JJ00,100,\n"
        "Bedrijven_1,T1,2022KW01,90,\n"
        "Bedrijven_1,T1,2022KW02,95,\n"
        "Bedrijven_1,T1,2022KW03,97,**\n"
        "Bedrijven_1,T1,2022KW04,99,*\n"
        "Omzet_2,T1,2022KW01,1000.5,\n"
        "Omzet_2,T1,2022KW02,,blank\n"
        "Omzet_2,T1,2022KW04,-3.25,*\n"
    )


def test_a_tidy_csv_can_be_narrowed(filled: Library) -> None:
    target = io.StringIO()
    write_observations(filled, "99901NED", target, ["Omzet_2"], {"Sector": "T1"})
    assert target.getvalue().splitlines()[1:] == [
        "Omzet_2,T1,2022KW01,1000.5,",
        "Omzet_2,T1,2022KW02,,blank",
        "Omzet_2,T1,2022KW04,-3.25,*",
    ]


def test_periods_that_are_only_text_stand_in_order_of_text(library: Library) -> None:
    rows = [("Bedrijven_1", "T1", text, 1.0, "") for text in ("2013/2023", "2012/2022")]
    commit_rows(library, rows, frequencies=(Frequency.TEXT,))
    frame = read_frame(library, "99901NED", measures=["Bedrijven_1"], where={"Sector": "T1"})
    assert [period.code for period in frame.periods] == ["2012/2022", "2013/2023"]
    assert {period.frequency for period in frame.periods} == {Frequency.TEXT}


def test_a_table_without_periods_has_one_row(library: Library) -> None:
    commit_rows(library, [("Bedrijven_1", "T1", "", 7.0, "")], frequencies=())
    frame = read_frame(library, "99901NED", measures=["Bedrijven_1"], where={"Sector": "T1"})
    assert frame.periods == (text_period(""),)
    np.testing.assert_array_equal(frame.values, [[7]])


@pytest.mark.parametrize("name", ["a[1]b", "it's", "x*y?", "é ünï ☀", "%41"])
def test_a_library_may_stand_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    with Library(tmp_path / name) as library:
        commit_rows(library, table="Eigen tabel/één")
        frame = read_frame(
            library, "eigen tabel/één", measures=["Bedrijven_1"], by="Sector", frequency="JJ"
        )
        assert frame.values[0, 0] == 100.0
