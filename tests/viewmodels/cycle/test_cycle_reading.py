"""What is computed of the barometer's series is read in the background and kept."""

import pytest

from mkbviewer import paths
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.errors import UnknownName
from mkbviewer.store.pages import barometer
from mkbviewer.store.pages.holdings import open_holdings
from mkbviewer.viewmodels.cycle.cycle_reading import CycleReading


@pytest.fixture
def holdings(tmp_path):
    opened = open_holdings(tmp_path / "own", paths.resources_dir(), paths.data_dir())
    yield opened
    opened.close()


@pytest.fixture
def reading(holdings, immediate):
    return CycleReading(holdings, immediate)


@pytest.fixture
def asked(monkeypatch):
    """The methods that were read."""
    methods = []
    real = barometer.read_cycle

    def read_cycle(holdings, series, method, is_cancelled=lambda: False):
        methods.append(method)
        return real(holdings, series, method, is_cancelled)

    monkeypatch.setattr(barometer, "read_cycle", read_cycle)
    return methods


def test_a_method_is_read_once_and_told_each_time(reading, record, asked):
    told = record(reading.read)
    reading.ask(Method.MEAN)
    reading.ask(Method.MEAN)

    assert asked == [Method.MEAN]
    assert [one.cycle.method for (one,) in told] == [Method.MEAN] * 2
    assert len(told[0][0].published) == 1


def test_after_a_change_of_the_holdings_it_is_read_anew(reading, asked):
    reading.ask(Method.HP)
    reading.forget()
    reading.ask(Method.HP)

    assert asked == [Method.HP] * 2


def test_another_series_is_put_in_place_and_taken_back(reading, record):
    told, steps = record(reading.read), record(reading.chosen)
    reading.ask(Method.MEAN)
    reading.choose("mkb-omzet", "mkb 5-250")

    assert told[-1][0].choice.series[9].variant == "mkb 5-250"
    ((step,),) = steps
    step.undo()
    assert told[-1][0].choice.series[9].variant == "main"
    step.redo()
    assert told[-1][0].choice.series[9].variant == "mkb 5-250"


def test_after_another_series_the_method_that_was_asked_last_is_told(reading, record):
    told = record(reading.read)
    for method in (Method.MEAN, Method.HP, Method.MEAN):
        reading.ask(method)
    reading.choose("mkb-omzet", "mkb 5-250")

    assert told[-1][0].cycle.method is Method.MEAN


def test_a_choice_that_will_not_do_is_told(reading, record):
    failed = record(reading.failed)
    reading.choose("nonsense", None)

    assert isinstance(failed[0][0], UnknownName)
