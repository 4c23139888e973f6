import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Run


def columns(answer: Answer) -> dict[str, dict[str, str]]:
    assert answer.status == 0, answer.err
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    return {row["period"]: row for row in rows}


def test_a_page_is_written_as_periods_by_series(run: Run, made_up: Path) -> None:
    run("import", made_up)

    answer = run("show", "99901NED", "--measure", "openstaande vacatures")

    assert answer.lines == [
        'period,A-U Alle,"C Industrie, bouw"',
        "2021KW01,10.5,1.5",
        "2021KW02,11.5,2.5",
        "2022KW01,21,3",
        "2022KW02,23,5",
    ]


def test_the_view_options_choose_what_is_written(run: Run, made_up: Path) -> None:
    run("import", made_up)

    answer = run(
        "show",
        "99901ned",
        "--by",
        "bedrijfstak",
        "--members",
        "C Industrie, bouw,A-U Alle",
        "--transform",
        "yoy",
        "--from",
        "2022",
        "--to",
        "2022 1e kwartaal",
    )

    assert answer.lines[0].startswith("period,")
    assert answer.lines[1:] == ["2022KW01,100,100"]


def test_up_to_a_year_means_all_of_its_quarters(run: Run, made_up: Path) -> None:
    run("import", made_up)

    assert list(columns(run("show", "99901NED", "--to", "2021"))) == ["2021KW01", "2021KW02"]


def test_an_index_is_100_at_its_base(run: Run, made_up: Path) -> None:
    run("import", made_up)

    answer = run(
        "show", "99901NED", "--members", "A-U Alle", "--transform", "index", "--base", "2021KW01"
    )

    assert columns(answer)["2022KW01"]["A-U Alle"] == "200"


def test_a_page_as_json_says_what_each_figure_is_worth(run: Run, made_up: Path) -> None:
    run("import", made_up)

    page = run("show", "99901NED", "--measure", "OntstaneVacatures_2", "--format", "json").json

    assert page["periods"] == ["2021KW01", "2021KW02", "2022KW01", "2022KW02"]
    assert page["series"][0]["label"] == "A-U Alle"
    assert page["series"][0]["values"] == [20, 22, None, 33]
    assert page["series"][0]["statuses"] == ["", "", "blank", ""]
    assert "99901NED" in page["source"]
    assert {"title", "unit"} <= page.keys()


def test_the_catalogue_says_what_data_each_indicator_has(run: Run) -> None:
    indicators = {one["indicator"]: one for one in run("indicators", "--json").json}

    assert len(indicators) == 51
    assert {
        "indicator",
        "theme",
        "topic",
        "figure",
        "title",
        "unit",
        "data",
        "match",
        "tables",
    } <= indicators["samenstelling-mkb"].keys()
    assert indicators["samenstelling-mkb"]["theme"] == "dynamiek"
    assert indicators["samenstelling-mkb"]["data"] == "series"
    assert indicators["samenstelling-mkb"]["match"] == "confirmed"
    assert "81588NED" in indicators["samenstelling-mkb"]["tables"]
    assert indicators["cohort-groei-krimp"]["data"] == "facts"
    assert {one["data"] for one in indicators.values()} <= {"series", "facts", "none"}
    assert "samenstelling-mkb" in run("indicators").out


def test_embedded_figures_are_shown_without_any_import(run: Run) -> None:
    answer = run("show", "samenstelling-mkb", "--members", "zzp,groot")
    figures = columns(answer)["2023KW03"]

    # The report: nearly 80 per cent, and 0.1 per cent.
    assert [round(float(value), 1) for name, value in figures.items() if name != "period"] == [
        79.4,
        0.1,
    ]


def test_an_indicator_without_series_says_what_is_needed(run: Run) -> None:
    answer = run("show", "cohort-groei-krimp")

    assert answer.status == 1
    assert len(answer.err.splitlines()) == 1


def test_a_subject_that_is_not_there_names_what_is_near(run: Run) -> None:
    answer = run("show", "samenstelling-mbk")

    assert answer.status == 1
    assert "samenstelling-mkb" in answer.err


@pytest.mark.parametrize(
    "options",
    [
        ("--by", "colour"),
        ("--members", "zzp,reuzen"),
        ("--measure", "geluk"),
        ("--where", "sector=heelal"),
        ("--source", "99999NED"),
        ("--from", "ooit"),
        ("--frequency", "month"),
        ("--release", "1999"),
        ("--transform", "index", "--base", "1850"),
    ],
)
def test_what_a_page_does_not_offer_is_a_problem(run: Run, options: tuple[str, ...]) -> None:
    answer = run("show", "samenstelling-mkb", *options)

    assert answer.status == 1
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1


def test_a_page_is_told_in_sentences(run: Run, made_up: Path) -> None:
    run("import", made_up)

    answer = run(
        *("show", "99901NED", "--measure", "openstaande vacatures", "--members", "A-U Alle"),
        "--sentence",
    )

    # 23 against 11.5 a year earlier; the file states no unit, so that it tells the difference.
    assert answer.status == 0, answer.err
    assert "23.0 in the 2nd quarter of 2022" in answer.out
    assert ", 11.5 higher than a year earlier. " in answer.out
    assert "(in the 2nd quarter of 2022) and the lowest 10.5" in answer.out
    assert answer.out.endswith("(in the 1st quarter of 2021).\n")


