"""Work in the background: the only file of the program that knows threads.

Work runs on a worker thread; what it returns or raises comes back on the main thread. Only frozen
objects, and frames that nobody else holds, cross from one to the other.
"""

import itertools
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from mkbviewer.core.errors import Cancelled
from mkbviewer.core.language import _
from mkbviewer.urgency import give_way

Result = TypeVar("Result")

IMPORT_LANE = "import"
AHEAD_LANE = "ahead"
GATHER_LANE = "gather"
CARDS_LANE = "cards"
CYCLE_LANE = "cycle"
REVISIONS_LANE = "revisions"
REVISED_LANE = "revised"
REJECTED_LANE = "rejected"
CHECKS_LANE = "checks"
REPORT_LANE = "report"
CHANGE_LANE = "change"
SEARCH_LANE = "search"
SETTINGS_LANE = "settings"
TEXTS_LANE = "texts"
STORE_WORKER = "store"
OWN_WORKERS = frozenset(
    {
        IMPORT_LANE,
        AHEAD_LANE,
        GATHER_LANE,
        CARDS_LANE,
        CYCLE_LANE,
        REVISIONS_LANE,
        REVISED_LANE,
        REJECTED_LANE,
        CHECKS_LANE,
        REPORT_LANE,
        SEARCH_LANE,
        SETTINGS_LANE,
    }
)
"""Lanes whose work lasts too long for a page to wait behind it, or that wait for no page: each has
a thread of its own. All other lanes share the one thread that reads the store."""

GENTLE_WORKERS = OWN_WORKERS - {CARDS_LANE}
"""Lanes whose threads give way to the one that paints."""


class Job:
    """One piece of background work, as its maker and the work itself see it."""

    _numbers = itertools.count(1)

    def __init__(self, lane: str, report: Callable[["Job", float, str], None]) -> None:
        self.id = next(Job._numbers)
        self.lane = lane
        self._report = report
        self._is_cancelled = threading.Event()
        self._is_dropped = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether the work has been asked to stop."""
        return self._is_cancelled.is_set()

    @property
    def is_dropped(self) -> bool:
        """Whether nobody waits for the outcome any more; then it is never delivered."""
        return self._is_dropped.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; it then fails with Cancelled, unless it was already done."""
        self._is_cancelled.set()

    def drop(self) -> None:
        """Ask the work to stop, and deliver nothing whatever becomes of it."""
        self._is_dropped.set()
        self._is_cancelled.set()

    def check_cancelled(self) -> None:
        """Called by the work now and then. Raises Cancelled once it has been asked to stop."""
        if self.is_cancelled:
            raise Cancelled(_("The work was cancelled."))

    def report(self, fraction: float, step: str = "") -> None:
        """Called by the work: how far it is, from 0 to 1, and what it is doing."""
        self._report(self, fraction, step)


@dataclass(frozen=True, slots=True)
class _Task:
    job: Job
    run: Callable[[], Callable[[], None]]
    """Does the work and answers what is to be called with its outcome."""


def _bind(
    job: Job,
    work: Callable[[Job], Result],
    done: Callable[[Result], None],
    failed: Callable[[Exception], None],
) -> Callable[[], Callable[[], None]]:
    def run() -> Callable[[], None]:
        try:
            job.check_cancelled()
            result = work(job)
        except Exception as problem:  # noqa: BLE001 - it is not swallowed: it travels to `failed`
            trouble = problem
            return lambda: failed(trouble)
        return lambda: done(result)

    return run


