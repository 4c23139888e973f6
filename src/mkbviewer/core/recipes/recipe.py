"""Recipes: how an indicator's series follow from a table's measures and members."""

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mkbviewer.core.errors import InvalidRecipe
from mkbviewer.core.language import _
from mkbviewer.core.period import parse_code


@dataclass(frozen=True)
class Output:
    """One measure of the indicator's page: its title, its unit and the formula that gives it.

    The formula may name the table's measures, `x` (the part that a member of the breakdown
    composes) and `total` (the member called `totaal`). `decimals` is for display. `members`
    says what `x` is for this output where that is not what the breakdown says.
    """

    title: str
    unit: str
    formula: "Expression"
    decimals: int | None = None
    without: tuple[str, ...] = ()
    members: tuple[tuple[str, "Expression"], ...] = ()

    def composition(self, member: str, breakdown: "Breakdown") -> "Expression | None":
        """What `x` stands for when a breakdown over measures is at this member, or None."""
        return dict(self.members).get(member) or breakdown.expression(member)


@dataclass(frozen=True)
class Breakdown:
    """How the members of one of our breakdowns are composed.

    `dimension` is empty when the table has the members as measures (size classes in 81589NED);
    else each expression names members of that dimension of the table. With `passes` every member
    of the table's dimension is taken as it stands. `total` is the member that stands for all:
    two breakdowns over one dimension of the table need it, since only one of them can split.
    """

    name: str
    dimension: str = ""
    members: tuple[tuple[str, "Expression"], ...] = ()
    passes: bool = False
    total: str = ""

    def expression(self, member: str) -> "Expression | None":
        """How this member is composed, or None where it is taken as it stands."""
        return dict(self.members).get(member)


@dataclass(frozen=True)
class Recipe:
    """How one table fills an indicator.

    `where` fixes members of the table's other dimensions. `period` is the code of the one period
    of which all figures are, for a table that does not say so itself. `months` are those in which
    the survey is held where the table has rows for every month; others are no gap in its figures.
    """

    outputs: tuple[Output, ...]
    breakdowns: tuple[Breakdown, ...]
    where: Mapping[str, str] = field(default_factory=dict)
    frequencies: tuple[str, ...] = ()
    period: str = ""
    months: tuple[int, ...] = ()


@dataclass(frozen=True)
class Expression:
    """A parsed expression and its text: names, texts, numbers, + - * /, brackets, functions."""

    text: str
    tree: ast.expr

    def names(self) -> tuple[str, ...]:
        """The measures or members that the expression names, each once, in order."""
        found: dict[str, None] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id not in FUNCTIONS:
                found.setdefault(node.id)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.setdefault(node.value)
        return tuple(found)

    def __str__(self) -> str:
        return self.text


FUNCTIONS = ("growth", "change", "since")
"""`growth(a)`: percentage on the same period a year earlier; `change(a)`: the difference on the
previous period; `since(a, 2012)`: added up from the beginning of 2012 on."""

COMPOSED = ("x", "total")
"""In a formula: what a member of the breakdown over measures gives, and what all of it gives."""

_ALLOWED = (
    ast.BinOp,
    ast.UnaryOp,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.USub,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.Call,
)


def parse_expression(text: str) -> Expression:
    """Parse one expression. Raises InvalidRecipe when it is not one."""
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as problem:
        raise InvalidRecipe(
            _("“{text}” is not a recipe.").format(text=text), str(problem.msg)
        ) from problem
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            raise InvalidRecipe(
                _("“{text}” is not a recipe.").format(text=text),
                _("It may hold names, numbers, + - * / and brackets only."),
            )
        if isinstance(node, ast.Call) and not _is_known_call(node):
            raise InvalidRecipe(
                _("“{text}” is not a recipe.").format(text=text),
                _("The only functions are {names}.").format(
                    names="growth(a), change(a), since(a, 2012)"
                ),
            )
    return Expression(text, tree)


def _is_known_call(node: ast.Call) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="growth" | "change"), args=[_argument], keywords=[]):
            return True
        case ast.Call(
            func=ast.Name(id="since"),
            args=[_argument, ast.Constant(value=int())],
            keywords=[],
        ):
            return True
    return False


def parse_recipe(text: Mapping[str, Any]) -> Recipe:
    """The recipe that a catalogue file states. Raises InvalidRecipe when it does not parse."""
    period = text.get("period", "")
    if period and parse_code(period) is None:
        raise InvalidRecipe(_("“{text}” is not a recipe.").format(text=period))
    return Recipe(
        outputs=tuple(
            Output(
                title=output["title"],
                unit=output["unit"],
                formula=parse_expression(output["formula"]),
                decimals=output.get("decimals"),
                without=tuple(output.get("without", ())),
                members=_parse_members(output.get("members", {})),
            )
            for output in text["output"]
        ),
        breakdowns=tuple(
            Breakdown(
                name=breakdown["name"],
                dimension=breakdown.get("dimension", ""),
                members=_parse_members(breakdown.get("members", {})),
                passes=breakdown.get("passes", False),
                total=breakdown.get("total", ""),
            )
            for breakdown in text.get("breakdown", ())
        ),
        where=dict(text.get("where", {})),
        frequencies=tuple(text.get("frequencies", ())),
        period=period,
        months=tuple(text.get("months", ())),
    )


def _parse_members(text: Mapping[str, str]) -> tuple[tuple[str, Expression], ...]:
    return tuple((member, parse_expression(expression)) for member, expression in text.items())


_NUMBER_BEHIND = re.compile(r"_\d+$")
_DIGIT_MARK = re.compile(r"^k_")
_UNIT_BEHIND = re.compile(r"\s*\([^()]*\)\s*$")
_NO_LETTER = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """What is left of a measure's or member's name across keys, titles and labels.

    `k_1WerkzaamPersoon_2`, `1 werkzaam persoon` and `1 werkzaam persoon (aantal)` all give
    `1werkzaampersoon`.
    """
    bare = _UNIT_BEHIND.sub("", _NUMBER_BEHIND.sub("", name.strip()))
    return _NO_LETTER.sub("", _DIGIT_MARK.sub("", bare)).lower()


def find_name(wanted: str, names: Mapping[str, str]) -> str | None:
    """The key in `names` (key to label) that `wanted` stands for, or None.

    An exact key goes before an exact label, that before the same plain name, that before the
    plain name of the last part of a path (`Bedrijfsgrootte/1 werkzaam persoon (aantal)`). A `*`
    at the end of `wanted` stands for any rest of a label. Two that fit are no match: better none
    than the wrong one.
    """
    if wanted in names:
        return wanted
    if wanted.endswith("*"):
        return _only(key for key, label in names.items() if label.startswith(wanted[:-1]))
    if wanted in names.values():
        return _only(key for key, label in names.items() if label == wanted)
    plain = plain_name(wanted)
    whole = [key for key, label in names.items() if plain in (plain_name(key), plain_name(label))]
    if whole:
        return _only(whole)
    return _only(key for key, label in names.items() if plain == plain_name(_last_part(label)))


def _last_part(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _only(keys: Iterable[str]) -> str | None:
    found = list(keys)
    return found[0] if len(found) == 1 else None
