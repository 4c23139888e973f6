"""What is said of a page in words: its unit and source, what it lacks, how near it is."""

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _, pick
from mkbviewer.core.model import Origin
from mkbviewer.core.numbers import unit_label
from mkbviewer.core.page import Page
from mkbviewer.core.status import Status
from mkbviewer.core.view import WHOLE_YEAR
from mkbviewer.core.words.period_phrase import name_season
from mkbviewer.core.words.step_words import frequency_name
from mkbviewer.core.words.wording import spell
from mkbviewer.exporters.base import source_words

TABLE_ADDRESS = "opendata.cbs.nl/statline/#/CBS/nl/dataset/"
"""Where StatLine has a table, by its id."""

_SEVERAL = "divers"
"""What the report's list says of a page whose figures have units of their own."""


def subtitle_parts(page: Page) -> list[str]:
    """Unit, frequency, source, origin and whether figures are provisional, as far as known."""
    frame = page.frame
    if not page.sources:
        stated = spell(page.indicator.source) if page.indicator else ""
        unit = "" if frame.unit == _SEVERAL else unit_label(frame.unit)
        parts = [unit, _("Source: {source}").format(source=stated)]
        return [part for part in parts if part]
    parts = [_shown_unit(page), _how_often(page)]
    source = page.source
    if source is not None:
        parts.append(_("Source: {source}").format(source=source_words(frame.provenance)))
        parts.append(
            _("own library") if source.origin is Origin.IMPORTED else _("shipped with the program")
        )
    if _has_provisional(frame):
        parts.append(_("* provisional"))
    return [part for part in parts if part]


def needed_words(page: Page) -> str:
    """What would fill a page that has no figures, and where it is; empty where nobody knows."""
    indicator = page.indicator
    needed = pick(dict(indicator.needed or {})) if indicator else ""
    tables = dict.fromkeys(one.table for one in (indicator.fillings if indicator else ()))
    if not tables:
        return needed
    needed = needed or _("Filled by table {tables}.").format(tables=", ".join(tables))
    places = ", ".join(f"{TABLE_ADDRESS}{table}" for table in tables)
    return needed + " " + _("To be had at {address}.").format(address=places)


def _has_provisional(frame: Frame) -> bool:
    starred = (int(Status.PROVISIONAL), int(Status.REVISED_PROVISIONAL))
    return any((frame.statuses == one).any() for one in starred)


def _how_often(page: Page) -> str:
    """How often there is a figure, or of which part of each year; empty without periods."""
    if not page.frame.periods:
        return ""
    first, is_of_season = page.frame.periods[0], page.view.season not in ("", WHOLE_YEAR)
    return name_season(first) if is_of_season else frequency_name(first.frequency)


def _shown_unit(page: Page) -> str:
    frame = page.frame
    measure = page.structure.measure(page.view.measures[0]) if page.view.measures else None
    title = measure.title if measure and len(page.view.measures) == 1 else ""
    words = _unit_words(frame)
    if words.endswith("= 100") and frame.transformation:
        words = ""
    named = f"{title} ({words})" if title and words and words not in title else title or words
    done = frame.transformation
    if not named:
        done = done[:1].upper() + done[1:]
    parts = (named, done, _words_of_scale(page))
    return ", ".join(part for part in parts if part)


def _unit_words(frame: Frame) -> str:
    """The unit of the figures; of several all, in the order of the series, where each has a name.

    Where one has none, the others are not those of all figures.
    """
    units = dict.fromkeys(frame.unit_of(column) for column in range(len(frame.series)))
    labels = [unit_label(one) for one in units or (frame.unit,)]
    if len(labels) < 2 or not all(labels):
        return labels[0] if len(labels) == 1 else ""
    return _("{first} and {last}").format(first=", ".join(labels[:-1]), last=labels[-1])


def _words_of_scale(page: Page) -> str:
    if not page.view.scale:
        return ""
    from mkbviewer.ui.charts import scale_words

    return scale_words(page.frame, page.view.chart, page.view.scale)


def match_words(match: str) -> str:
    """How near a source is to the report's definition, in words; empty where that is not known."""
    return {
        "confirmed": _("confirmed by the report"),
        "definition": _("same definition"),
        "related": _("related figures"),
    }.get(match, "")
