"""What a card on the overview says, in words and figures."""

from dataclasses import dataclass
from datetime import date

from mkbviewer.core.language import _, pgettext
from mkbviewer.core.numbers import format_number, part_label
from mkbviewer.core.page import Card
from mkbviewer.core.report.fact_words import describe_fact, names_its_year, span_words
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.report.headline import age_in_words, read_headline

_LONGEST_UNIT = 20
"""How many letters of a unit there is room for beside a figure, on the narrowest card."""


@dataclass(frozen=True)
class CardWords:
    """Everything that a card says.

    `unit` is empty where the unit stands at the figure. Under it stands the `change`, shorter where
    there is no room, or for a figure of the report what it is `about` and what it was `earlier`.
    `age` says of when the figure is, `origin` of what it is, `source` where it comes from,
    `details` more than fits.
    """

    figure: str = ""
    unit: str = ""
    change: str = ""
    short_change: str = ""
    about: str = ""
    earlier: str = ""
    age: str = ""
    origin: str = ""
    source: str = ""
    details: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """What is said to who cannot see it, in order."""
        figure = f"{self.figure} {self.unit}".strip()
        told = (self.about, self.earlier, self.age, self.origin, self.source)
        return tuple(one for one in (figure, *self.details, *told) if one)


def fact_parts(fact: Fact, *, with_sign: bool = True) -> tuple[str, str]:
    """A fact's figure with its qualifier as a sign, `< 80%`; and the words of its unit.

    Of a percentage those say of what it is one: of the turnover or of the value added.
    """
    sign = {"<": "< ", ">": "> ", "~": "≈ "}.get(fact.qualifier, "") if with_sign else ""
    figure, words = _apart(fact.value, fact.unit, fact.decimals)
    return f"{sign}{figure}", words


def _apart(value: float, unit: str, decimals: int) -> tuple[str, str]:
    if unit.startswith("%"):
        return f"{format_number(value, decimals)}%", part_label(unit)[1:].strip()
    times = "× " if unit.startswith("1 000 ") else ""
    return format_number(value, decimals), "" if unit == "aantal" else times + part_label(unit)


def fact_period(fact: Fact) -> str:
    """The period of a fact, short; a text that names none stays as the report has it."""
    return span_words(fact) or fact.period.short_label


def words_of(card: Card, today: date) -> CardWords:
    """What a card says on a day."""
    headline = read_headline(card.frame)
    if headline is not None:
        figure, unit = _apart(headline.value, headline.unit, headline.decimals)
        change = headline.change
        source = _("CBS {table}").format(table=card.source.table) if card.source else ""
        related = _("related figure") if card.source and card.source.match == "related" else ""
        status = headline.status.label if headline.status.mark else ""
        return CardWords(
            figure=figure + headline.status.mark,
            unit=unit,
            change=f"{change.sign} {change.figure} {change.basis}" if change else "",
            short_change=f"{change.sign} {change.figure} {change.span}" if change else "",
            age=_age(headline.period.short_label, age_in_words(headline.period, today)),
            origin=" · ".join(part for part in (related, _told_of(card)) if part),
            source=source,
            details=tuple(one for one in (status, change.sentence if change else "") if one),
        )
    if card.fact is None:
        return CardWords()
    fact = card.fact
    figure, unit = fact_parts(fact)
    about = describe_fact(fact)
    if len(unit) > _LONGEST_UNIT:
        about, unit = f"{about} ({unit})", ""
    return CardWords(
        figure=figure,
        unit=unit,
        about=about,
        earlier=_earlier(card.earlier),
        # The year of a cohort is that of its birth, and not of the figure.
        age=""
        if names_its_year(fact)
        else _age(fact_period(fact), age_in_words(fact.period, today)),
        source=pgettext("source", "Annual Report {edition}").format(edition=fact.edition),
    )


def _told_of(card: Card) -> str:
    """Of what the figure is: the measure, where the title does not say it, and the series."""
    measure, label = card.frame.title, card.frame.series[0].label
    titles = (card.indicator.title.casefold(), card.indicator.short_title.casefold())
    parts = ("" if measure.casefold() in titles else measure, "" if label == measure else label)
    return ", ".join(part for part in parts if part)


def _earlier(fact: Fact | None) -> str:
    if fact is None:
        return ""
    # The newer figure says what both are percentages of.
    shown = fact_parts(fact)[: 1 if fact.unit.startswith("%") else 2]
    figure = " ".join(part for part in shown if part)
    return _("in {period}: {figure}").format(period=fact_period(fact), figure=figure)


def _age(period: str, age: str) -> str:
    return " · ".join(part for part in (period, age) if part)
