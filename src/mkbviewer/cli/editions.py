"""The editions of the report: which there are, removing one and bringing it back."""

from argparse import Namespace

from mkbviewer.cli.holdings import opened_holdings
from mkbviewer.cli.output import tell, write_columns, write_json
from mkbviewer.core.language import _
from mkbviewer.store.editions.edition_choice import edition_names, remembered_edition, use_edition
from mkbviewer.store.library.library import Library


def run_editions(options: Namespace) -> int:
    """List the editions, or remove one, or bring one back."""
    if options.remove or options.restore:
        with Library(options.library) as library:
            if options.remove:
                library.remove_edition(options.remove)
                tell(_("Removed: edition {name}.").format(name=options.remove))
            if options.restore:
                library.restore_edition(options.restore)
                tell(_("Brought back: edition {name}.").format(name=options.restore))
        return 0
    with opened_holdings(options) as holdings:
        kept = {one.name: one for one in holdings.own.editions()}
        shown = remembered_edition(holdings.own)
        rows = []
        for name in edition_names(holdings):
            used = use_edition(holdings, name)
            own = kept.get(name)
            rows.append(
                {
                    "edition": name,
                    "origin": "imported" if own else "embedded",
                    "indicators": len(used.catalogue.indicators),
                    "facts": len(used.facts),
                    "file": own.file_name if own else "",
                    "imported": own.imported if own else "",
                    "shown": name == shown or (not shown and own is None),
                }
            )
    if options.json:
        write_json(rows)
        return 0
    write_columns(
        (_("edition"), _("indicators"), _("facts"), _("file"), _("imported")),
        (
            (
                str(row["edition"]),
                str(row["indicators"]),
                str(row["facts"]),
                str(row["file"]),
                str(row["imported"]),
            )
            for row in rows
        ),
    )
    return 0
