"""What the command line writes: data on stdout, everything else on stderr, UTF-8 always."""

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkbviewer.core.errors import ExportProblem, MkbviewerError
from mkbviewer.core.language import _

if TYPE_CHECKING:
    from mkbviewer.core.period import Frequency

_GAP = "  "


def prepare_streams() -> None:
    """Write UTF-8 with plain line ends, whatever the system's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def silence_output() -> None:
    """Drop what is still to be written: nobody reads stdout any more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def tell(*sentences: str) -> None:
    """Write one line to stderr."""
    line = " ".join(" ".join(sentences).split())
    print(f"mkbviewer: {line}", file=sys.stderr)


def tell_problem(problem: MkbviewerError, subject: str = "") -> None:
    """Write a problem as one line to stderr: what, why, what to do."""
    tell(f"{subject}:" if subject else "", str(problem))


def write_json(value: Any) -> None:
    """Write a value as JSON to stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write("\n")


def write_columns(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows of text under their header to stdout, in columns that line up."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print(_GAP.join(cells).rstrip())


def range_in_words(first: str, last: str, frequencies: "Sequence[Frequency]") -> str:
    """The first and the last period, and how long periods last; empty where there are none."""
    lengths = ", ".join(frequency.label for frequency in frequencies)
    return f"{first}-{last} ({lengths})" if first else ""


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A path to write to that becomes `target` when all went well: never half a file.

    Raises ExportProblem when it cannot be written.
    """
    place = target.with_name(f".{target.name}.{os.getpid()}{target.suffix}")
    try:
        yield place
        place.replace(target)
    except OSError as problem:
        raise ExportProblem(
            _("{file} cannot be written.").format(file=target),
            _("The system says: {reason}.").format(reason=problem.strerror or str(problem)),
            _("Choose another place, or make room on the disk."),
        ) from problem
    finally:
        place.unlink(missing_ok=True)
