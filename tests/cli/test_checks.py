"""The figures of the report checked from the command line, against the editor and the counts."""

import csv
from collections import Counter

from mkbviewer import paths
from tests import starter
from tests.cli.conftest import Run

BUSINESS = "B-N,95 excl K"
ALL_SECTIONS = "B-J,N,95 (zonder L, M)"


def read(name: str) -> list[dict[str, str]]:
    with (paths.data_dir() / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_check_writes_the_facts_as_the_facts_file_has_them(run: Run) -> None:
    answer = run("check", "--json")

    assert answer.status == 0
    facts = read("facts_2023.csv")
    for told, fact in zip(answer.json, facts, strict=True):
        assert list(told)[: len(fact)] == list(fact)
        assert {column: told[column] for column in fact if column != "value"} == {
            column: text for column, text in fact.items() if column != "value"
        }
        assert told["value"] == float(fact["value"])


RULES = {
    "rounds to the stated value (last stated digit)": (
        "rounds to the stated value at its last stated digit"
    ),
    "within 5% of the value or half a unit": "within 5% of the value or half a unit",
    "between 93% of the value and the value (plus half a unit)": (
        "between 93% of the value and the value plus half a unit"
    ),
    "at or above the value (minus half a unit)": "at or above the value minus half a unit",
}
"""The editor's words for a rule, and ours."""

ROUNDED = 0.5e-4 * (1 + 1e-6)
"""The editor's file rounds what was computed to four decimals."""


def test_check_agrees_with_the_editor_of_the_facts(run: Run) -> None:
    told = run("check", "--json").json
    rows = read("fact_check.csv")
    assert len(told) == len(rows) == 138
    for check, row in zip(told, rows, strict=True):
        named = ("indicator", "measure", "unit", "period", "size_class", "group")
        assert [check[name] for name in named] == [row[name] for name in named]
        assert check["rule"] == RULES[row["rule"]]
        assert check["verdict"] == row["verdict"]
        assert check["explanation"] == row["explanation"]
        assert check["nearest"] == (float(row["nearest"]) if row["nearest"] else None)
        if row["verdict"] == "cannot be checked":
            assert (check["computed"], check["difference"], check["table"]) == (None, None, "")
            continue
        assert abs(check["computed"] - float(row["computed"])) <= ROUNDED
        assert abs(check["difference"] - (check["computed"] - float(row["value"]))) <= 1e-9
        assert check["table"] == row["table_used"]
        is_confirmed = check["verdict"] == "confirmed"
        assert is_confirmed == (row["within_rule"] == "yes")
        assert check["formula"]
    assert Counter(check["verdict"] for check in told) == {
        "confirmed": 19,
        "revised": 3,
        "differs": 5,
        "cannot be checked": 111,
    }


def of_businesses(measure: str, size: str, period: str, sector: str = BUSINESS) -> float:
    return starter.level("samenstelling-mkb", "81588NED", measure, size, sector)[period].value


def of_births(table: str, measure: str, size: str, period: str) -> float:
    figures = starter.level("oprichtingen-opheffingen", table, measure, size, BUSINESS)
    return figures[period].value


def share_of(size: str, period: str) -> float:
    part, whole = (of_businesses("bedrijven", one, period) for one in (size, "totaal"))
    return 100 * part / whole


def growth_of(size: str, now: str, then: str) -> float:
    return 100 * (
        of_businesses("bedrijven", size, now) / of_businesses("bedrijven", size, then) - 1
    )


def started(size: str) -> float:
    periods = [f"{year}JJ00" for year in range(2012, 2023)]
    return sum(of_births("83148NED", "oprichtingen", size, period) for period in periods)


def share_of_self_employed(table: str, measure: str, period: str) -> float:
    parts = [of_births(table, measure, size, period) for size in ("zzp", "totaal")]
    return 100 * parts[0] / parts[1]


def growth_of_sector(table: str, measure: str) -> float:
    figures = starter.level("oprichtingen-opheffingen-sector", table, measure, "totaal", BUSINESS)
    return 100 * (figures["2023KW02"].value / figures["2022KW02"].value - 1)


def applicants(period: str) -> float:
    return sum(
        figures[period].value
        for key, figures in starter.series("patenten", "85136NED").items()
        if (key.measure, key.group, key.sector) == ("patentaanvragers", "OCNL", "A-U")
        and key.size_class in ("0-50", "midden")
    )


def unincorporated(period: str) -> float:
    forms = {
        key.legal_form: figures[period].value
        for key, figures in starter.series("samenstelling-mkb", "81588NED").items()
        if key.measure == "bedrijven" and key.size_class == "totaal" and key.sector == BUSINESS
    }
    return 100 * forms["natuurlijke personen"] / forms[""]


def vacancies(period: str) -> float:
    found = starter.series("vacatures", "80472ned").items()
    return 1000 * sum(
        figures[period].value
        for key, figures in found
        if (key.measure, key.sector) == ("openstaande vacatures", "A-U")
        and key.size_class in ("0-10", "10-100")
    )


def profitability(measure: str, size: str) -> float:
    total = "TOT excl fin/nuts"
    figures = starter.level("winstgevendheid", "85611NED", measure, size, total)
    return figures["2023MM07"].value


def energy(indicator: str, measure: str, period: str) -> float:
    costs = starter.level("energiekosten", "81156ned", "energiekosten", "totaal", ALL_SECTIONS)
    whole = starter.level(indicator, "81156ned", measure, "totaal", ALL_SECTIONS)
    return 100 * costs[period].value / whole[period].value


def energy_of_turnover(period: str) -> float:
    return energy("omzet", "totaal bedrijfsopbrengsten", period)


def energy_of_added(period: str) -> float:
    return energy("toegevoegde-waarde", "toegevoegde waarde (benadering)", period)


def worsened() -> float:
    rows = [
        row
        for row in starter.rows()["mkbarometer", "barometer_series.csv"]
        if row["measure"].startswith("indicatoren verslechterd") and row["period"] == "2023KW03"
    ]
    return float(rows[0]["value"])


SECTOR_PAGE = "oprichtingen-opheffingen-sector"
BY_HAND = {
    ("samenstelling-mkb", "2023KW03", "80"): lambda: share_of("zzp", "2023KW03"),
    ("samenstelling-mkb", "2023KW03", "0.1"): lambda: share_of("groot", "2023KW03"),
    ("groei-aantal-bedrijven", "2023KW03", "13"): lambda: growth_of("zzp", "2023KW03", "2022KW03"),
    ("groei-aantal-bedrijven", "2022KW03", "8"): lambda: growth_of("klein", "2022KW03", "2021KW03"),
    ("groei-aantal-bedrijven", "2023KW03", "0.5"): lambda: growth_of(
        "klein", "2023KW03", "2022KW03"
    ),
    ("nieuwe-bedrijven-cohort", "2012/2022", "1371000"): lambda: started("totaal"),
    ("nieuwe-bedrijven-cohort", "2012/2022", "85"): lambda: (
        100 * started("zzp") / started("totaal")
    ),
    ("oprichtingen-opheffingen", "2012", "85"): lambda: share_of_self_employed(
        "83148NED", "oprichtingen", "2012JJ00"
    ),
    ("oprichtingen-opheffingen", "2022", "92"): lambda: share_of_self_employed(
        "83148NED", "oprichtingen", "2022JJ00"
    ),
    ("oprichtingen-opheffingen", "2020", "95000"): lambda: of_births(
        "83149NED", "opheffingen", "totaal", "2020JJ00"
    ),
    ("oprichtingen-opheffingen", "2020", "89"): lambda: share_of_self_employed(
        "83149NED", "opheffingen", "2020JJ00"
    ),
    ("oprichtingen-opheffingen", "2022", "82"): lambda: share_of_self_employed(
        "83149NED", "opheffingen", "2022JJ00"
    ),
    (SECTOR_PAGE, "2023KW02", "-1"): lambda: growth_of_sector("83149NED", "opheffingen"),
    (SECTOR_PAGE, "2023KW02", "16"): lambda: growth_of_sector("83148NED", "oprichtingen"),
    ("aandeel-mkb", "2023", "99"): lambda: share_of("mkb", "2023KW03"),
    ("patenten", "2013", "900"): lambda: applicants("2013JJ00"),
    ("patenten", "2020", "800"): lambda: applicants("2020JJ00"),
    ("solvabiliteit", "2021", "75"): lambda: unincorporated("2021KW03"),
    ("vacatures", "2023KW02", "185000"): lambda: vacancies("2023KW02"),
    ("winstgevendheid", "2023MM07", "14"): lambda: profitability(
        "winstgevendheid verslechterd", "groot"
    ),
    ("winstgevendheid", "2023MM07", "20"): lambda: profitability(
        "winstgevendheid verslechterd", "5-250 (mkb vanaf 5)"
    ),
    ("winstgevendheid", "2023MM07", "50"): lambda: profitability(
        "winstgevendheid gelijk gebleven", "5-250 (mkb vanaf 5)"
    ),
    ("energiekosten", "2021", "0.7"): lambda: energy_of_turnover("2021JJ00"),
    ("energiekosten", "2021", "3"): lambda: energy_of_added("2021JJ00"),
    ("energiekosten", "2021", "0.2"): lambda: (
        energy_of_turnover("2021JJ00") - energy_of_turnover("2020JJ00")
    ),
    ("energiekosten", "2021", "0.6"): lambda: (
        energy_of_added("2021JJ00") - energy_of_added("2020JJ00")
    ),
    ("mkbarometer", "2023KW03", "7"): worsened,
}
"""Each figure that can be computed, by indicator, period and what the report states."""


def test_each_figure_that_is_computed_is_the_one_that_the_counts_give(run: Run) -> None:
    found = {}
    for check, row in zip(run("check", "--json").json, read("fact_check.csv"), strict=True):
        if check["computed"] is not None:
            found[row["indicator"], row["period"], row["value"]] = check["computed"]
    assert found.keys() == BY_HAND.keys()
    for key, compute in BY_HAND.items():
        # The program computes from shares that the file has rounded to four decimals.
        assert abs(found[key] - compute()) <= 2 * ROUNDED, key


def test_in_words_each_figure_has_a_line_and_the_verdicts_are_counted(run: Run) -> None:
    answer = run("check", "--lang", "en")

    assert answer.status == 0
    head, *rows = answer.lines
    assert head.split()[:4] == ["verdict", "indicator", "measure", "members"]
    assert len(rows) == 138 + 2
    assert rows[0].split()[:2] == ["confirmed", "samenstelling-mkb"]
    assert "< 80" in rows[0]
    assert "79.4" in rows[0]
    assert rows[-1] == (
        "138 figures: confirmed 19, revised since 3, differs 5, cannot be checked 111"
    )
