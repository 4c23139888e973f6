"""Gathering what can be found in the holdings.

The indexes of the libraries are read, no figures.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from mkbviewer.core.language import _, ngettext
from mkbviewer.core.model import Member, Structure, Table
from mkbviewer.core.numbers import format_with_unit
from mkbviewer.core.report.catalogue import Indicator, Theme
from mkbviewer.core.report.facts import Fact
from mkbviewer.core.search.findable import Kind, Name, Occurrence, Register, Subject
from mkbviewer.core.search.search import Index
from mkbviewer.core.search.thesaurus import load_thesaurus
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import supplied_sources
from mkbviewer.store.pages.supply import TableSupply

_SHORTEST_CODE: Final = 4


def make_index(
    holdings: Holdings, thesaurus: Path, check_cancelled: Callable[[], None] = lambda: None
) -> Index:
    """Everything in the holdings, ready to be searched.

    `thesaurus` is the file with words that mean the same; `check_cancelled` is called now and
    then, and may raise Cancelled.
    """
    return Index(gather_names(holdings, check_cancelled), load_thesaurus(thesaurus))


def gather_names(
    holdings: Holdings, check_cancelled: Callable[[], None] = lambda: None
) -> Register:
    """The names of all indicators, topics, tables, measures, members, definitions and facts.

    Pages come first: of one name in several places, the first gathered is the first shown.
    """
    register = Register()
    themes = {theme.id: theme for theme in holdings.catalogue.themes}
    pages: list[tuple[int, Structure]] = []
    numbers: dict[str, int] = {}
    for indicator in holdings.catalogue.indicators:
        check_cancelled()
        numbers[indicator.id] = _add_indicator(register, holdings, indicator, themes, pages)
    _add_topics(register, holdings.catalogue.indicators, themes, numbers)
    for table in holdings.own.tables():
        check_cancelled()
        _add_table(register, holdings, table, pages)
    for fact in holdings.facts:
        _add_fact(register, fact, numbers)
    for number, structure in pages:
        check_cancelled()
        _add_structure(register, number, structure)
    return register


def _add_indicator(
    register: Register,
    holdings: Holdings,
    indicator: Indicator,
    themes: dict[str, Theme],
    pages: list[tuple[int, Structure]],
) -> int:
    sources = supplied_sources(holdings, indicator)
    source = sources[0].source.table if sources else ""
    number = register.add_subject(Subject(indicator.id, indicator.title, source=source))
    theme = themes.get(indicator.theme)
    trail = [theme.name if theme else "", indicator.topic]
    topics = [*indicator.topics.values(), *(theme.names.values() if theme else ())]
    tables = [filling.table for filling in indicator.fillings]
    place = Occurrence(number)
    register.add(
        Name(
            Kind.INDICATOR,
            indicator.title,
            " › ".join(dict.fromkeys(part for part in trail if part)),
            others=(*indicator.titles.values(), *indicator.short_titles.values()),
            context=" ".join([indicator.id, *topics, *tables]),
        ),
        place,
    )
    if indicator.definition:
        # The other language leads to the definition too; what is shown is the active one.
        others = tuple(text for text in indicator.definitions.values() if text)
        register.add(
            Name(
                Kind.DEFINITION,
                indicator.title,
                body=indicator.definition,
                context=" ".join(others),
            ),
            place,
        )
    if sources:
        pages.append((number, sources[0].supply.structure))
    return number


def _add_topics(
    register: Register,
    indicators: tuple[Indicator, ...],
    themes: dict[str, Theme],
    numbers: dict[str, int],
) -> None:
    by_topic: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in indicators:
        by_topic.setdefault((indicator.theme, indicator.topic), []).append(indicator)
    for (theme_id, topic), members in by_topic.items():
        if not topic:
            continue
        theme = themes.get(theme_id)
        names = tuple(theme.names.values()) if theme else ()
        count = ngettext("{count} indicator", "{count} indicators", len(members)).format(
            count=len(members)
        )
        register.add(
            Name(
                Kind.TOPIC,
                topic,
                " · ".join(part for part in (theme.name if theme else "", count) if part),
                others=tuple(members[0].topics.values()),
                context=" ".join(names),
            ),
            Occurrence(numbers[members[0].id]),
        )


def _add_table(
    register: Register,
    holdings: Holdings,
    table: Table,
    pages: list[tuple[int, Structure]],
) -> None:
    number = register.add_subject(Subject(table.id, table.title, is_table=True, source=table.id))
    place = Occurrence(number)
    detail = _("table {table}").format(table=table.id)
    register.add(Name(Kind.TABLE, table.title, detail, others=(table.id,)), place)
    if table.description:
        register.add(Name(Kind.DEFINITION, table.title, body=table.description), place)
    pages.append((number, TableSupply(holdings.own, table, holdings.sectors).structure))


def _add_fact(register: Register, fact: Fact, numbers: dict[str, int]) -> None:
    number = numbers.get(fact.indicator)
    if number is None:
        return
    figure = format_with_unit(fact.value, fact.unit, fact.decimals)
    stated = " ".join(part for part in (fact.qualifier_words, figure) if part)
    when = fact.period.label if fact.is_period_stated else ""
    edition = _("stated in the Jaarbericht")
    page = register.subjects[number].title
    register.add(
        Name(
            Kind.FACT,
            ", ".join((fact.title, *fact.members)),
            " · ".join(part for part in (stated, when, page, edition) if part),
            context=f"{fact.value_text} {figure} {fact.period.label} {fact.period.code}",
        ),
        Occurrence(number),
    )


def _add_structure(register: Register, number: int, structure: Structure) -> None:
    for measure in structure.measures:
        if measure.is_text:
            continue
        place = Occurrence(number, "", measure.key)
        register.add_shared(Kind.MEASURE, measure.title, place)
        if measure.description:
            register.add(Name(Kind.DEFINITION, measure.title, body=measure.description), place)
    for dimension in structure.dimensions:
        for member in dimension.members:
            place = Occurrence(number, dimension.key, member.code)
            register.add_shared(Kind.MEMBER, member.label, place, _code_of(member))


def _code_of(member: Member) -> str:
    """A code that people may search for (`GM0363`, `T001081`); none where it says too little."""
    code = member.code.strip()
    is_telling = len(code) >= _SHORTEST_CODE and any(letter.isdecimal() for letter in code)
    return code if is_telling and code != member.label and " " not in code else ""
