"""From the dropped files of an edition to one that the library keeps."""

import tempfile
from dataclasses import replace
from pathlib import Path

from mkbviewer.core.errors import MkbviewerError, UnreadableFile
from mkbviewer.core.language import _, ngettext
from mkbviewer.core.report.catalogue import Catalogue
from mkbviewer.core.report.edition import Edition, InvalidEdition, read_edition
from mkbviewer.dialects.reading import Rejected
from mkbviewer.store.editions.edition_files import EXTENSION, EditionFiles, pack_edition, read_texts
from mkbviewer.store.files import disk
from mkbviewer.store.library.draft import Original
from mkbviewer.store.library.editions import KeptEdition
from mkbviewer.store.library.library import Library
from mkbviewer.store.library.moment import this_moment
from mkbviewer.store.library.problems import told_as_library_problem, told_as_unreadable
from mkbviewer.store.library.report import IMPORTED, UNCHANGED, ImportReport, refusal


def import_edition(library: Library, found: EditionFiles, shipped: Catalogue) -> ImportReport:
    """Check an edition and keep it; one that is wrong gives a report with all that is wrong."""
    try:
        library.require_writable()
        with told_as_library_problem(library.folder), disk.workspace(library.folder) as place:
            archive, texts, report = _look(found, shipped, place)
            sha256 = disk.hash_file(archive)
            if any((one.sha256, one.name) == (sha256, found.name) for one in library.editions()):
                return replace(report, status=UNCHANGED)
            packed = place / "original-0"
            disk.compress_file(archive, packed, lambda: False)
            now = this_moment()
            kept = KeptEdition(found.name, sha256, found.path.name, now)
            original = Original(packed, sha256, f"{found.name}.{EXTENSION}")
            library.commit_edition(kept, texts, original)
    except MkbviewerError as problem:
        return _refused(found, problem)
    return report


def inspect_edition(found: EditionFiles, shipped: Catalogue) -> ImportReport:
    """The report that `import_edition` would give, without changing anything."""
    try:
        with tempfile.TemporaryDirectory(prefix="mkbviewer-") as place:
            return _look(found, shipped, Path(place))[2]
    except MkbviewerError as problem:
        return _refused(found, problem)


def _look(
    found: EditionFiles, shipped: Catalogue, place: Path
) -> tuple[Path, dict[str, str], ImportReport]:
    if found.name == shipped.edition:
        raise UnreadableFile(
            _("Edition {name} comes with the program.").format(name=found.name),
            _("It was checked, and is not replaced by other files."),
            _("Drop the files of another year."),
        )
    with told_as_unreadable(found.path):
        archive = pack_edition(found, place / "edition.zip")
    texts = read_texts(archive, found.name)
    edition = read_edition(found.name, texts, shipped)
    return archive, texts, _report(found, edition)


def _report(found: EditionFiles, edition: Edition) -> ImportReport:
    pages, facts = len(edition.catalogue.indicators), len(edition.facts)
    weather = len({row["indicator_key"] for row in edition.barometer.series})
    outcomes = len(edition.barometer.published)
    return ImportReport(
        file=found.path,
        status=IMPORTED,
        dialect=EXTENSION,
        title=_("Annual Report {edition}").format(edition=edition.name),
        release=edition.name,
        edition=edition.name,
        observations=facts,
        reasons=(
            ngettext("{count} indicator", "{count} indicators", pages).format(count=pages),
            ngettext("{count} fact", "{count} facts", facts).format(count=facts),
            *_told(
                weather, ngettext("{count} barometer series", "{count} barometer series", weather)
            ),
            *_told(
                outcomes,
                ngettext(
                    "{count} published outcome of the barometer",
                    "{count} published outcomes of the barometer",
                    outcomes,
                ),
            ),
        ),
        companions=tuple(found.files),
    )


def _told(count: int, words: str) -> tuple[str, ...]:
    return (words.format(count=count),) if count else ()


def _refused(found: EditionFiles, problem: MkbviewerError) -> ImportReport:
    report = replace(refusal(found.path, problem), dialect=EXTENSION, edition=found.name)
    if not isinstance(problem, InvalidEdition):
        return report
    rejected = tuple(Rejected(one.line, f"{one.file}: {one.what}") for one in problem.problems)
    return replace(report, rejected=rejected, rejected_count=len(rejected))
