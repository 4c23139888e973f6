"""What trouble with a library on disk means for the user."""

import errno
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mkbviewer.core.errors import LibraryProblem, UnknownName
from mkbviewer.core.language import _

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ERROR_NUMBER = re.compile(r'"errno":\s*"(\d+)"')
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def told_as_library_problem(folder: Path) -> Iterator[None]:
    """Turn what the system or SQLite says about the library in `folder` into a LibraryProblem."""
    try:
        yield
    except OSError as problem:
        raise disk_problem(problem, folder) from problem
    except sqlite3.Error as problem:
        raise index_problem(problem, folder) from problem


@contextmanager
def told_as_unreadable(path: Path) -> Iterator[None]:
    """Turn what the system says about a file of the user's into an UnreadableFile."""
    try:
        yield
    except OSError as problem:
        from mkbviewer.dialects.probe import unopened

        raise unopened(path, problem) from problem


def disk_problem(problem: OSError, folder: Path) -> LibraryProblem:
    """What a failed read or write in a library means for the user."""
    reason = problem.strerror or str(problem)
    if problem.errno in _FULL:
        return _full(folder, reason)
    if problem.errno in _REFUSED:
        return _refused(folder, reason)
    if problem.errno == errno.EXDEV:
        return LibraryProblem(
            _("The folders of the library in {folder} lie on different disks.").format(
                folder=folder
            ),
            _because(reason),
            _("Keep all of its folders on one file system; the library itself can be anywhere."),
        )
    return LibraryProblem(
        _("The library in {folder} cannot be used.").format(folder=folder),
        _because(reason),
        _("Check the folder, or choose another one for the library."),
    )


def import_problem(reason: str) -> LibraryProblem:
    """What it means that DuckDB could not read or write while importing a file."""
    if os.strerror(errno.ENOSPC) in reason:
        return LibraryProblem(
            _("The disk is full: there is no room to import this file."),
            _because(os.strerror(errno.ENOSPC)),
            _("Make room on the disk of the library, then import the file again."),
        )
    number = _ERROR_NUMBER.search(reason)
    told = os.strerror(int(number[1])) if number else reason.partition("\n")[0].strip()
    return LibraryProblem(
        _("The disk did not take or give what was asked while importing."),
        _because(told),
        _("Make room on the disk of the library, and check that it can be written."),
    )


def index_problem(problem: sqlite3.Error, folder: Path) -> LibraryProblem:
    """What a failed read or write of the index means for the user."""
    reason = str(problem)
    match (getattr(problem, "sqlite_errorcode", None) or 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return _full(folder, reason)
        case sqlite3.SQLITE_READONLY:
            return _refused(folder, reason)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryProblem(
                _("The library in {folder} is busy.").format(folder=folder),
                _("Another program has been writing in it for too long."),
                _("Try again; close other windows of mkbviewer if it stays busy."),
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return LibraryProblem(
                _("The index of the library in {folder} is damaged.").format(folder=folder),
                _because(reason),
                _(
                    "Let `mkbviewer library rebuild` make it anew from the files that were "
                    "imported, or put back a copy of it; the damaged one is kept."
                ),
            )
    if free_space(folder) == 0:
        return _full(folder, reason)
    return LibraryProblem(
        _("The index of the library in {folder} cannot be used.").format(folder=folder),
        _because(reason),
        _("Check the folder, or choose another one for the library."),
    )


def lost_index(folder: Path, name: str) -> LibraryProblem:
    """What it means that imported files are there, and the index is not."""
    return LibraryProblem(
        _("The index of the library in {folder} is gone.").format(folder=folder),
        _("The file {name} is not there; the files that were imported are.").format(name=name),
        _(
            "Let `mkbviewer library rebuild` make it anew from the files that were imported, or put"
            " back a copy of it."
        ),
    )


def free_space(folder: Path) -> int | None:
    """The bytes that are free where the library stands, if the system tells."""
    try:
        import shutil

        return shutil.disk_usage(folder).free
    except OSError:
        return None


def is_write_refused(problem: sqlite3.Error) -> bool:
    """Whether SQLite says that it may only read, or that it cannot make a file."""
    code = (getattr(problem, "sqlite_errorcode", None) or 0) & 0xFF
    return code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def unknown(what: str, name: str, there: Sequence[str], nothing_there: str = "") -> UnknownName:
    """A name that does not exist, with the ones that come near it."""
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in there}
    near = [folded[one] for one in get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)]
    if near:
        return UnknownName(what, "", _("Did you mean {names}?").format(names=", ".join(near)))
    if not there:
        return UnknownName(what, "", nothing_there)
    shown = ", ".join(there[:8]) + (", …" if len(there) > 8 else "")
    return UnknownName(what, "", _("There are: {names}.").format(names=shown))


def _full(folder: Path, reason: str) -> LibraryProblem:
    return LibraryProblem(
        _("The disk is full: the library in {folder} cannot take more.").format(folder=folder),
        _because(reason),
        _("Make room on the disk, or choose another folder for the library."),
    )


def _refused(folder: Path, reason: str) -> LibraryProblem:
    return LibraryProblem(
        _("The library in {folder} may only be read.").format(folder=folder),
        _because(reason),
        _("Ask for the right to write there, or choose another folder for the library."),
    )


def _because(reason: str) -> str:
    told = reason.rstrip(".") or os.strerror(errno.EIO)
    return _("The system says: {reason}. Nothing in the library was changed.").format(reason=told)
