"""Work in the background: lanes, cancelling, trouble, and closing."""

import threading
import time

import pytest

from mkbviewer.core.errors import Cancelled
from mkbviewer.viewmodels.background.tasks import CARDS_LANE, IMPORT_LANE, ImmediateRunner


class Outcomes:
    """Collects what was delivered, and on which thread."""

    def __init__(self):
        self.done = []
        self.failed = []
        self.threads = set()

    def accept(self, result):
        self.threads.add(threading.current_thread())
        self.done.append(result)

    def refuse(self, problem):
        self.threads.add(threading.current_thread())
        self.failed.append(problem)


@pytest.fixture
def outcomes():
    return Outcomes()


@pytest.fixture
def gate():
    """Work that waits until it is let through, and tells when it has begun."""

    class Gate:
        def __init__(self):
            self.begun = threading.Event()
            self.opened = threading.Event()

        def work(self, result):
            def run(job):
                self.begun.set()
                assert self.opened.wait(10)
                return result

            return run

        def work_until_cancelled(self, job):
            self.begun.set()
            while True:
                job.check_cancelled()
                time.sleep(0.001)

    one = Gate()
    yield one
    one.opened.set()


def test_work_runs_elsewhere_and_its_result_comes_on_the_main_thread(runner, outcomes, qtbot):
    runner.run("page", lambda job: threading.current_thread(), outcomes.accept, outcomes.refuse)
    qtbot.waitUntil(lambda: bool(outcomes.done))
    assert outcomes.done[0] is not threading.main_thread()
    assert outcomes.threads == {threading.main_thread()}


def test_the_exception_travels_with_its_traceback(runner, outcomes, qtbot):
    def stumble(job):
        raise ZeroDivisionError("by nothing")

    runner.run("page", stumble, outcomes.accept, outcomes.refuse)
    qtbot.waitUntil(lambda: bool(outcomes.failed))
    (problem,) = outcomes.failed
    assert isinstance(problem, ZeroDivisionError)
    frames = []
    place = problem.__traceback__
    while place:
        frames.append(place.tb_frame.f_code.co_name)
        place = place.tb_next
    assert frames[-1] == "stumble"
    assert outcomes.done == []


def test_in_a_lane_only_the_latest_is_delivered(runner, outcomes, gate, qtbot):
    ran = []

    def note(number):
        def run(job):
            ran.append(number)
            return number

        return run

    runner.run("page", gate.work(0), outcomes.accept, outcomes.refuse)
    assert gate.begun.wait(10)
    for number in range(1, 6):
        runner.run("page", note(number), outcomes.accept, outcomes.refuse)
    gate.opened.set()
    qtbot.waitUntil(lambda: bool(outcomes.done))
    qtbot.wait(20)
    assert outcomes.done == [5]
    assert ran == [5]
    assert outcomes.failed == []


def test_a_running_job_is_asked_to_stop_for_a_newer_one(runner, outcomes, gate, qtbot):
    runner.run("page", gate.work_until_cancelled, outcomes.accept, outcomes.refuse)
    assert gate.begun.wait(10)
    runner.run("page", lambda job: "newer", outcomes.accept, outcomes.refuse)
    qtbot.waitUntil(lambda: bool(outcomes.done))
    assert outcomes.done == ["newer"]
    assert outcomes.failed == []


def test_another_lane_drops_nothing(runner, outcomes, gate, qtbot):
    runner.run("page", gate.work("page"), outcomes.accept, outcomes.refuse)
    runner.run("contents", lambda job: "contents", outcomes.accept, outcomes.refuse)
    gate.opened.set()
    qtbot.waitUntil(lambda: len(outcomes.done) == 2)
    assert outcomes.done == ["page", "contents"]


