"""Whether a computed figure agrees with what the report states.

The rules per qualifier are those of `docs/checks.md`. They are computed in decimals: a figure
that lies exactly on a bound is inside it, whatever binary fractions make of it.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from mkbviewer.core.language import _
from mkbviewer.core.model import Origin
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.status import Status

NEARLY = Decimal("0.93")
"""The part of a stated value that “nearly” must at least reach."""

ABOUT = Decimal("0.05")
"""The part of a stated value by which “about” may be off."""

_CERTAIN_DIGITS = 15
_THOUSAND = Decimal(1000)
_IN_THOUSANDS_FROM = 10 * _THOUSAND


class Verdict(StrEnum):
    """What comes of comparing a fact with the figure computed again."""

    CONFIRMED = "confirmed"
    REVISED = "revised"
    DIFFERS = "differs"
    UNCHECKED = "cannot be checked"

    @property
    def label(self) -> str:
        """The verdict in the active language."""
        return {
            Verdict.CONFIRMED: _("confirmed"),
            Verdict.REVISED: _("revised since"),
            Verdict.DIFFERS: _("differs"),
            Verdict.UNCHECKED: _("cannot be checked"),
        }[self]


@dataclass(frozen=True)
class Check:
    """One fact of the report beside the same figure computed again.

    `computed` and `difference` (computed less stated) are None where nothing could be computed;
    then `table`, `release` and `formula` are empty and `explanation` is the reason. `status` is
    that of the computed figure. `nearest` is the figure of a neighbouring concept that the
    editor of the facts found, for whoever wants an impression; nothing is concluded from it.
    """

    fact: Fact
    verdict: Verdict
    rule: str
    computed: float | None = None
    difference: float | None = None
    status: Status = Status.FINAL
    table: str = ""
    release: str = ""
    origin: Origin = Origin.EMBEDDED
    formula: str = ""
    explanation: str = ""
    nearest: float | None = None

    @property
    def decimals(self) -> int:
        """The decimals of the computed figure: one more than stated where it is no count."""
        is_count = not self.fact.unit.startswith(("%", "procentpunt"))
        return self.fact.decimals if is_count else self.fact.decimals + 1


def unit_of(value_text: str) -> Decimal:
    """What one step of the last stated digit is worth.

    Zeros behind the decimal point are stated; whole thousands from ten thousand on are stated in
    thousands, as the report's “1.371 thousand” and “185.000” are.
    """
    value = Decimal(value_text)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent >= 0 and abs(value) >= _IN_THOUSANDS_FROM and value % _THOUSAND == 0:
        return _THOUSAND
    return Decimal(1).scaleb(min(exponent, 0))


def agrees(fact: Fact, computed: float) -> bool:
    """Whether a computed figure is what the fact states, by the rule of its qualifier."""
    value, unit = Decimal(fact.value_text), unit_of(fact.value_text)
    found = _decimal(computed)
    match fact.qualifier:
        case "<":
            low, high = sorted((NEARLY * value, value))
            return low <= found <= high + unit / 2
        case ">":
            return found >= value - unit / 2
        case "~":
            return abs(found - value) <= max(ABOUT * abs(value), unit / 2)
        case _:
            return (found / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit == value


def difference_from(fact: Fact, computed: float) -> float:
    """The computed figure less the stated one, in the unit of the fact."""
    return float(_decimal(computed) - Decimal(fact.value_text))


def _decimal(computed: float) -> Decimal:
    return Decimal(f"{computed:.{_CERTAIN_DIGITS}g}")


def rule_in_words(qualifier: str) -> str:
    """The rule of agreement that goes with a qualifier, in the active language."""
    return {
        "<": _("between {share} of the value and the value plus half a unit").format(share="93%"),
        ">": _("at or above the value minus half a unit"),
        "~": _("within {share} of the value or half a unit").format(share="5%"),
    }.get(qualifier, _("rounds to the stated value at its last stated digit"))


def judge(fact: Fact, computed: float | None, *, is_explained: bool) -> Verdict:
    """The verdict on a fact.

    `is_explained` says whether the editor of the facts explained that CBS has revised the figure
    since: only then a figure that differs is called revised.
    """
    if computed is None:
        return Verdict.UNCHECKED
    if agrees(fact, computed):
        return Verdict.CONFIRMED
    return Verdict.REVISED if is_explained else Verdict.DIFFERS
