"""What a dropped path leads to: the file that is read, what goes with it, and what is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkbviewer.core.errors import UnreadableFile
from mkbviewer.core.language import _
from mkbviewer.store.files.first_look import is_archive, is_text


@dataclass(frozen=True)
class Source:
    """`data` is read with `companions`; `original` is kept, byte for byte.

    They are the same file unless it came in an archive: an archive with one table is kept itself,
    and so are those of its files that are `packed`, since they are in it.
    """

    original: Path
    data: Path
    companions: Mapping[str, Path]
    packed: frozenset[Path] = field(default_factory=frozenset)

    def outside(self, paths: Iterable[Path]) -> list[Path]:
        """Those of these files that are kept on their own."""
        return [path for path in paths if path not in self.packed]


def open_source(
    path: Path,
    companions: Mapping[str, Path] | None,
    place: Path,
    check_cancelled: Callable[[], None] | None = None,
) -> Source:
    """The file that a candidate's path stands for, unpacked into `place` where it is in an archive.

    Without `companions` those that belong to it are found. Raises UnreadableFile when there is no
    data file, or when an archive cannot be read.
    """
    archive = next((one for one in path.parents if one.is_file() and is_archive(one)), None)
    if archive is not None or path.is_dir() or is_archive(path):
        # Loaded for these only: most of what is imported is a file.
        from mkbviewer.store.importing.unpacking import open_packed

        return open_packed(path, archive, companions, place / "unpacked", check_cancelled)
    if path.exists() and not path.is_file():
        raise UnreadableFile(
            _("{file} cannot be opened.").format(file=path.name),
            _("It is neither a file nor a folder."),
            _("Choose a file."),
        )
    if not is_text(path.name):
        raise UnreadableFile(
            _("{file} cannot be opened.").format(file=ascii(path.name)[1:-1]),
            _("There are bytes in its name that are no letters."),
            _("Give the file another name, and import it again."),
        )
    if companions is None:
        # Whoever names them has looked for them already, or wants none.
        from mkbviewer.store.importing.gather import find_companions

        companions = find_companions(path)
    return Source(path, path, companions)
