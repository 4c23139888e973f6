"""All rows of a file that cannot be read; a report names the first hundred."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from mkbviewer.dialects import probe_file, recognise
from mkbviewer.dialects.base import choose
from mkbviewer.dialects.reading import Rejected
from mkbviewer.dialects.rows import every_rejection
from mkbviewer.store.importing.source import open_source
from mkbviewer.store.importing.workbench import Workbench


def read_rejected(
    path: Path,
    companions: Mapping[str, Path] | None = None,
    *,
    reading: str = "",
    check_cancelled: Callable[[], None] | None = None,
) -> tuple[Rejected, ...]:
    """Read a file as an import does, for every row that is left out, in order of line.

    `reading` is the one that was chosen where several are equally good. Raises UnreadableFile when
    the file is not there any more, LibraryProblem, Cancelled.
    """
    with tempfile.TemporaryDirectory(prefix="mkbviewer-") as folder:
        place = Path(folder)
        source = open_source(path, companions, place, check_cancelled)
        recognition = choose(recognise(probe_file(source.data, source.companions)), reading)
        with Workbench(place / "spill", check_cancelled) as bench, every_rejection():
            return bench.read(source.data, recognition.layout).rejected
