"""How a figure was computed: its formula in names and in numbers, down to the table's figures."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from mkbviewer.core.frame import Provenance
from mkbviewer.core.language import _
from mkbviewer.core.numbers import MINUS, decimals_for, format_number, format_with_unit
from mkbviewer.core.period import Period
from mkbviewer.core.status import Status

PLUS, TIMES, DIVIDED = "+", "×", "/"

_MORE_DECIMALS = 3
"""Computed figures that are computed with show so many more decimals than on the page: else
nobody could check the result by hand."""


@dataclass(frozen=True)
class Term:
    """One figure of an explanation, with the formula that gives it.

    Without a formula it is as the table has it: `measure` and `members` are its labels there.
    """

    name: str
    period: Period
    value: float
    status: Status
    unit: str = ""
    decimals: int | None = None
    formula: "tuple[Token, ...]" = ()
    measure: str = ""
    members: tuple[str, ...] = ()

    @property
    def operands(self) -> "tuple[Term, ...]":
        """The figures that the formula names, each once."""
        return tuple(dict.fromkeys(one for one in self.formula if isinstance(one, Term)))

    @property
    def number(self) -> str:
        """The figure as the page shows it, without its unit and star."""
        return self._written(0)

    @property
    def number_in_formula(self) -> str:
        """The figure as others are computed with it."""
        return self._written(_MORE_DECIMALS if self.formula else 0)

    def _written(self, more: int) -> str:
        if self.status.is_missing:
            return self.status.mark or "?"
        decimals = decimals_for(abs(self.value), self.unit, self.decimals)
        # 68,6 + 112,3 is not quite 180,9 to a computer.
        is_exact = math.isclose(self.value, round(self.value, decimals), rel_tol=1e-12)
        return format_number(self.value, decimals if is_exact else decimals + more)

    @property
    def result(self) -> str:
        """The figure with its star and its unit."""
        if self.status.is_missing:
            return f"{self.status.mark} ({self.status.label})".strip()
        if self.unit.endswith("= 100"):
            return f"{self.number}{self.status.mark} ({self.unit})"
        decimals = decimals_for(abs(self.value), self.unit, self.decimals)
        return format_with_unit(self.value, self.unit, decimals) + self.status.mark


Token = Term | float | str
"""A part of a formula: a figure, a plain number, or a sign or bracket."""


def growth_tokens(now: Sequence[Token], then: Sequence[Token]) -> tuple[Token, ...]:
    """The percentage by which a figure differs from an earlier one."""
    return ("(", *now, MINUS, *then, ")", DIVIDED, *then, TIMES, 100.0)


@dataclass(frozen=True)
class Explanation:
    """One figure of a page explained.

    `title` says which. `is_shipped` tells that the figures came computed with the program, by the
    formula in words that is `stated`, so that nothing below them can be shown; `can_be_imported`
    that the table's own figures would tell more.
    """

    title: str
    term: Term
    provenance: Provenance = field(default_factory=Provenance)
    is_shipped: bool = False
    stated: str = ""
    can_be_imported: bool = False

    @property
    def text(self) -> str:
        """The explanation in lines, to be read and copied."""
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """The explanation line by line; an empty one between its parts."""
        yield self.title
        if self.term.formula:
            yield self._formula(self.term)
        else:
            yield f"= {self.term.result}"
        if any(one.status.is_missing for one in self.term.operands):
            yield _("There is no result, since one of the figures is missing.")
        computed = [one for one in _all_terms(self.term) if one.formula and one is not self.term]
        for one in computed:
            yield ""
            yield f"{one.name}, {one.period.label}"
            yield self._formula(one)
        yield ""
        if self.is_shipped:
            yield from self._not_shipped()
        else:
            yield from self._operands()
        yield self.source

    @property
    def source(self) -> str:
        """Where every figure comes from."""
        told = self.provenance
        parts = (told.source, told.table_words, told.release_words)
        return ", ".join(part for part in parts if part)

    def _formula(self, term: Term) -> str:
        names = formula_in_names(term)
        return f"= {names}\n= {formula_in_numbers(term)}\n= {term.result}"

    def _operands(self) -> Iterator[str]:
        """Each figure of the table; what all of them have in common is said once."""
        listed = operands_of(self)
        shared = [one for one in listed[0].members if all(one in each.members for each in listed)]
        where = ", ".join(shared)
        yield (_("Figures of the table, {where}:") if where else _("Figures of the table:")).format(
            where=where
        )
        for one in listed:
            own = [member for member in one.members if member not in shared]
            named = dict.fromkeys(text for text in (one.name, one.measure, *own) if text)
            status = f" ({one.status.label})" if one.status.mark and one.number else ""
            figure = (
                one.result if one.status.is_missing else f"{one.number}{one.status.mark}{status}"
            )
            yield f"• {', '.join((*named, one.period.label))} = {figure}"

    def _not_shipped(self) -> Iterator[str]:
        table = self.provenance.table
        if self.stated:
            yield _("Computed before it was shipped with the program: {formula}").format(
                formula=self.stated
            )
        else:
            yield _("Taken from table {table} before it was shipped with the program.").format(
                table=table
            )
        yield _("The figures of the table that it was made from are not shipped.")
        if self.can_be_imported:
            yield _("They show once table {table} has been imported.").format(table=table)


def operands_of(explanation: Explanation) -> tuple[Term, ...]:
    """The figures of the table on which everything rests, each once."""
    return tuple(one for one in _all_terms(explanation.term) if not one.formula)


def _all_terms(term: Term) -> list[Term]:
    found: dict[Term, None] = {term: None}
    for one in term.operands:
        found.update(dict.fromkeys(_all_terms(one)))
    return list(found)


def formula_in_names(term: Term) -> str:
    """The formula with the figures' names; with their periods where these differ."""
    with_period = any(one.period != term.period for one in term.operands)

    def name(one: Term) -> str:
        return f"{one.name} {one.period.short_label}" if with_period else one.name

    return _join(term.formula, name)


def formula_in_numbers(term: Term) -> str:
    """The formula with the numbers filled in."""
    return _join(term.formula, lambda one: one.number_in_formula)


def _join(tokens: Sequence[Token], write: Callable[[Term], str]) -> str:
    texts = [_write(token, write) for token in tokens]
    return " ".join(texts).replace("( ", "(").replace(" )", ")")


def _write(token: Token, write: Callable[[Term], str]) -> str:
    if isinstance(token, Term):
        text = write(token)
        return f"({text})" if text.startswith(MINUS) else text
    if isinstance(token, str):
        return token
    if math.isnan(token):
        return Status.UNDEFINED.mark
    return format_number(token, 0 if token == int(token) else 6).rstrip("0" if token % 1 else "")
