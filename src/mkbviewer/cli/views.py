"""The view that options ask for, with names and labels turned into keys and codes."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from difflib import get_close_matches

from mkbviewer.cli.output import tell
from mkbviewer.core.errors import UnknownName
from mkbviewer.core.kept.view_text import PREFIX, view_from_text
from mkbviewer.core.language import _
from mkbviewer.core.model import Dimension, Structure
from mkbviewer.core.period import Frequency, end_of
from mkbviewer.core.period_label import parse_period
from mkbviewer.core.recipes.recipe import find_name
from mkbviewer.core.report.catalogue import Selection
from mkbviewer.core.view import AVERAGE_OF_FOUR, Transformation, View
from mkbviewer.store.pages.defaults import resolve
from mkbviewer.store.pages.holdings import Holdings
from mkbviewer.store.pages.page import supplied_sources
from mkbviewer.store.pages.sent_views import fit_view, tell_lacking

MOST_NAMES = 12
"""How many of the names that would do a message gives."""


@dataclass(frozen=True)
class Choosable:
    """What a page offers, and what it shows by itself."""

    structure: Structure
    selection: Selection
    source: str = ""


def make_view(holdings: Holdings, subject: str, options: Namespace) -> View:
    """The view of an indicator's or a table's page that the options describe.

    The subject can be the text of a view (`view:…`): then the options change what they name of it.
    Raises UnknownName or InvalidView for what the page does not offer.
    """
    if subject.startswith(PREFIX):
        sent = view_from_text(subject).view
        view = fit_view(holdings, sent)
        if lacking := tell_lacking(sent, view):
            tell(lacking)
        return _with_options(holdings, view, options)
    view = find_subject(holdings, subject)
    offered = choosable(holdings, view, options.source)
    if offered is None:
        return view
    structure = offered.structure
    measures = tuple(find_measure(structure, name) for name in options.measures)
    by = find_dimension(structure, options.by).key if options.by else ""
    asked = replace(view, frequency=options.frequency)
    as_it_opens = resolve(asked, structure, offered.selection, totals={})
    by = by or as_it_opens.by
    dimension = structure.dimension(by)
    members = tuple(_members(dimension, options.members)) if dimension else ()
    return View(
        subject=view.subject,
        is_table=view.is_table,
        source=offered.source,
        measures=measures,
        by=by,
        members=members,
        where=find_members(structure, options.where),
        frequency=options.frequency,
        transformation=_transformation(options.transformation),
        combination=options.combination,
        average=options.average or (4 if options.transformation == AVERAGE_OF_FOUR else 0),
        base=_period_code(options.base),
        chart=options.chart,
        scale=options.scale,
        first=_period_code(options.first),
        last=_last_code(options.last, as_it_opens.frequency),
        season=options.season,
        release=options.release,
        hides_report=options.hides_report,
    )


def _with_options(holdings: Holdings, view: View, options: Namespace) -> View:
    as_sent = {"source": options.source or view.source, "by": options.by or view.by}
    asked = make_view(holdings, view.subject, Namespace(**{**vars(options), **as_sent}))
    plain = View(asked.subject, asked.is_table)
    names = [field.name for field in fields(View)]
    given = {one: getattr(asked, one) for one in names}
    changed = {one: value for one, value in given.items() if value != getattr(plain, one)}
    if options.by and asked.by != view.by:
        changed.setdefault("members", ())
    return replace(view, **changed)


def _transformation(word: str) -> Transformation:
    return Transformation.LEVEL if word == AVERAGE_OF_FOUR else Transformation(word)


def find_subject(holdings: Holdings, name: str) -> View:
    """The plain view of the indicator or the table with this id.

    Raises UnknownName when there is neither.
    """
    if holdings.catalogue.indicator(name):
        return View(name)
    tables = {table.id.casefold(): table.id for table in reversed(holdings.tables())}
    if name.casefold() in tables:
        return View(tables[name.casefold()], is_table=True)
    indicators = [one.id for one in holdings.catalogue.indicators]
    near = get_close_matches(name, [*indicators, *tables.values()], n=3, cutoff=0.5)
    raise UnknownName(
        _("There is no indicator or table “{name}”.").format(name=name),
        _("Near it: {names}.").format(names=", ".join(near)) if near else "",
        _("`mkbviewer indicators` and `mkbviewer tables` list them all."),
    )


def choosable(holdings: Holdings, view: View, source: str) -> Choosable | None:
    """What the page of a view offers; None where no table fills it. Raises UnknownName."""
    if view.is_table:
        _library, table = holdings.find_table(view.subject)
        return Choosable(table.structure, Selection(chart="", by=""))
    supplied = supplied_sources(holdings, holdings.indicator(view.subject))
    if not supplied:
        return None
    wanted = source.casefold()
    for one in supplied:
        if not wanted or one.source.table.casefold() == wanted:
            return Choosable(one.supply.structure, one.selection, one.source.table)
    raise _unknown(source, [one.source.table for one in supplied])


def find_measure(structure: Structure, name: str) -> str:
    """The key of the measure with this key or title. Raises UnknownName."""
    return _find(name, {measure.key: measure.title for measure in structure.measures})


def find_dimension(structure: Structure, name: str) -> Dimension:
    """The dimension with this key or title. Raises UnknownName."""
    key = _find(name, {dimension.key: dimension.title for dimension in structure.dimensions})
    found = structure.dimension(key)
    assert found is not None
    return found


def find_member(dimension: Dimension, name: str) -> str:
    """The code of the member with this code or label. Raises UnknownName."""
    return _find(name, _labels(dimension))


def find_members(
    structure: Structure, where: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Dimensions and members by name as keys and codes. Raises UnknownName."""
    named = ((find_dimension(structure, name), member) for name, member in where)
    return tuple((dimension.key, find_member(dimension, member)) for dimension, member in named)


def _members(dimension: Dimension, texts: Sequence[str]) -> Iterator[str]:
    labels = _labels(dimension)
    for text in texts:
        parts = text.split(",")
        while parts:
            # A label may hold commas itself: the longest run of parts that is a member is one.
            for count in range(len(parts), 0, -1):
                code = find_name(",".join(parts[:count]).strip(), labels)
                if code is not None:
                    yield code
                    del parts[:count]
                    break
            else:
                raise _unknown(parts[0].strip(), list(labels))


def _labels(dimension: Dimension) -> dict[str, str]:
    return {member.code: member.label for member in dimension.members}


def _find(name: str, names: Mapping[str, str]) -> str:
    found = find_name(name, names)
    if found is None:
        raise _unknown(name, list(names))
    return found


def _unknown(name: str, offered: Sequence[str]) -> UnknownName:
    near = get_close_matches(name, offered, n=MOST_NAMES, cutoff=0.5) or offered[:MOST_NAMES]
    names = ", ".join(near) + (", …" if len(near) < len(offered) else "")
    return UnknownName(
        _("There is no “{name}” here, or more than one.").format(name=name),
        "",
        _("Choose from: {names}.").format(names=names) if names else "",
    )


def _period_code(text: str) -> str:
    period, _status = parse_period(text)
    return text if period.frequency is Frequency.TEXT else period.code


def _last_code(text: str, frequency: str) -> str:
    # “Up to 2022” means all of 2022, also where the page shows quarters.
    period, _status = parse_period(text)
    end = end_of(period)
    if end is None or period.frequency.value == frequency:
        return _period_code(text)
    return f"{end - timedelta(days=1):%Y%m%d}"
