"""Checking the editions that a library keeps, and making them anew from their kept files."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from mkbviewer.core.errors import MkbviewerError
from mkbviewer.core.language import _
from mkbviewer.store.editions.edition_files import EXTENSION, names_in, read_texts
from mkbviewer.store.files import disk
from mkbviewer.store.library.draft import Original, original_path
from mkbviewer.store.library.editions import KeptEdition
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.moment import this_moment
from mkbviewer.store.library.originals import unpack
from mkbviewer.store.library.trash import find_kept


def check_editions(library: Library) -> Iterator[tuple[str, str, str]]:
    """What is wrong with editions: the path of the kept file, the year, and what, as a sentence.

    That a kept file is gone or changed is told of all kept files together.
    """
    for edition in _all(library):
        path = original_path(edition.sha256, EXTENSION)
        texts = _read_kept(library, edition)
        if isinstance(texts, dict) and texts != library.edition_texts(edition):
            yield path, edition.name, _("The edition is not as its kept file has it.")


def rebuild_editions(library: Library) -> Iterator[tuple[str, bool, str]]:
    """Read the kept file of every edition again: its year, whether anything changed, and why not.

    The last is a sentence where it stayed as it was because its file cannot be read.
    """
    for edition in _all(library):
        texts = _read_kept(library, edition)
        if isinstance(texts, str):
            yield edition.name, False, texts
            continue
        is_changed = texts != library.edition_texts(edition)
        if is_changed:
            library.correct_edition(edition, texts)
        yield edition.name, is_changed, ""


def rescue_edition(library: Library, packed: Path) -> tuple[str, ...]:
    """Take in the editions of a kept file that the index does not know; answers their years.

    Raises OSError and MkbviewerError when it cannot be read.
    """
    now = this_moment()
    with disk.workspace(library.folder) as place:
        archive = place / "edition.zip"
        sha256 = unpack(packed, archive)
        names = names_in(archive)
        for name in names:
            texts = read_texts(archive, name)
            copy = place / f"original-{name}"
            copy.write_bytes(packed.read_bytes())
            disk.sync_file(copy)
            original = Original(copy, sha256, f"{name}.{EXTENSION}")
            library.commit_edition(KeptEdition(name, sha256, f"{name}.zip", now), texts, original)
    return names


def _all(library: Library) -> tuple[KeptEdition, ...]:
    return (*library.editions(), *library.editions(removed=True))


def _read_kept(library: Library, edition: KeptEdition) -> dict[str, str] | str:
    """The texts in the kept file of an edition, or why they cannot be read."""
    packed = find_kept(library.folder, edition.sha256, EXTENSION)
    with tempfile.TemporaryDirectory(prefix="mkbviewer-") as place:
        archive = Path(place) / "edition.zip"
        try:
            if unpack(packed, archive) != edition.sha256:
                return _("Its kept file is not as it was imported.")
            return read_texts(archive, edition.name)
        except OSError as problem:
            return _("The file that it was made from cannot be read: {reason}.").format(
                reason=problem.strerror or problem
            )
        except MkbviewerError as problem:
            return str(problem)
