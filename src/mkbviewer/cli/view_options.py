"""The options that describe a view, and how their texts are read."""

import argparse

from mkbviewer.cli.parser import Parser
from mkbviewer.core.language import _
from mkbviewer.core.period import PER_YEAR, Frequency
from mkbviewer.core.report.comparisons import Comparison
from mkbviewer.core.view import (
    AVERAGE_OF_FOUR,
    AVERAGES,
    LOGARITHMIC,
    WHOLE_YEAR,
    Combination,
    Transformation,
)

TRANSFORMATIONS = (*(one.value for one in Transformation), AVERAGE_OF_FOUR)

FREQUENCIES = {
    "year": Frequency.YEAR,
    "half-year": Frequency.HALF_YEAR,
    "quarter": Frequency.QUARTER,
    "month": Frequency.MONTH,
}

_PARTED = (Frequency.HALF_YEAR, Frequency.QUARTER, Frequency.MONTH)


def add_release(parser: Parser) -> None:
    """Add the choice of a release."""
    parser.add_argument(
        "--release", default="", metavar=_("RELEASE"), help=_("a release other than the newest")
    )


def add_measures(parser: Parser) -> None:
    """Add the choice of measures."""
    parser.add_argument(
        "--measure",
        dest="measures",
        action="append",
        default=[],
        metavar=_("MEASURE"),
        help=_("a measure by its key or title; may be given more than once"),
    )


def add_choice(parser: Parser) -> None:
    """Add the choice of measures and of members."""
    add_measures(parser)
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        type=_dimension_and_member,
        metavar=_("DIMENSION=MEMBER"),
        help=_("one member of a dimension, by code or label; may be given more than once"),
    )


def add_view(parser: Parser) -> None:
    """Add everything that decides what a page shows."""
    add_choice(parser)
    add_release(parser)
    _add_series(parser)
    _add_steps(parser)
    _add_drawing(parser)
    _add_periods(parser)
    parser.add_argument(
        "--source",
        default="",
        metavar=_("TABLE"),
        help=_("the table that the figures come from"),
    )
    parser.add_argument(
        "--compare",
        choices=[one.value for one in Comparison],
        default="",
        metavar="|".join(Comparison),
        help=_("a comparison that the report makes, where the figures allow it"),
    )


def _add_series(parser: Parser) -> None:
    parser.add_argument(
        "--by",
        default="",
        metavar=_("DIMENSION"),
        help=_("what the series stand for: size_class, sector, legal_form, group, or a dimension"),
    )
    parser.add_argument(
        "--members",
        action="append",
        default=[],
        metavar=_("A,B"),
        help=_("the series shown, by code or label"),
    )


def _add_steps(parser: Parser) -> None:
    parser.add_argument(
        "--transform",
        dest="transformation",
        type=_transformation,
        default=Transformation.LEVEL.value,
        metavar="|".join(TRANSFORMATIONS),
        help=_("what is done to the figures"),
    )
    parser.add_argument(
        "--average",
        type=int,
        choices=AVERAGES,
        default=0,
        metavar="|".join(map(str, AVERAGES)),
        help=_("a moving average of so many periods, after all else"),
    )
    parser.add_argument("--base", default="", metavar=_("PERIOD"), help=_("where an index is 100"))


def _add_drawing(parser: Parser) -> None:
    parser.add_argument("--chart", default="", metavar=_("KIND"), help=_("the kind of chart"))
    parser.add_argument(
        "--scale",
        default="",
        choices=("", LOGARITHMIC),
        metavar=LOGARITHMIC,
        help=_("a logarithmic value axis, where the kind of chart can have one"),
    )
    parser.add_argument(
        "--without-report",
        dest="hides_report",
        action="store_true",
        help=_("draw none of the figures and limits that the report states"),
    )


def _add_periods(parser: Parser) -> None:
    for name, field, help_text in (
        ("--from", "first", _("the first period")),
        ("--to", "last", _("the last period")),
    ):
        parser.add_argument(name, dest=field, default="", metavar=_("PERIOD"), help=help_text)
    parser.add_argument(
        "--frequency",
        type=_frequency,
        default="",
        metavar="|".join(FREQUENCIES),
        help=_("how long a period lasts; the table's own, or quarters or years made of shorter"),
    )
    parser.add_argument(
        "--season",
        type=_season,
        default="",
        metavar=f"KW03|{WHOLE_YEAR}",
        help=_("one part of each year, or all where a page opens with one"),
    )
    parser.add_argument(
        "--combine",
        dest="combination",
        choices=[one.value for one in Combination],
        default="",
        metavar="|".join(Combination),
        help=_("how shorter periods make longer ones; else as suits what is counted"),
    )


def _transformation(text: str) -> str:
    if text not in TRANSFORMATIONS:
        raise argparse.ArgumentTypeError(_("“{text}” is no transformation").format(text=text))
    return text


def _frequency(text: str) -> str:
    if text in FREQUENCIES:
        return FREQUENCIES[text].value
    if text in (frequency.value for frequency in Frequency):
        return text
    raise argparse.ArgumentTypeError(_("“{text}” is no frequency").format(text=text))


def _season(text: str) -> str:
    if text in ("", WHOLE_YEAR):
        return text
    numbers = range(1, PER_YEAR.get(Frequency(text[:2]), 1) + 1) if text[:2] in _PARTED else ()
    if text[2:] not in [f"{number:02d}" for number in numbers]:
        raise argparse.ArgumentTypeError(_("“{text}” is no part of a year").format(text=text))
    return text


def _dimension_and_member(text: str) -> tuple[str, str]:
    dimension, equals, member = text.partition("=")
    if not equals or not dimension.strip():
        raise argparse.ArgumentTypeError(
            _("“{text}” is not of the form DIMENSION=MEMBER").format(text=text)
        )
    return dimension.strip(), member.strip()
