"""The facts of the report beside the same figures computed again."""

import csv
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkbviewer import paths
from mkbviewer.core import language
from mkbviewer.core.model import Origin
from mkbviewer.core.report.agreement import Check, Verdict, agrees
from mkbviewer.core.report.facts import load_facts, load_findings
from mkbviewer.store.importing.importer import import_file
from mkbviewer.store.pages.checks import read_checks
from mkbviewer.store.pages.holdings import Holdings, open_holdings

EDITOR = paths.data_dir() / "fact_check.csv"
IMPORTED = {
    "81589NED": "v4b-api-dumps/81589NED.csv",
    "80472ned": "v4b-api-dumps/80472ned.csv",
    "83148NED": "v4b-api-dumps/83148NED.csv",
    "83149NED": "v4b-api-dumps/83149NED.csv",
}


def editor() -> list[dict[str, str]]:
    """What the editor of the facts found, in the order of the report."""
    with EDITOR.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def checks(shipped: Holdings) -> tuple[Check, ...]:
    return read_checks(shipped)


@pytest.fixture(scope="module")
def with_imports(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Holdings]:
    """What the program ships, and four tables as CBS hands them out."""
    folder = tmp_path_factory.mktemp("library")
    opened = open_holdings(folder, paths.resources_dir(), paths.data_dir())
    for name in IMPORTED.values():
        report = import_file(opened.own, shared_data / "cbs" / name, {})
        assert report.error is None
    yield opened
    opened.close()


def test_every_fact_has_one_check_in_the_order_of_the_report(checks: tuple[Check, ...]) -> None:
    facts = load_facts(paths.data_dir() / "facts_2023.csv")
    assert [check.fact.key for check in checks] == [fact.key for fact in facts]
    assert len(checks) == 138


def test_the_verdicts_are_those_of_the_editor(checks: tuple[Check, ...]) -> None:
    found = [check.verdict for check in checks]
    assert found == [row["verdict"] for row in editor()]
    assert Counter(found) == {
        "confirmed": 19,
        "revised": 3,
        "differs": 5,
        "cannot be checked": 111,
    }


def test_the_computed_figures_are_those_of_the_editor(checks: tuple[Check, ...]) -> None:
    compared = 0
    for check, row in zip(checks, editor(), strict=True):
        if check.verdict is Verdict.UNCHECKED:
            assert check.computed is None
            continue
        assert check.computed is not None
        assert math.isclose(check.computed, float(row["computed"]), rel_tol=1e-4), row
        assert check.table == row["table_used"]
        assert check.release == "2025-04"
        assert check.difference == pytest.approx(check.computed - check.fact.value)
        assert check.formula
        compared += 1
    assert compared == 27


def test_the_rule_of_agreement_is_the_one_that_the_editor_used() -> None:
    facts = load_facts(EDITOR)
    within = {
        fact.key: agrees(fact, float(row["computed"]))
        for fact, row in zip(facts, editor(), strict=True)
        if row["computed"]
    }
    told = {
        fact.key: row["within_rule"] == "yes"
        for fact, row in zip(facts, editor(), strict=True)
        if row["computed"]
    }
    assert within == told
    assert len(told) == 28


def test_what_was_revised_or_differs_is_explained_and_what_cannot_be_checked_has_a_reason(
    checks: tuple[Check, ...],
) -> None:
    for check in checks:
        assert check.explanation or check.verdict is Verdict.CONFIRMED, check.fact


def test_every_explanation_is_there_in_dutch() -> None:
    dutch = paths.data_dir() / "fact_explanations_nl.csv"
    for finding in load_findings(EDITOR, dutch).values():
        english, translated = finding.explanations["en"], finding.explanations["nl"]
        assert (translated != english) == bool(english)


def test_a_neighbouring_concept_is_told_but_nothing_is_concluded_from_it(
    checks: tuple[Check, ...],
) -> None:
    bankruptcies = next(one for one in checks if one.fact.measure == "faillissementen")
    assert bankruptcies.nearest == 618
    assert bankruptcies.verdict is Verdict.UNCHECKED
    assert bankruptcies.table == ""


def test_the_checks_of_one_indicator_are_those_of_its_facts(shipped: Holdings) -> None:
    found = read_checks(shipped, "groei-aantal-bedrijven")
    assert [(check.fact.value_text, check.verdict) for check in found] == [
        ("13", Verdict.CONFIRMED),
        ("8", Verdict.CONFIRMED),
        ("0.5", Verdict.CONFIRMED),
    ]


def test_what_a_check_was_computed_from_is_told_in_the_language_of_the_screen(
    shipped: Holdings,
) -> None:
    language.activate("en", paths.resources_dir() / "i18n")
    try:
        formula = read_checks(shipped, "samenstelling-mkb")[0].formula
    finally:
        language.activate(language.SOURCE_LANGUAGE, Path())
    assert formula.startswith("share of businesses (")


def test_without_the_editors_findings_a_fact_that_cannot_be_computed_says_what_it_needs(
    shipped: Holdings,
) -> None:
    from dataclasses import replace

    bare = replace(shipped, data=None)
    found = read_checks(bare, "microkrediet-qredits")
    assert {check.verdict for check in found} == {Verdict.UNCHECKED}
    assert all("Qredits" in check.explanation for check in found)
    # Nobody has explained a revision then: what differs is said to differ.
    deaths = read_checks(bare, "oprichtingen-opheffingen-sector")[0]
    assert deaths.verdict is Verdict.DIFFERS
    assert deaths.explanation == ""


@pytest.mark.slow
def test_with_imported_tables_every_verdict_stays_as_it_was(
    with_imports: Holdings, checks: tuple[Check, ...]
) -> None:
    found = read_checks(with_imports)
    assert [check.verdict for check in found] == [check.verdict for check in checks]
    own = [check for check in found if check.origin is Origin.IMPORTED and check.table]
    assert {check.table.lower() for check in own} == {table.lower() for table in IMPORTED}
    # Classes composed of finer ones differ by ten businesses at most: 0.1377 for 0.1373.
    for check, embedded in zip(found, checks, strict=True):
        if check.computed is not None and embedded.computed is not None:
            assert check.computed == pytest.approx(embedded.computed, rel=3e-3)


@pytest.mark.slow
def test_the_cohort_of_new_businesses_is_computed_from_the_users_own_table(
    with_imports: Holdings,
) -> None:
    started, share = [
        check
        for check in read_checks(with_imports, "nieuwe-bedrijven-cohort")
        if check.computed is not None
    ]
    assert (started.table, started.origin) == ("83148NED", Origin.IMPORTED)
    assert started.computed == 1_371_240
    assert share.computed == pytest.approx(88.4068, abs=1e-4)


def test_a_formula_says_what_it_computes_without_words_of_the_code(
    checks: tuple[Check, ...],
) -> None:
    told = [check.formula for check in checks if check.formula]

    assert not any(word in formula for formula in told for word in ("change(", "total;", " * "))
    growth = [one for one in told if "on a year earlier" in one or "voorgaand jaar" in one]
    assert any("deaths" in one for one in growth)


def test_growth_is_computed_of_counts_and_not_rounded_twice(checks: tuple[Check, ...]) -> None:
    growth = next(
        one
        for one in checks
        if one.fact.indicator == "groei-aantal-bedrijven" and one.fact.value == 0.5
    )

    # 81588NED: 45 165 and 45 375 small businesses, so 0.46% and not the 0.47% of 0.4650 rounded.
    assert growth.computed == pytest.approx(100 * (45375 / 45165 - 1), rel=1e-9)
