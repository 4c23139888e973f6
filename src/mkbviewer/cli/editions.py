"""The editions of the report: which there are, removing one and bringing it back."""

from argparse import Namespace
from typing import Any

from mkbviewer.cli.holdings import opened_holdings
from mkbviewer.cli.output import tell, write_columns, write_json
from mkbviewer.core.language import _
from mkbviewer.store.editions.edition_choice import edition_names, remembered_edition, use_edition
from mkbviewer.store.library.editions import KeptEdition
from mkbviewer.store.library.library import Library
from mkbviewer.store.pages.holdings import Holdings


def run_editions(options: Namespace) -> int:
    """List the editions, or remove one, or bring one back."""
    if options.remove or options.restore:
        _change(options)
        return 0
    with opened_holdings(options) as holdings:
        shown = remembered_edition(holdings.own)
        kept = {one.name: one for one in holdings.own.editions()}
        editions = [
            describe_edition(use_edition(holdings, name), name, kept.get(name), shown)
            for name in edition_names(holdings)
        ]
    if options.json:
        write_json(editions)
        return 0
    columns = ("edition", "indicators", "facts", "file", "imported")
    write_columns(
        (_("edition"), _("indicators"), _("facts"), _("file"), _("imported")),
        (tuple(str(one[column]) for column in columns) for one in editions),
    )
    return 0


def _change(options: Namespace) -> None:
    with Library(options.library) as library:
        if options.remove:
            library.remove_edition(options.remove)
            tell(_("Removed: edition {name}.").format(name=options.remove))
        if options.restore:
            library.restore_edition(options.restore)
            tell(_("Brought back: edition {name}.").format(name=options.restore))


def describe_edition(
    used: Holdings, name: str, own: KeptEdition | None, shown: str
) -> dict[str, Any]:
    """An edition as JSON, by the holdings that use it; `shown` is that of the window."""
    return {
        "edition": name,
        "origin": "imported" if own else "embedded",
        "indicators": len(used.catalogue.indicators),
        "facts": len(used.facts),
        "file": own.file_name if own else "",
        "imported": own.imported if own else "",
        "shown": name == shown or (not shown and own is None),
    }