def test_a_year_earlier_stands_beside_this_quarter(run: Run) -> None:
    answer = run("show", "faillissementen", "--compare", "year-earlier")

    # Bankruptcies of companies and institutions, and of sole proprietors, in 82242NED.
    assert answer.lines[1:] == ["2024KW01,926,127", "2025KW01,789,104"]


def test_a_page_of_one_quarter_is_written_so_until_others_are_asked_for(run: Run) -> None:
    def written(*options: str) -> list[str]:
        return [line[:8] for line in run("show", "oprichtingen-opheffingen-sector", *options).lines]

    assert written()[-2:] == ["2023KW02", "2024KW02"]
    assert written("--season", "KW04")[-2:] == ["2023KW04", "2024KW04"]
    assert written("--season", "all")[-2:] == ["2024KW03", "2024KW04"]
    assert run("show", "vacatures", "--season", "KW05").status == 2


def test_a_comparison_that_the_figures_do_not_allow_is_a_problem(run: Run) -> None:
    answer = run("show", "overleving", "--compare", "zzp")

    assert answer.status == 1
    assert "total, cohorts" in answer.err


def test_a_figure_is_explained_with_the_numbers_filled_in(run: Run, made_up: Path) -> None:
    run("import", made_up)

    options = ("--measure", "openstaande vacatures", "--transform", "yoy")
    answer = run("show", "99901NED", *options, "--explain", "2022KW01,A-U Alle")

    assert "= (21.0 \u2212 10.5) / 10.5 × 100" in answer.out
    assert "= 100.0%" in answer.out


def test_an_explanation_as_json_names_each_figure_below_it(run: Run, made_up: Path) -> None:
    run("import", made_up)

    options = ("--measure", "openstaande vacatures", "--transform", "index", "--base", "2021KW02")
    answer = run("show", "99901NED", *options, "--explain", "2022KW02", "--format", "json")

    told = json.loads(answer.out)
    assert told["value"] == 200
    assert [(one["period"], one["value"]) for one in told["operands"]] == [
        ("2022KW02", 23),
        ("2021KW02", 11.5),
    ]
    assert (told["table"], told["operands_shipped"]) == ("99901NED", True)


def test_a_figure_that_is_not_shown_cannot_be_explained(run: Run, made_up: Path) -> None:
    run("import", made_up)

    assert run("show", "99901NED", "--explain", "1999").status == 1
    assert run("show", "99901NED", "--explain", "2022KW02,Mars").status == 1


def test_steps_are_done_in_their_order_and_named_in_it(run: Run, made_up: Path) -> None:
    run("import", made_up)
    options = ("--measure", "openstaande vacatures", "--members", "A-U Alle")

    page = run(
        "show",
        "99901NED",
        *options,
        "--transform",
        "previous",
        "--average",
        "2",
        "--format",
        "json",
    ).json

    # 10.5 and 11.5: 9.5% more. 21 and 23: 9.5% more. No two quarters in a row have a figure before.
    assert page["series"][0]["values"] == [None, None, None, None]
    assert page["steps"] == (
        "percentage change on the previous period → moving average of 2 periods"
    )
    assert page["unit"] == "%"


def test_a_moving_average_of_four_has_a_word_of_its_own(run: Run, made_up: Path) -> None:
    run("import", made_up)
    options = ("show", "99901NED", "--measure", "openstaande vacatures")

    assert run(*options, "--transform", "ma4").out == run(*options, "--average", "4").out


def test_years_of_which_quarters_are_not_there_are_empty(run: Run, made_up: Path) -> None:
    run("import", made_up)
    options = ("show", "99901NED", "--measure", "openstaande vacatures", "--members", "A-U Alle")

    summed = run(*options, "--frequency", "JJ", "--combine", "sum")
    assert summed.lines == ["period,A-U Alle", "2021JJ00,", "2022JJ00,"]


def test_a_frequency_that_cannot_be_made_is_refused(run: Run, made_up: Path) -> None:
    run("import", made_up)

    answer = run("show", "99901NED", "--frequency", "MM")

    assert answer.status == 1
    assert "MM" in answer.err


def test_series_of_several_pages_are_written_together(run: Run) -> None:
    answer = run("show", "vacatures", "--members", "mkb", "--with", "uurloon", "--from", "2023")

    # In the starter series: 180.9 thousand vacancies; wages grew by 6.7206 per cent in 2023.
    told = columns(answer)
    vacancies, wages = (name for name in told["2023JJ00"] if name != "period")
    assert told["2023KW01"][vacancies] == "180.9"
    assert told["2023JJ00"][vacancies] == ""
    assert told["2023JJ00"][wages] == "6.7206"


def test_each_series_of_several_pages_names_its_source(run: Run) -> None:
    answer = run("show", "vacatures", "--members", "mkb", "--with", "uurloon", "--format", "json")

    assert ["80472ned" in one["source"] for one in answer.json["series"]] == [True, False]
    assert "81432ned" in answer.json["series"][1]["source"]
