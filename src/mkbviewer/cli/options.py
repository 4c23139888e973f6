"""The options of the commands, and how their texts are read."""

import argparse
import re
from pathlib import Path

from mkbviewer import __version__
from mkbviewer.cli.parser import Parser
from mkbviewer.cli.view_options import add_choice, add_measures, add_release, add_view
from mkbviewer.core.language import LANGUAGES, _

PROGRAM = "mkbviewer"

GLOBAL_WITH_VALUE = ("--library", "--edition", "--lang")
"""Options everywhere that take the next word along."""

UPKEEP = ("verify", "rebuild", "empty-trash")


def add_global_options(parser: Parser) -> None:
    """Add what every command takes."""
    group = parser.add_argument_group(_("options everywhere"))
    group.add_argument(
        "--library",
        type=lambda text: Path(text).expanduser(),
        metavar=_("DIR"),
        help=_("the folder of the library"),
    )
    group.add_argument(
        "--edition",
        default="",
        metavar=_("YEAR"),
        help=_("the edition of the annual report; that of the program where not given"),
    )
    group.add_argument("--lang", choices=LANGUAGES, help=_("the language of all messages"))
    group.add_argument(
        "--version",
        action="version",
        version=f"{PROGRAM} {__version__}",
        help=_("write the version and stop"),
    )
    group.add_argument(
        "--self-test",
        action="store_true",
        help=_("check that everything the program needs is there"),
    )
    group.add_argument("-h", "--help", action="help", help=_("write this text and stop"))


def add_json(parser: Parser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help=_("write JSON"))


def add_files(parser: Parser) -> None:
    """Add the files to read."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar=_("FILE"),
        help=_("CSV files, or folders that hold them"),
    )
    parser.add_argument(
        "--reading",
        default="",
        metavar=_("READING"),
        help=_("which reading to take of a file that can be read in more than one way"),
    )
    parser.add_argument(
        "--rejected",
        type=Path,
        metavar=_("FILE"),
        help=_("save every row that is left out, with its line and the reason, as CSV"),
    )
    add_json(parser)


def add_editions(parser: Parser) -> None:
    """Add what `editions` takes."""
    for name, help_text in (
        ("--remove", _("remove an edition; its files are kept aside")),
        ("--restore", _("bring back an edition that was removed")),
    ):
        parser.add_argument(name, default="", metavar=_("YEAR"), help=help_text)
    add_json(parser)


def add_table(parser: Parser) -> None:
    """Add the table."""
    parser.add_argument("table", metavar=_("TABLE"), help=_("the id of a table: 81589NED"))


def add_releases(parser: Parser) -> None:
    """Add what `releases` takes."""
    add_table(parser)
    parser.add_argument(
        "--order",
        nargs="*",
        metavar=_("RELEASE"),
        help=_("put releases in this order, from old to new; without any, back to the usual order"),
    )
    add_json(parser)


def add_diff(parser: Parser) -> None:
    """Add what `diff` takes: a table, and two of its releases."""
    add_table(parser)
    for name, help_text in (
        ("old", _("the older release; else the one before the newer")),
        ("new", _("the newer release; else the newest")),
    ):
        parser.add_argument(name, nargs="?", default="", metavar=_("RELEASE"), help=help_text)
    add_measures(parser)
    parser.add_argument(
        "--limit",
        type=_count,
        metavar=_("NUMBER"),
        help=_("how many figures to name; in words 20, as JSON all, where not given"),
    )
    add_json(parser)


def add_removal(parser: Parser) -> None:
    """Add what `remove` takes."""
    add_table(parser)
    _add_one_release(parser)
    add_json(parser)


def add_restoring(parser: Parser) -> None:
    """Add what `restore` takes; without a table it lists what can be restored."""
    parser.add_argument(
        "table",
        nargs="?",
        default="",
        metavar=_("TABLE"),
        help=_("the id of a table; without it, what can be brought back is listed"),
    )
    _add_one_release(parser)
    add_json(parser)


def _add_one_release(parser: Parser) -> None:
    parser.add_argument(
        "release", nargs="?", default="", metavar=_("RELEASE"), help=_("one release only")
    )


def add_upkeep(parser: Parser) -> None:
    """Add what `library` takes."""
    parser.add_argument(
        "task",
        choices=UPKEEP,
        metavar="|".join(UPKEEP),
        help=_(
            "verify: check every file and every count; rebuild: make everything anew from the "
            "files that were imported; empty-trash: forget for good what was removed"
        ),
    )
    add_json(parser)


def add_query(parser: Parser) -> None:
    """Add what `query` takes."""
    add_table(parser)
    add_choice(parser)
    add_release(parser)
    parser.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("write to a file"))


def add_show(parser: Parser) -> None:
    """Add what `show` takes: a page and its view."""
    parser.add_argument(
        "subject", metavar=_("INDICATOR"), help=_("the id of an indicator or of a table")
    )
    add_view(parser)
    parser.add_argument(
        "--format", choices=("csv", "json"), default="csv", help=_("how to write the figures")
    )
    parser.add_argument(
        "--with",
        dest="others",
        metavar=_("INDICATOR"),
        action="append",
        default=[],
        help=_("compare with the main series of another indicator or table; can be repeated"),
    )
    parser.add_argument(
        "--sentence",
        action="store_true",
        help=_("write what the chart says in a few sentences, instead of the figures"),
    )
    parser.add_argument(
        "--explain",
        default="",
        metavar=_("PERIOD[,SERIES]"),
        help=_("write how one figure was computed, instead of the figures"),
    )


def add_export(parser: Parser) -> None:
    """Add what `export` takes: pages, where to, and how."""
    parser.add_argument(
        "subjects",
        nargs="+",
        metavar=_("INDICATOR"),
        help=_("the ids of indicators or of tables"),
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar=_("FILE|DIR"),
        help=_("a file whose ending says what to write, or a folder"),
    )
    parser.add_argument(
        "--format", default="png", metavar=_("ENDING"), help=_("what to write into a folder")
    )
    add_view(parser)
    parser.add_argument(
        "--size",
        type=_size_in_mm,
        default=(160.0, 90.0),
        metavar="160x90mm",
        help=_("width and height of the picture"),
    )
    parser.add_argument("--dpi", type=_dots, default=300, metavar="300", help=_("dots per inch"))


def add_report(parser: Parser) -> None:
    """Add what `report` takes: indicators, and where to."""
    parser.add_argument(
        "subjects",
        nargs="*",
        metavar=_("INDICATOR"),
        help=_("the ids of indicators or of tables; else all indicators that have data"),
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar=_("FILE.pdf"), help=_("the PDF to write")
    )


_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*[x×]\s*(\d+(?:[.,]\d+)?)\s*(?:mm)?")


def _size_in_mm(text: str) -> tuple[float, float]:
    match = _SIZE.fullmatch(text.strip())
    if not match:
        raise argparse.ArgumentTypeError(_("“{text}” is no size like 160x90mm").format(text=text))
    width, height = (float(number.replace(",", ".")) for number in match.groups())
    return width, height


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("“{text}” is no number").format(text=text))
    return int(text)


def _dots(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("“{text}” is no number of dots").format(text=text))
    return int(text)
