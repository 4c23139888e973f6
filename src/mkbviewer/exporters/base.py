"""The contract of an export format, and the words that go with every export."""

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mkbviewer.core.errors import ExportProblem
from mkbviewer.core.frame import Frame, Provenance
from mkbviewer.core.language import _
from mkbviewer.core.page import Page
from mkbviewer.core.status import Status

Render = Callable[[str], bytes]
"""Makes the bytes of a picture in a format (`png`, `svg`, `pdf`); the drawing itself needs Qt."""


@dataclass(frozen=True, eq=False)
class Export:
    """What is exported: the frame, the words around it, and who draws it where that is needed.

    `dimensions` fix what every figure has in common (a dimension's key and a member's code), and
    `by` names the dimension of the series' members, `beside` that of what stands side by side;
    they are for files that programs read. `own_notes` are the user's, where they are to go along.
    """

    frame: Frame
    title: str = ""
    subtitle: str = ""
    source_line: str = ""
    notes: tuple[str, ...] = ()
    by: str = ""
    beside: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    own_notes: tuple[str, ...] = ()
    render: Render | None = None


class Exporter(Protocol):
    """One export format. `suffix` is the file's ending (`.csv`), `kind` is table or picture.

    `name` tells apart formats of the same ending; the first with an ending is meant by it.
    """

    name: str
    suffix: str
    kind: str

    @property
    def title(self) -> str:
        """The format in the user's words."""
        ...

    def write(self, content: Export, target: Path) -> None:
        """Write the file, whole or not at all. Raises ExportProblem."""
        ...


def export_of(page: Page, subtitle: str, render: Render, own_notes: tuple[str, ...] = ()) -> Export:
    """A page's frame with the words that go around it, and who draws it."""
    frame, view = page.frame, page.view
    return Export(
        frame,
        title=page.title,
        subtitle=subtitle,
        source_line=source_line(frame),
        notes=footnotes(frame),
        by=view.by,
        beside=view.beside,
        dimensions=view.where,
        own_notes=own_notes,
        render=render,
    )


def source_line(frame: Frame) -> str:
    """Where the figures come from: `Bron: CBS, tabel 81589NED, uitgave 2025-04-23; bewerking …`."""
    return source_line_of((frame.provenance,))


def source_line_of(provenances: Iterable[Provenance]) -> str:
    """Where figures of several tables come from, each named once."""
    named = dict.fromkeys(source_words(one) for one in provenances)
    return _("Source: {source}; processed by mkbviewer").format(source="; ".join(named))


def source_words(provenance: Provenance) -> str:
    """A table and its release: `CBS, tabel 81589NED, uitgave 2025-04-23`."""
    parts = (provenance.source.rstrip(" ."), provenance.table_words, provenance.release_words)
    return ", ".join(part for part in parts if part)


def footnotes(frame: Frame) -> tuple[str, ...]:
    """What a reader must know: the stars in use, and how the figures differ from the report's."""
    found = set(frame.statuses.ravel().tolist())
    notes = [
        f"{status.symbol} {status.label}"
        for status in (Status.PROVISIONAL, Status.REVISED_PROVISIONAL)
        if status in found
    ]
    if frame.provenance.match in ("related", "definition") and frame.provenance.note:
        notes.append(frame.provenance.note)
    return tuple(notes)


def write_atomically(target: Path, content: bytes) -> None:
    """Write a file under a temporary name and put it in place at once.

    Raises ExportProblem; then what stood there before is still there.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".mkbviewer-", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_of(target))
        temporary.replace(target)
    except OSError as trouble:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise _problem_of(target, trouble) from trouble


def _mode_of(target: Path) -> int:
    """The rights of the file that is replaced, else those that a new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _problem_of(target: Path, trouble: OSError) -> ExportProblem:
    what = _("{file} could not be saved.").format(file=target)
    if isinstance(trouble, FileNotFoundError):
        return ExportProblem(
            what,
            _("The folder {folder} does not exist.").format(folder=target.parent),
            _("Make the folder, or save somewhere else."),
        )
    if isinstance(trouble, IsADirectoryError):
        return ExportProblem(what, _("There is a folder of that name."), _("Choose another name."))
    if isinstance(trouble, PermissionError):
        return ExportProblem(
            what,
            _("You may not write there, or the file is open in another program."),
            _("Close the file where it is open, or save somewhere else."),
        )
    return ExportProblem(
        what,
        _("The system says: {reason}.").format(reason=trouble.strerror or str(trouble)),
        _("Check whether the disk is full, or save somewhere else."),
    )
