"""The words of the command line, and how a line of arguments is taken apart."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkbviewer.cli import cycle_options
from mkbviewer.cli import options as add
from mkbviewer.cli.options import GLOBAL_WITH_VALUE, PROGRAM
from mkbviewer.cli.parser import Parser
from mkbviewer.core.language import LANGUAGES, _


@dataclass(frozen=True)
class Command:
    """One word of the command line. `run` answers the exit status."""

    name: str
    describe: Callable[[], str]
    add_arguments: Callable[[Parser], None]
    run: Callable[[Namespace], int]


def parse(arguments: Sequence[str]) -> Namespace:
    """Read the arguments; the first word is a command when it is one, else a file.

    The answer has `word` and `run` (empty and None where the window is asked for), `library`,
    `lang`, `self_test` and what the command itself takes. Raises SystemExit with 2 for wrong
    usage, 0 after a help text.
    """
    place = _first_word(arguments)
    command = COMMANDS.get(arguments[place]) if place is not None else None
    if command is None or place is None:
        parser = _window_parser()
        rest = list(arguments)
    else:
        parser = _command_parser(command)
        rest = [*arguments[:place], *arguments[place + 1 :]]
    options = parser.parse_anywhere(rest)
    options.run = command.run if command else None
    options.word = command.name if command else ""
    return options


def wanted_language(arguments: Sequence[str]) -> str | None:
    """The language that `--lang` asks for, before anything is said; None where it does not."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _equals, value = argument.partition("=")
        if name == "--lang":
            wanted = value or "".join(arguments[place + 1 : place + 2])
            return wanted if wanted in LANGUAGES else None
    return None


def _first_word(arguments: Sequence[str]) -> int | None:
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        if arguments[place] == "--":
            return None
        place += 2 if arguments[place] in GLOBAL_WITH_VALUE else 1
    return place if place < len(arguments) else None


def _window_parser() -> Parser:
    longest = max(len(name) for name in COMMANDS)
    commands = "\n".join(
        f"  {command.name.ljust(longest)}  {command.describe()}" for command in COMMANDS.values()
    )
    parser = Parser(
        prog=PROGRAM,
        usage=f"{PROGRAM} [{_('OPTIONS')}] [{_('FILE')}…]\n"
        f"       {PROGRAM} [{_('OPTIONS')}] {_('COMMAND')} …",
        description=_("Opens the window, and imports the files in it."),
        epilog=f"{_('commands:')}\n{commands}\n\n"
        + _("{command} tells more about a command.").format(
            command=f"{PROGRAM} {_('COMMAND')} --help"
        ),
    )
    parser.add_argument("files", nargs="*", type=Path, metavar=_("FILE"), help=_("a file of CBS"))
    add.add_global_options(parser)
    return parser


def _command_parser(command: Command) -> Parser:
    parser = Parser(prog=f"{PROGRAM} {command.name}", description=command.describe())
    command.add_arguments(parser)
    add.add_global_options(parser)
    return parser


def _import(options: Namespace) -> int:
    from mkbviewer.cli.files import run_import

    return run_import(options)


def _inspect(options: Namespace) -> int:
    from mkbviewer.cli.files import run_inspect

    return run_inspect(options)


def _tables(options: Namespace) -> int:
    from mkbviewer.cli.tables import run_tables

    return run_tables(options)


def _releases(options: Namespace) -> int:
    from mkbviewer.cli.tables import run_releases

    return run_releases(options)


def _query(options: Namespace) -> int:
    from mkbviewer.cli.tables import run_query

    return run_query(options)


def _diff(options: Namespace) -> int:
    from mkbviewer.cli.revisions import run_diff

    return run_diff(options)


def _remove(options: Namespace) -> int:
    from mkbviewer.cli.upkeep import run_remove

    return run_remove(options)


def _restore(options: Namespace) -> int:
    from mkbviewer.cli.upkeep import run_restore

    return run_restore(options)


def _library(options: Namespace) -> int:
    from mkbviewer.cli.upkeep import run_upkeep

    return run_upkeep(options)


def _indicators(options: Namespace) -> int:
    from mkbviewer.cli.pages import run_indicators

    return run_indicators(options)


def _show(options: Namespace) -> int:
    from mkbviewer.cli.pages import run_show

    return run_show(options)


def _export(options: Namespace) -> int:
    from mkbviewer.cli.exports import run_export

    return run_export(options)


def _report(options: Namespace) -> int:
    from mkbviewer.cli.printed_report import run_report

    return run_report(options)


def _barometer(options: Namespace) -> int:
    from mkbviewer.cli.barometer import run_barometer

    return run_barometer(options)


def _clock(options: Namespace) -> int:
    from mkbviewer.cli.barometer import run_clock

    return run_clock(options)


def _check(options: Namespace) -> int:
    from mkbviewer.cli.checks import run_check

    return run_check(options)


def _editions(options: Namespace) -> int:
    from mkbviewer.cli.editions import run_editions

    return run_editions(options)


COMMANDS = {
    command.name: command
    for command in (
        Command("import", lambda: _("import files"), add.add_files, _import),
        Command(
            "inspect",
            lambda: _("say what an import would give, and change nothing"),
            add.add_files,
            _inspect,
        ),
        Command("tables", lambda: _("list the tables"), add.add_json, _tables),
        Command("releases", lambda: _("list the releases of a table"), add.add_releases, _releases),
        Command("query", lambda: _("write a table's figures as tidy CSV"), add.add_query, _query),
        Command(
            "diff",
            lambda: _("say what differs between two releases of a table"),
            add.add_diff,
            _diff,
        ),
        Command(
            "indicators",
            lambda: _("list the indicators and what data each has"),
            add.add_json,
            _indicators,
        ),
        Command(
            "show",
            lambda: _("write the figures of a page, periods by series"),
            add.add_show,
            _show,
        ),
        Command(
            "export",
            lambda: _("write the chart or the table of pages to files"),
            add.add_export,
            _export,
        ),
        Command(
            "report",
            lambda: _("write the printed report: a page for each indicator, as one PDF"),
            add.add_report,
            _report,
        ),
        Command(
            "barometer",
            lambda: _("say how the twelve indicators stand in a quarter, and the weather"),
            cycle_options.add_barometer,
            _barometer,
        ),
        Command(
            "clock",
            lambda: _("write the positions of the twelve on the cycle clock"),
            cycle_options.add_clock,
            _clock,
        ),
        Command(
            "check",
            lambda: _("compute the report's figures again and compare them"),
            add.add_json,
            _check,
        ),
        Command(
            "editions",
            lambda: _("list the editions of the annual report, remove one or bring one back"),
            add.add_editions,
            _editions,
        ),
        Command(
            "remove",
            lambda: _("remove a table, or one release of it, from the library"),
            add.add_removal,
            _remove,
        ),
        Command(
            "restore",
            lambda: _("bring back what was removed, or list what can be brought back"),
            add.add_restoring,
            _restore,
        ),
        Command(
            "library",
            lambda: _("check the library, make it anew, or empty its trash"),
            add.add_upkeep,
            _library,
        ),
    )
}
