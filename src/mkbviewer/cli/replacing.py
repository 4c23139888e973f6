"""Series of the user's own in the place of the barometer's, as `--replace` names them."""

from collections.abc import Sequence

from mkbviewer.cli.views import choosable, find_dimension, find_measure, find_member, find_subject
from mkbviewer.core.cycle.cycle_series import Adjustment, main_series
from mkbviewer.core.errors import InvalidView, UnknownName
from mkbviewer.core.language import _
from mkbviewer.core.recipes.breakdown import find_total
from mkbviewer.core.recipes.recipe import find_name
from mkbviewer.core.view import View
from mkbviewer.store.pages.barometer import (
    Replacement,
    SeriesChoice,
    find_variant,
    read_replacement,
)
from mkbviewer.store.pages.holdings import Holdings

ADJUSTED = "as"
"""The word that stands where a dimension would, and says what is still to be done to a series."""


def replace_series(holdings: Holdings, choice: SeriesChoice, asked: Sequence[str]) -> SeriesChoice:
    """The twelve in use with other series in the place of some; nothing of it is kept.

    Each text is `NAME=TABLE/MEASURE[/DIMENSION=MEMBER…][/as=ADJUSTMENT]`, or `NAME=VARIANT` for
    another shipped series; a slash within a name is written twice. Raises UnknownName, InvalidView,
    and whatever reading a page raises.
    """
    series, problems = list(choice.series), dict(choice.problems)
    mains = main_series(choice.variants)
    for text in asked:
        name, equals, what = text.partition("=")
        if not equals or not what.strip():
            raise _misunderstood(text)
        names = {one.key: one.short_label for one in mains}
        key = find_name(name.strip(), names)
        if key is None:
            raise UnknownName(
                _("There is no indicator “{name}” in the barometer.").format(name=name.strip()),
                "",
                _("Choose from: {names}.").format(names=", ".join(names)),
            )
        place = next(place for place, one in enumerate(series) if one.key == key)
        main = next(one for one in mains if one.key == key)
        problems.pop(key, None)
        parts = _parts(what)
        if len(parts) == 1:
            series[place] = find_variant(choice.variants, key, parts[0])
        else:
            series[place] = read_replacement(holdings, main, _replacement(holdings, parts, text))
    return SeriesChoice(tuple(series), choice.variants, problems)


def _parts(text: str) -> list[str]:
    doubled = "\0"
    parts = text.replace("//", doubled).split("/")
    return [part.replace(doubled, "/").strip() for part in parts]


def _replacement(holdings: Holdings, parts: Sequence[str], text: str) -> Replacement:
    subject, measure, *rest = parts
    view = find_subject(holdings, subject)
    offered = choosable(holdings, view, "")
    if offered is None:
        raise InvalidView(
            _("“{title}” cannot stand in the barometer.").format(title=subject),
            _("It takes one series with figures by quarter."),
        )
    structure = offered.structure
    fixed = {
        dimension.key: total.code
        for dimension in structure.dimensions
        if (total := find_total(dimension.members)) is not None
    }
    adjustment = Adjustment.SEASONAL
    for part in rest:
        name, equals, member = part.partition("=")
        if not equals:
            raise _misunderstood(text)
        if name.strip() == ADJUSTED:
            adjustment = _adjustment(member.strip())
            continue
        dimension = find_dimension(structure, name.strip())
        fixed[dimension.key] = find_member(dimension, member.strip())
    unfixed = [one.key for one in structure.dimensions if one.key not in fixed]
    by = unfixed[0] if unfixed else next(iter(fixed), "")
    member = fixed.pop(by, "")
    view = View(
        view.subject,
        view.is_table,
        offered.source,
        measures=(find_measure(structure, measure),),
        by=by,
        members=(member,) if member else (),
        where=tuple(fixed.items()),
    )
    return Replacement(view, adjustment)


def _adjustment(text: str) -> Adjustment:
    names = {one.value.casefold(): one for one in Adjustment}
    found = names.get(text.casefold())
    if found is None:
        raise UnknownName(
            _("There is no “{name}” here, or more than one.").format(name=text),
            "",
            _("Choose from: {names}.").format(names=", ".join(one.value for one in Adjustment)),
        )
    return found


def _misunderstood(text: str) -> InvalidView:
    return InvalidView(
        _("“{text}” says no series to be replaced.").format(text=text),
        "",
        _("Write it as {form}.").format(form="NAME=TABLE/MEASURE[/DIMENSION=MEMBER…]"),
    )