def test_a_queue_keeps_all_in_order(runner, outcomes, qtbot):
    for number in range(20):
        runner.run(
            IMPORT_LANE,
            lambda job, number=number: number,
            outcomes.accept,
            outcomes.refuse,
            keep_all=True,
        )
    qtbot.waitUntil(lambda: len(outcomes.done) == 20)
    assert outcomes.done == list(range(20))


@pytest.mark.parametrize("lane", [IMPORT_LANE, CARDS_LANE])
def test_a_page_does_not_wait_behind_long_work(runner, outcomes, gate, qtbot, lane):
    runner.run(lane, gate.work("long"), outcomes.accept, outcomes.refuse)
    assert gate.begun.wait(10)
    runner.run("page", lambda job: "page", outcomes.accept, outcomes.refuse)
    qtbot.waitUntil(lambda: bool(outcomes.done))
    assert outcomes.done == ["page"]
    gate.opened.set()
    qtbot.waitUntil(lambda: len(outcomes.done) == 2)


def test_cancelled_work_fails_with_cancelled(runner, outcomes, gate, qtbot):
    job = runner.run("page", gate.work_until_cancelled, outcomes.accept, outcomes.refuse)
    assert gate.begun.wait(10)
    job.cancel()
    qtbot.waitUntil(lambda: bool(outcomes.failed))
    assert isinstance(outcomes.failed[0], Cancelled)


def test_waiting_work_that_is_cancelled_never_begins(runner, outcomes, gate, qtbot):
    begun: list = []
    runner.run(IMPORT_LANE, gate.work("first"), outcomes.accept, outcomes.refuse, keep_all=True)
    second = runner.run(IMPORT_LANE, begun.append, outcomes.accept, outcomes.refuse, keep_all=True)
    second.cancel()
    gate.opened.set()
    qtbot.waitUntil(lambda: bool(outcomes.failed))
    assert begun == []
    assert outcomes.done == ["first"]
    assert isinstance(outcomes.failed[0], Cancelled)


def test_work_that_was_done_before_it_could_be_cancelled_is_delivered(
    runner, outcomes, gate, qtbot
):
    job = runner.run(IMPORT_LANE, gate.work("done"), outcomes.accept, outcomes.refuse)
    assert gate.begun.wait(10)
    job.cancel()
    gate.opened.set()
    qtbot.waitUntil(lambda: bool(outcomes.done))
    assert outcomes.done == ["done"]


def test_a_dropped_lane_delivers_nothing(runner, outcomes, gate, qtbot):
    runner.run("page", gate.work("page"), outcomes.accept, outcomes.refuse)
    assert gate.begun.wait(10)
    runner.drop("page")
    gate.opened.set()
    runner.run("contents", lambda job: "contents", outcomes.accept, outcomes.refuse)
    qtbot.waitUntil(lambda: bool(outcomes.done))
    assert outcomes.done == ["contents"]
    assert outcomes.failed == []


def test_progress_comes_on_the_main_thread_and_in_order(runner, outcomes, record, qtbot):
    progressed = record(runner.progressed)

    def work(job):
        for step in range(1000):
            job.report(step / 1000, f"row {step}")
        job.report(1.0, "done")
        return "done"

    job = runner.run(IMPORT_LANE, work, outcomes.accept, outcomes.refuse)
    qtbot.waitUntil(lambda: bool(outcomes.done))
    assert progressed[-1] == (job.id, 1.0, "done")
    fractions = [fraction for _job, fraction, _step in progressed]
    assert fractions == sorted(fractions)


def test_many_reports_become_few_signals_while_the_main_thread_is_elsewhere(
    runner, outcomes, record, qtbot
):
    progressed = record(runner.progressed)
    reported = threading.Event()

    def work(job):
        for step in range(1000):
            job.report(step / 1000)
        reported.set()

    runner.run(IMPORT_LANE, work, outcomes.accept, outcomes.refuse)
    assert reported.wait(10)
    qtbot.waitUntil(lambda: bool(outcomes.done))
    assert len(progressed) <= 2


