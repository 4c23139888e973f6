import csv

from mkbviewer import paths
from tests.cli.conftest import Run


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


def test_check_agrees_with_the_editor_of_the_facts(run: Run) -> None:
    for told, row in zip(run("check", "--json").json, read("fact_check.csv"), strict=True):
        assert told["verdict"] == row["verdict"]
        assert told["explanation"] == row["explanation"]
        assert (told["computed"] is None) == (told["verdict"] == "cannot be checked")
        if told["computed"] is not None:
            assert abs(told["computed"] - float(row["computed"])) <= 1e-4 * abs(told["computed"])
            assert told["table"] == row["table_used"]


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
        "138 figures: 19 confirmed, 3 revised since, 5 differs, 111 cannot be checked"
    )
