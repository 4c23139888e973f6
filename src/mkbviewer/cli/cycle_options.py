"""The options of the barometer and the clock."""

from mkbviewer.cli.options import add_json
from mkbviewer.cli.parser import Parser
from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.language import _


def add_barometer(parser: Parser) -> None:
    """Add what `barometer` takes: a quarter and a method."""
    parser.add_argument(
        "--quarter",
        default="",
        metavar="2023KW03",
        help=_("the quarter; else the last one of which an outcome is published"),
    )
    _add_method(parser, Method.MEAN)
    _add_replacements(parser)
    parser.add_argument(
        "--recomputed",
        action="store_true",
        help=_("judge by all figures, not only by those up to the quarter"),
    )
    add_json(parser)


def add_clock(parser: Parser) -> None:
    """Add what `clock` takes: a method."""
    _add_method(parser, Method.CF)
    _add_replacements(parser)
    parser.add_argument(
        "--recomputed",
        action="store_true",
        help=_("in words: the positions by all figures, not the fixed ones; JSON has both"),
    )
    add_json(parser)


def _add_method(parser: Parser, default: Method) -> None:
    parser.add_argument(
        "--method",
        choices=[method.value for method in Method],
        default=default.value,
        help=_(
            "against what a level is measured: mean, the long-run mean; hp, the trend by the "
            "Hodrick-Prescott filter; cf, the cycle by the Christiano-Fitzgerald filter"
        ),
    )


def _add_replacements(parser: Parser) -> None:
    parser.add_argument(
        "--replace",
        dest="replacements",
        action="append",
        default=[],
        metavar=_("NAME=TABLE/MEASURE[/DIM=MEMBER…]"),
        help=_(
            "put a series by quarter of a table in the place of one of the twelve, for this run; "
            "may be given more than once"
        ),
    )