class Runner(QObject):
    """Runs work in lanes. In a lane the latest wins: an older job is dropped for a newer one.

    `progressed` carries a job's id, its fraction and its step; `busy_changed` tells whether any
    job is waiting or running. All signals and callbacks come on the thread of the runner.
    """

    progressed = Signal(int, float, str)
    busy_changed = Signal(bool)

    def run(
        self,
        lane: str,
        work: Callable[[Job], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        *,
        keep_all: bool = False,
    ) -> Job:
        """Do the work, then call `done` with its result or `failed` with its exception.

        Unless `keep_all`, jobs of the same lane that are not finished are dropped: asked to stop,
        and their outcome is never delivered.
        """
        raise NotImplementedError

    def drop(self, lane: str) -> None:
        """Drop every job of a lane that is not finished."""
        raise NotImplementedError

    def close(self) -> None:
        """Drop everything and wait for what is running; nothing runs or is delivered after it."""
        raise NotImplementedError


class ImmediateRunner(Runner):
    """Runs everything at once on the thread of the caller: `done` is called before `run` ends."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_closed = False

    def run(
        self,
        lane: str,
        work: Callable[[Job], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        *,
        keep_all: bool = False,
    ) -> Job:
        job = Job(lane, self._report)
        if self._is_closed:
            job.drop()
            return job
        self.busy_changed.emit(True)
        deliver = _bind(job, work, done, failed)()
        self.busy_changed.emit(False)
        if not job.is_dropped:
            deliver()
        return job

    def drop(self, lane: str) -> None:
        """Nothing to do: nothing is ever waiting."""

    def close(self) -> None:
        self._is_closed = True

    def _report(self, job: Job, fraction: float, step: str) -> None:
        self.progressed.emit(job.id, fraction, step)


class _Worker:
    """One thread and its queue. `finished` is called on that thread after each task."""

    def __init__(self, name: str, finished: Callable[[Job, Callable[[], None]], None]) -> None:
        self._name = name
        self._finished = finished
        self._tasks: deque[_Task] = deque()
        self._is_closed = False
        self._wakes = threading.Condition()
        self._thread = threading.Thread(target=self._work, name=f"mkbviewer-{name}", daemon=True)
        self._thread.start()

    def put(self, task: _Task) -> None:
        with self._wakes:
            self._tasks.append(task)
            self._wakes.notify()

    def discard_dropped(self) -> list[Job]:
        """Take the dropped jobs off the queue; the answer is what was taken off."""
        with self._wakes:
            dropped = [task.job for task in self._tasks if task.job.is_dropped]
            self._tasks = deque(task for task in self._tasks if not task.job.is_dropped)
        return dropped

    def close(self) -> None:
        with self._wakes:
            self._tasks.clear()
            self._is_closed = True
            self._wakes.notify()
        self._thread.join()

    def _work(self) -> None:
        if self._name in GENTLE_WORKERS:
            give_way()
        while (task := self._next()) is not None:
            self._finished(task.job, task.run())
            # A frame of millions of cells must not wait here for the next task.
            del task

    def _next(self) -> _Task | None:
        with self._wakes:
            self._wakes.wait_for(lambda: self._tasks or self._is_closed)
            return None if self._is_closed else self._tasks.popleft()


class TaskRunner(Runner):
    """Runs work on worker threads and delivers on the main thread, which owns this object."""

    _outcome_came = Signal()
    _progress_came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers: dict[str, _Worker] = {}
        self._jobs: dict[int, Job] = {}
        self._outcomes: deque[tuple[Job, Callable[[], None]]] = deque()
        self._progress: dict[int, tuple[float, str]] = {}
        self._progress_lock = threading.Lock()
        self._is_busy = False
        self._is_closed = False
        queued = Qt.ConnectionType.QueuedConnection
        self._outcome_came.connect(self._deliver, queued)
        self._progress_came.connect(self._tell_progress, queued)

    def run(
        self,
        lane: str,
        work: Callable[[Job], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        *,
        keep_all: bool = False,
    ) -> Job:
        job = Job(lane, self._report)
        if self._is_closed:
            job.drop()
            return job
        if not keep_all:
            self._drop_jobs(lane)
        self._jobs[job.id] = job
        self._worker(lane).put(_Task(job, _bind(job, work, done, failed)))
        self._tell_busy()
        return job

    def drop(self, lane: str) -> None:
        self._drop_jobs(lane)
        self._tell_busy()

    def close(self) -> None:
        self._is_closed = True
        for job in self._jobs.values():
            job.drop()
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()
        self._jobs.clear()
        self._outcomes.clear()
        self._tell_busy()

    def _drop_jobs(self, lane: str) -> None:
        for job in self._jobs.values():
            if job.lane == lane:
                job.drop()
        worker = self._workers.get(self._worker_name(lane))
        for job in worker.discard_dropped() if worker else ():
            self._jobs.pop(job.id, None)

    @staticmethod
    def _worker_name(lane: str) -> str:
        return lane if lane in OWN_WORKERS else STORE_WORKER

    def _worker(self, lane: str) -> _Worker:
        name = self._worker_name(lane)
        if name not in self._workers:
            self._workers[name] = _Worker(name, self._finish)
        return self._workers[name]

    def _finish(self, job: Job, deliver: Callable[[], None]) -> None:
        # On the worker's thread: the signal is queued, so that _deliver runs on the main thread.
        self._outcomes.append((job, deliver))
        self._outcome_came.emit()

    @Slot()
    def _deliver(self) -> None:
        if not self._outcomes:
            return
        job, deliver = self._outcomes.popleft()
        self._tell_progress()
        self._jobs.pop(job.id, None)
        try:
            if not job.is_dropped:
                deliver()
        finally:
            self._tell_busy()

    def _report(self, job: Job, fraction: float, step: str) -> None:
        with self._progress_lock:
            is_first = not self._progress
            self._progress[job.id] = (fraction, step)
        # One signal for however many reports until the main thread looks: never a flood.
        if is_first:
            self._progress_came.emit()

    @Slot()
    def _tell_progress(self) -> None:
        with self._progress_lock:
            progress, self._progress = self._progress, {}
        for job_id, (fraction, step) in progress.items():
            if job_id in self._jobs and not self._jobs[job_id].is_dropped:
                self.progressed.emit(job_id, fraction, step)

    def _tell_busy(self) -> None:
        is_busy = bool(self._jobs)
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busy_changed.emit(is_busy)
