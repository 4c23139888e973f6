from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def test_the_barometer_tells_the_twelve_in_the_report_s_quarter(run: Run) -> None:
    answer = run("barometer", "--json")
    told = answer.json

    assert answer.status == 0, answer.err
    assert (told["quarter"], told["method"]) == ("2023KW03", "mean")
    assert (told["worsened"], told["above"], told["known"]) == (9, 3, 12)
    assert told["published"] == {
        "source": "Jaarbericht Staat van het mkb 2023",
        "outcome": "lightly clouded",
        "worsened": 7,
        "count": 12,
    }
    assert "not the outcome of CBS" in told["label"]
    assert "statsmodels" in told["library"]
    assert len(told["series"]) == 12


def test_bankruptcies_count_the_other_way_round(run: Run) -> None:
    series = {one["indicator"]: one for one in run("barometer", "--json").json["series"]}
    bankruptcies = series["mkb-faillissementen"]

    assert bankruptcies["good_direction"] == "down"
    assert bankruptcies["value"] == 699
    assert bankruptcies["reference"] > 699
    assert bankruptcies["above"] is True


def test_a_past_quarter_can_be_asked_for_and_says_what_is_missing(run: Run) -> None:
    told = run("barometer", "--quarter", "2024KW01", "--json").json

    assert told["missing"] == ["mkb-omzet"]
    assert told["known"] == 11
    assert told["published"] is None


def test_the_barometer_in_words_ends_with_the_published_fact(run: Run) -> None:
    answer = run("barometer")

    assert len(answer.lines) == 16
    assert answer.lines[-2].startswith("2023 3rd quarter: rain")
    assert "7 of 12 worse" in answer.lines[-1]
    assert "not the outcome of CBS" in answer.err


def test_a_quarter_that_is_not_there_is_refused(run: Run) -> None:
    for quarter in ("1999KW01", "2023JJ00", "nonsense"):
        answer = run("barometer", "--quarter", quarter)
        assert answer.status == 1
        assert quarter in answer.err


def test_the_clock_has_fixed_and_recomputed_positions_of_every_series(run: Run) -> None:
    told = run("clock", "--json").json

    assert told["method"] == "cf"
    assert "6 to 32 quarters" in told["parameters"]
    assert told["uncertainty"]
    assert len(told["series"]) == 12
    row = told["periods"].index("2023KW03")
    for one in told["series"]:
        assert len(one["fixed"]["level"]) == len(told["periods"])
        assert one["fixed"]["level"][row] is not None
        assert one["recomputed"]["level"][row] is not None
    assert told["composite"]["fixed"]["level"][row] is not None


def test_the_clock_in_words_gives_the_newest_position_of_each(run: Run) -> None:
    answer = run("clock", "--method", "hp", "--recomputed")

    assert answer.status == 0
    assert len(answer.lines) == 13
    assert "1600" in answer.err


QUARTERS = "".join(
    f"{4 * year + quarter};A-U Alle;{year} {quarter + 1}e kwartaal;{year - 2000 + quarter}.5;7\n"
    for year in range(2012, 2025)
    for quarter in range(4)
)
"""A count that goes up by one a year and, within a year, by one a quarter; made up."""


@pytest.fixture
def own_table(run: Run, tmp_path: Path) -> str:
    path = tmp_path / "99902NED.csv"
    head = "ID;Bedrijfstak;Perioden;OpenstaandeVacatures_1;OntstaneVacatures_2\n"
    path.write_text(head + QUARTERS, encoding="utf-8")
    assert run("import", path).status == 0
    return "99902NED"


def series_of(told: Any, key: str) -> Any:
    return next(one for one in told["series"] if one["indicator"] == key)


def test_a_series_of_the_users_own_takes_a_place_in_the_barometer_for_one_run(
    run: Run, own_table: str
) -> None:
    asked = f"mkb-vacatures={own_table}/OpenstaandeVacatures_1/Bedrijfstak=A-U Alle/as=SA-level"
    answer = run("barometer", "--json", "--replace", asked)
    own = series_of(answer.json, "mkb-vacatures")

    assert answer.status == 0, answer.err
    assert (own["table"], own["own"], own["adjustment"]) == (own_table, True, "SA-level")
    assert own["value"] == 25.5
    assert "99902NED" in answer.err
    after = series_of(run("barometer", "--json").json, "mkb-vacatures")
    assert (after["table"], after["own"]) == ("80472ned", False)


def test_the_clock_takes_the_same_replacement(run: Run, own_table: str) -> None:
    asked = f"mkb-vacatures={own_table}/OpenstaandeVacatures_1"
    own = series_of(run("clock", "--json", "--replace", asked).json, "mkb-vacatures")

    assert own["values"][:5] == [12.5, 13.5, 14.5, 15.5, 13.5]
    assert own["own"] is True
    assert own["fixed"]["level"][51] is not None


def test_a_shipped_variant_can_be_asked_for_by_name(run: Run) -> None:
    answer = run("barometer", "--json", "--replace", "mkb-omzet=mkb 5-250")

    assert series_of(answer.json, "mkb-omzet")["table"] == "85611NED"


def test_what_cannot_be_replaced_is_said(run: Run, own_table: str) -> None:
    for asked in (
        "mkb-omzet",
        f"nonsense={own_table}/OpenstaandeVacatures_1",
        "mkb-omzet=00000NED/Omzet",
        f"mkb-omzet={own_table}/Nonsense",
        f"mkb-omzet={own_table}/OpenstaandeVacatures_1/Bedrijfstak",
        f"mkb-omzet={own_table}/OpenstaandeVacatures_1/as=nonsense",
    ):
        answer = run("barometer", "--replace", asked)
        assert answer.status == 1, asked
        assert answer.err.strip()
