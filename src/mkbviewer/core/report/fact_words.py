"""The report's figures in words, in the active language, made of their own fields."""

import re
from typing import Final

from mkbviewer.core.language import _
from mkbviewer.core.numbers import format_number, format_with_unit, unit_label
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.words.wording import spell, spell_title

_YEARS: Final = re.compile(r"(\d{4})/(\d{4})")


def describe_fact(fact: Fact) -> str:
    """What a fact is about: its measure, and those members that the measure does not name."""
    told = [member for member in fact.members if not _names(fact.measure, member)]
    return ", ".join((spell_title(fact.measure), *map(spell, told)))


def _names(measure: str, member: str) -> bool:
    return re.search(rf"\b{re.escape(member)}\b", measure) is not None


def about_words(fact: Fact) -> str:
    """What a fact is about and of when: `Aandeel bedrijven, zzp · 2023 3e kwartaal`.

    A cohort is named after its year, which is not said twice; a line does not begin with the dot.
    """
    about, period = describe_fact(fact), period_words(fact)
    if fact.is_period_stated:
        return about if names_its_year(fact) else f"{about}\u00a0· {period}"
    period = _("{period} (the text states no period)").format(period=period)
    return f"{about}\u00a0· {period}"


def names_its_year(fact: Fact) -> bool:
    """Whether a fact is about a cohort of its year: the period is not that of the figure."""
    return fact.group.endswith(f" {period_words(fact)}")


def stated_words(fact: Fact, *, with_unit: bool = True) -> str:
    """The figure as the report states it, with its qualifier: `bijna 80%`."""
    figure = with_unit_word(format_number(fact.value, fact.decimals), fact.unit, is_told=with_unit)
    return f"{fact.qualifier_words} {figure}".strip()


def sentence_of(fact: Fact) -> str:
    """The fact whole: `Aandeel bedrijven, zzp: bijna 80% (2023 3e kwartaal)`."""
    figure = format_with_unit(fact.value, fact.unit, fact.decimals)
    figure = f"{fact.qualifier_words} {figure}".strip()
    if names_its_year(fact):
        return f"{describe_fact(fact)}: {figure}"
    return _("{what}: {figure} ({period})").format(
        what=describe_fact(fact), figure=figure, period=period_words(fact)
    )


def period_words(fact: Fact) -> str:
    """The period of a fact, in full."""
    return span_words(fact) or fact.period.label


def span_words(fact: Fact) -> str:
    """The period where no calendar has it: several years together, or as the report writes it.

    `2022/2023` would be a school year to CBS; the report means both years.
    """
    if match := _YEARS.fullmatch(fact.period_text or fact.period.code):
        return f"{match[1]}-{match[2]}"
    return "" if fact.period.start else fact.period.code


def with_unit_word(figure: str, unit: str, *, is_told: bool) -> str:
    """A figure with its per cent sign, or with its unit where that `is_told`."""
    if unit.startswith("%"):
        return f"{figure}%"
    word = unit_word(unit) if is_told else ""
    return f"{figure} {word}".strip()


def unit_word(unit: str) -> str:
    """The unit where it is a word of its own; a percentage stands at the figure."""
    if unit.startswith("procentpunt"):
        return _("percentage points")
    return "" if unit.startswith("%") or unit == "aantal" else unit_label(unit)
