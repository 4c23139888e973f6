"""A desk with a display, a hand and a window: what the stories are told with."""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

NEEDED = ("Xvfb", "xdotool")
needs_a_display = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)), reason=f"needs {' and '.join(NEEDED)}"
)
HERE = Path(__file__).resolve().parent
PATIENCE = 15.0


class Desk:
    """One user's display, library and settings; programs are started on it."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment, self.folder = environment, folder
        self._opened: list[Window] = []

    def open_program(self, *files: Path, language: str = "nl") -> "Window":
        """Start the program and wait until its window is furnished."""
        window = Window(self, start("answering_window.py", language, *files, desk=self))
        self._opened.append(window)
        return window

    def of_someone_else(self) -> "Desk":
        """The same display with a library and settings of someone else."""
        folder = self.folder / "someone-else"
        mine, theirs = str(self.folder), str(folder)
        environment = {
            name: value.replace(mine, theirs) for name, value in self.environment.items()
        }
        other = Desk(environment, folder)
        other._opened = self._opened
        return other

    def paste(self) -> str:
        """What another program gets from the clipboard."""
        found = subprocess.run(
            [sys.executable, str(HERE / "paste.py")],
            env=self.environment,
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
        return found.stdout.decode("utf-8")

    def clear(self) -> None:
        """End what is still open."""
        for window in self._opened:
            window.kill()


def start(script: str, *arguments: object, desk: Desk) -> subprocess.Popen[str]:
    """Start one of the windows and wait until it says that it is ready."""
    started = subprocess.Popen(
        [sys.executable, str(HERE / script), *map(str, arguments)],
        env=desk.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    said, _written, _failed = select.select([started.stdout], [], [], 2 * PATIENCE)
    if not said or started.stdout.readline().strip() != "ready":
        started.kill()
        raise AssertionError(f"{script} did not start: {started.communicate()[1][-2000:]}")
    return started


class Window:
    """The program's window, as a hand and a pair of eyes have it."""

    def __init__(self, desk: Desk, process: subprocess.Popen[str]) -> None:
        self._desk, self._process = desk, process
        self._focused = 0

    # What the hand does

    def press(self, *keys: str) -> None:
        """Press keys, one after the other: `ctrl+k`, `Return`."""
        self._focus()
        self._xdotool("key", "--delay", 20, *keys)
        self.wait_until_still()

    def type(self, text: str) -> None:
        """Type a text where the cursor is."""
        self._focus()
        self._xdotool("type", "--delay", 8, text)
        self.wait_until_still()

    def _focus(self) -> None:
        """Give the keys to the window in front: a window manager would, and there is none."""
        in_front = self.ask("window_in_front")
        if in_front and in_front != self._focused:
            self._xdotool("windowfocus", "--sync", in_front)
            self._focused = in_front

    def click(self, words: str, *, beginning: bool = False, kind: str = "", held: str = "") -> None:
        """Click on what has these words, perhaps with a key held."""
        at = self.find(words, beginning=beginning, kind=kind)
        self.click_at(at, held=held)

    def click_at(self, at: list[int], *, held: str = "") -> None:
        """Click on a place."""
        holding = ("keydown", held) if held else ()
        letting_go = ("keyup", held) if held else ()
        self._xdotool("mousemove", *at, *holding, "click", 1, *letting_go)
        self.wait_until_still()

    def point_at(self, at: list[int]) -> None:
        """Move the mouse to a place."""
        self._xdotool("mousemove", at[0] - 3, at[1] - 2, "mousemove", *at)
        self.wait_until_still()

    def drag(self, start: list[int], end: list[int], *, held: str = "") -> None:
        """Drag from a place to another in steps, perhaps with a key held."""
        words: list[object] = ["mousemove", *start]
        words += ["keydown", held] if held else []
        words += ["mousedown", 1]
        for step in range(1, 9):
            at = [a + (b - a) * step // 8 for a, b in zip(start, end, strict=True)]
            words += ["mousemove", *at, "sleep", 0.02]
        words += ["mouseup", 1]
        words += ["keyup", held] if held else []
        self._xdotool(*words)
        self.wait_until_still()

    def carry(self, start: list[int], end: list[int], *, looks: bool = False) -> None:
        """Carry something within the window: as slowly as a hand, that Qt's drag can follow."""
        self._xdotool("mousemove", *start, "mousedown", 1)
        for step in range(1, 13):
            at = [a + (b - a) * step // 12 for a, b in zip(start, end, strict=True)]
            self._xdotool("mousemove", *at, "sleep", 0.04)
        if looks:
            self.look()
        self._xdotool("mousemove", end[0] + 1, end[1], "sleep", 0.1, "mouseup", 1)
        self.wait_until_still()

    def _xdotool(self, *words: object) -> None:
        subprocess.run(
            ["xdotool", *map(str, words)], env=self._desk.environment, check=True, timeout=PATIENCE
        )

    # What the eyes see

    def find(self, words: str, *, beginning: bool = False, kind: str = "") -> list[int]:
        """Where what has these words stands on the screen; it may take a while to come."""
        until = time.monotonic() + PATIENCE
        found = None
        while time.monotonic() < until:
            found = self.ask("place", words=words, beginning=beginning, kind=kind)
            if found and found["enabled"]:
                at: list[int] = found["at"]
                return at
            time.sleep(0.05)
        state = "cannot be used" if found else "is not there"
        seen = " | ".join(self.ask("words"))
        raise AssertionError(f"{words!r} {state}; said: {self.ask('said')}; there is: {seen}")

    def ask(self, question: str, **about: object):
        """Ask the window something."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"ask": question, **about}) + "\n")
        stdin.flush()
        ready, _written, _failed = select.select([stdout], [], [], PATIENCE)
        line = stdout.readline() if ready else ""
        if not line:
            self._process.kill()
            raise AssertionError(
                f"no answer to {question}: {self._process.communicate()[1][-3000:]}"
            )
        answer = json.loads(line)
        if isinstance(answer, dict) and "problem" in answer:
            raise AssertionError(f"{question}: {answer['problem']}")
        return answer

    def wait_until_still(self) -> None:
        """Wait until the window has handled what was done and reads nothing any more."""
        until = time.monotonic() + PATIENCE
        quiet = 0
        while quiet < 3:
            time.sleep(0.02)
            quiet = quiet + 1 if self.ask("is_still") else 0
            assert time.monotonic() < until, "the window is not done"

    def wait_for(self, question: str, wanted, **about: object):
        """Ask until the answer is as wanted, and hand it back; the last one where it never is."""
        until = time.monotonic() + PATIENCE
        while True:
            answer = self.ask(question, **about)
            if wanted(answer) or time.monotonic() > until:
                return answer
            time.sleep(0.05)

    @property
    def table(self) -> dict[str, dict[str, str]]:
        """The table under the chart, by period and series, as it reads."""
        rows: dict[str, dict[str, str]] = self.ask("table")
        return rows

    @property
    def curves(self) -> dict[str, dict[str, float]]:
        """The chart, by series and the period's code."""
        curves: dict[str, dict[str, float]] = self.ask("curves")
        return curves

    def look(self) -> None:
        """Keep a picture of the screen where MKBVIEWER_E2E_PICTURES names a folder."""
        if folder := os.environ.get("MKBVIEWER_E2E_PICTURES"):
            story = os.environ.get("PYTEST_CURRENT_TEST", "story").split("::")[-1].split(" ")[0]
            number = len(list(Path(folder).glob(f"{story}*")))
            self.ask("picture_of_screen", path=f"{folder}/{story}-{number}.png")

    # How it ends

    def close(self) -> None:
        """Close the window as a user does, and wait until the program has ended."""
        self._focus()
        self._xdotool("key", "ctrl+q")
        assert self._process.wait(PATIENCE) == 0
        self._let_go()

    def kill(self) -> None:
        """End the program as a power cut does."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._let_go()

    def _let_go(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None and not pipe.closed:
                pipe.close()
