"""Checks are read in the background and kept until the holdings change."""

from types import SimpleNamespace

import pytest

from mkbviewer.core.errors import LibraryProblem
from mkbviewer.core.report.catalogue import Catalogue
from mkbviewer.core.report.recomputation import parse_recomputation
from mkbviewer.viewmodels.indicator.checks import Checks

HOW = parse_recomputation({"fact": {"measure": "a"}, "figures": {"x": {"measure": "b"}}})


@pytest.fixture
def asked(monkeypatch):
    """The subjects of which checks were read."""
    subjects = []

    def read_checks(_holdings, subject=""):
        subjects.append(subject)
        return (f"check {len(subjects)} of {subject or 'all'}",)

    monkeypatch.setattr("mkbviewer.store.pages.checks.read_checks", read_checks)
    return subjects


@pytest.fixture
def holdings(catalogue):
    from dataclasses import replace

    first, *rest = catalogue.indicators
    indicators = (replace(first, checks=(HOW,)), *rest)
    return SimpleNamespace(catalogue=Catalogue("2023", catalogue.themes, indicators))


@pytest.fixture
def checks(holdings, immediate, asked):
    return Checks(holdings, immediate)


def test_what_was_read_is_told_again_without_reading(checks, record, asked):
    seen = record(checks.read)
    checks.ask_all()
    checks.ask_all()
    assert seen == [("", ("check 1 of all",))] * 2
    assert asked == [""]


def test_an_indicator_without_checks_is_not_read(checks, record, asked):
    seen = record(checks.read)
    checks.ask("samenstelling")
    checks.ask("vacatures")
    checks.ask("unheard-of")
    assert asked == ["samenstelling"]
    assert [subject for subject, _checks in seen] == ["samenstelling"]


def test_after_a_change_everything_is_read_anew(checks, record, asked):
    seen = record(checks.read)
    checks.ask("samenstelling")
    checks.forget()
    checks.ask("samenstelling")
    assert asked == ["samenstelling"] * 2
    assert seen[-1] == ("samenstelling", ("check 2 of samenstelling",))


def test_trouble_is_told_and_asking_again_reads_again(checks, record, monkeypatch):
    def refuse(_holdings, _subject=""):
        raise LibraryProblem("The library cannot be read.")

    failed = record(checks.failed)
    with monkeypatch.context() as trouble:
        trouble.setattr("mkbviewer.store.pages.checks.read_checks", refuse)
        checks.ask_all()
    assert isinstance(failed[0][0], LibraryProblem)
    seen = record(checks.read)
    checks.ask_all()
    assert len(seen) == 1


def test_the_answer_comes_from_another_thread(holdings, runner, asked, record, qtbot):
    checks = Checks(holdings, runner)
    with qtbot.waitSignal(checks.read):
        checks.ask_all()
        checks.ask_all()
    assert asked == [""]
