"""An argument parser whose own texts are translated too."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from mkbviewer.core.language import _, ngettext


class Parser(argparse.ArgumentParser):
    """A parser without abbreviations, which tells wrong usage in the user's language."""

    def __init__(self, **settings: Any) -> None:
        # argparse asks the process's own gettext domain; ours has its texts (see `own_texts`).
        vars(argparse).update(_=_, ngettext=ngettext)
        super().__init__(
            allow_abbrev=False,
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **settings,
        )

    def parse_anywhere(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Read arguments, with options before, between and after the others."""
        if self.usage is None:
            # Otherwise argparse cuts seven letters off it: “usage: ”, whatever the language.
            self.usage = self.format_usage().removeprefix(_("usage: ")).replace("%", "%%").strip()
        return self.parse_intermixed_args(arguments)

    def error(self, message: str) -> NoReturn:
        """Write how the command is used and what is wrong, and stop with status 2."""
        self.print_usage(sys.stderr)
        see = _("See {command}.").format(command=f"{self.prog} --help")
        self.exit(2, f"mkbviewer: {message}. {see}\n")


def own_texts() -> tuple[str, ...]:
    """The texts of argparse itself that users can meet, named here for the translators."""
    return (
        _("usage: "),
        _("positional arguments"),
        _("options"),
        _("the following arguments are required: %s"),
        _("unrecognized arguments: %s"),
        _("argument %(argument_name)s: %(message)s"),
        _("expected one argument"),
        _("expected at least one argument"),
        _("invalid choice: %(value)r (choose from %(choices)s)"),
        _("invalid %(type)s value: %(value)r"),
        _("ignored explicit argument %r"),
    )