def test_busy_is_told_once_for_a_row_of_jobs(runner, outcomes, gate, record, qtbot):
    busy = record(runner.busy_changed)
    for _ in range(3):
        runner.run(IMPORT_LANE, gate.work(1), outcomes.accept, outcomes.refuse, keep_all=True)
    gate.opened.set()
    qtbot.waitUntil(lambda: len(outcomes.done) == 3)
    qtbot.waitUntil(lambda: len(busy) == 2)
    assert busy == [(True,), (False,)]


def test_closing_waits_for_what_runs_and_delivers_nothing_more(runner, outcomes, gate, qtbot):
    ended = []

    def work(job):
        gate.begun.set()
        while not job.is_cancelled:
            time.sleep(0.001)
        time.sleep(0.05)
        ended.append("tidied up")
        return "result"

    waiting: list = []
    runner.run(IMPORT_LANE, work, outcomes.accept, outcomes.refuse, keep_all=True)
    runner.run(IMPORT_LANE, waiting.append, outcomes.accept, outcomes.refuse, keep_all=True)
    assert gate.begun.wait(10)
    runner.close()
    assert ended == ["tidied up"]
    qtbot.wait(20)
    assert outcomes.done == outcomes.failed == waiting == []


def test_closing_leaves_no_thread(runner, outcomes, qtbot):
    for lane in ("page", IMPORT_LANE, CARDS_LANE):
        runner.run(lane, lambda job: job.id, outcomes.accept, outcomes.refuse)
    qtbot.waitUntil(lambda: len(outcomes.done) == 3)
    runner.close()
    runner.close()
    assert [one.name for one in threading.enumerate() if one.name.startswith("mkbviewer")] == []


def test_after_closing_nothing_runs(runner, outcomes, qtbot):
    runner.close()
    job = runner.run("page", lambda job: "late", outcomes.accept, outcomes.refuse)
    qtbot.wait(20)
    assert job.is_dropped
    assert outcomes.done == []


def test_a_callback_that_fails_does_not_stop_the_next(runner, outcomes, qtbot):
    def stumble(result):
        raise ValueError("in the callback")

    with qtbot.captureExceptions() as caught:
        runner.run("contents", lambda job: 1, stumble, outcomes.refuse)
        runner.run("page", lambda job: 2, outcomes.accept, outcomes.refuse)
        qtbot.waitUntil(lambda: bool(outcomes.done))
    assert [str(one[1]) for one in caught] == ["in the callback"]
    assert outcomes.done == [2]


def test_a_callback_may_run_more(runner, outcomes, qtbot):
    def chain(result):
        runner.run("page", lambda job: result + 1, outcomes.accept, outcomes.refuse)

    runner.run("page", lambda job: 1, chain, outcomes.refuse)
    qtbot.waitUntil(lambda: bool(outcomes.done))
    assert outcomes.done == [2]


def test_the_immediate_runner_delivers_before_it_returns(qapp, outcomes, record):
    immediate = ImmediateRunner()
    busy, progressed = record(immediate.busy_changed), record(immediate.progressed)

    def work(job):
        job.report(0.5, "half")
        return "done"

    job = immediate.run("page", work, outcomes.accept, outcomes.refuse)
    assert outcomes.done == ["done"]
    assert busy == [(True,), (False,)]
    assert progressed == [(job.id, 0.5, "half")]


def test_the_immediate_runner_delivers_trouble_too(qapp, outcomes):
    def stumble(job):
        raise KeyError("x")

    ImmediateRunner().run("page", stumble, outcomes.accept, outcomes.refuse)
    assert isinstance(outcomes.failed[0], KeyError)


def test_a_closed_immediate_runner_runs_nothing(qapp, outcomes):
    immediate = ImmediateRunner()
    immediate.close()
    assert immediate.run("page", lambda job: 1, outcomes.accept, outcomes.refuse).is_dropped
    assert outcomes.done == []
