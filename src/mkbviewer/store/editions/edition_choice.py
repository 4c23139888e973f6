"""Which edition of the report is in use: the one that the program ships, or one of the user's."""

from dataclasses import replace

from mkbviewer.core.report.edition import Edition, read_edition
from mkbviewer.store.library.editions import unknown_edition
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.holdings import Holdings

KIND, KEY = "edition", "chosen"
"""Under what a library keeps which edition the window shows."""


def shipped_edition(holdings: Holdings) -> Edition:
    """The edition that the program ships."""
    return holdings.shipped or Edition(holdings.catalogue, holdings.facts)


def edition_names(holdings: Holdings) -> tuple[str, ...]:
    """The years of which there is an edition, in order."""
    kept = {one.name for one in holdings.own.editions()}
    return tuple(sorted({shipped_edition(holdings).name, *kept}))


def use_edition(holdings: Holdings, name: str) -> Holdings:
    """The holdings with another edition's pages, facts and findings; the shipped one for none.

    Raises UnknownName, InvalidEdition where it cannot be read by this version of the program.
    """
    shipped = shipped_edition(holdings)
    if name in ("", shipped.name):
        edition = shipped
    else:
        kept = {one.name: one for one in holdings.own.editions()}
        if name not in kept:
            raise unknown_edition(name, list(edition_names(holdings)))
        texts = holdings.own.edition_texts(kept[name])
        edition = read_edition(name, texts, shipped.catalogue, kept[name].key)
    return replace(
        holdings,
        catalogue=edition.catalogue,
        facts=edition.facts,
        edition_key=edition.key,
        findings=edition.findings,
        barometer=edition.barometer,
        shipped=shipped,
    )


def remembered_edition(library: Library) -> str:
    """The edition that the window shows; empty for the shipped one."""
    return library.entries(KIND).get(KEY, "")


def remember_edition(library: Library, name: str) -> None:
    """Let the window show an edition from now on. Raises LibraryProblem."""
    library.put_entry(KIND, KEY, name or None)
