"""Titles that can be read, where CBS gives only keys, and titles that occur more than once."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mkbviewer.core.model import Measure

_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_NUMBER_AT_END = re.compile(r"_\d+$")
_POSSESSIVE = re.compile(rf"(?<=[{_LOWER}])S$")
_WORD = re.compile(
    rf"\d+(?:e|ste|de)(?=[{_UPPER}_]|$)|\d+"
    rf"|[{_UPPER}]{{2,}}(?![{_LOWER}])|[{_UPPER}]+(?=[{_UPPER}][{_LOWER}])"
    rf"|[{_UPPER}]?[{_LOWER}]+|[{_UPPER}]|[^\W_]+"
)


def readable_title(key: str) -> str:
    """A key of CBS as words: `k_0Tot250WerkzamePersonen_11` is `0 tot 250 werkzame personen`.

    Words are told apart by their capitals, abbreviations keep theirs. A text that is no key of
    CBS comes back as it is.
    """
    if not re.fullmatch(r"\w+", key):
        return key
    bare = _NUMBER_AT_END.sub("", key).removeprefix("k_")
    bare = _POSSESSIVE.sub("'s", bare)
    head, apostrophe, tail = bare.partition("'")
    words = [
        word if word.isupper() and len(word) > 1 else word.lower() for word in _WORD.findall(head)
    ]
    title = " ".join(words) + apostrophe + tail
    return title[:1].upper() + title[1:] if title else key


def repeated_names(names: Iterable[str]) -> list[str]:
    """The names that occur more than once, in order, blank ones left out."""
    counts = Counter(name for name in names if name)
    return [name for name, count in counts.items() if count > 1]


def tell_apart(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures, those with the same title told apart by their topic group.

    As much of the group is put before the title as is needed; where groups do not tell, the unit
    or the number of the key is put behind it.
    """
    titles = [measure.title for measure in measures]
    counts = Counter(titles)
    shared: dict[str, list[int]] = {}
    for place, title in enumerate(titles):
        if counts[title] > 1:
            shared.setdefault(title, []).append(place)
    for title, places in shared.items():
        found = _distinct_titles([measures[place] for place in places], title)
        for place, better in zip(places, found, strict=True):
            titles[place] = better
    return tuple(
        measure if measure.title == title else replace(measure, title=title)
        for measure, title in zip(measures, titles, strict=True)
    )


def _distinct_titles(measures: Sequence[Measure], title: str) -> list[str]:
    groups = [[part for part in measure.group.split("/") if part] for measure in measures]
    for depth in range(1, max(map(len, groups), default=0) + 1):
        found = [": ".join([*group[-depth:], title]) for group in groups]
        if len(set(found)) == len(found):
            return found
    units = [f"{title} ({measure.unit})" if measure.unit else title for measure in measures]
    if len(set(units)) == len(units):
        return units
    numbers = [match[0][1:] if (match := _NUMBER_AT_END.search(m.key)) else m.key for m in measures]
    return [f"{title} ({number})" for number in numbers]
