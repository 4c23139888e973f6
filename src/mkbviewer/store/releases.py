"""The names and the order of a table's releases."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from mkbviewer.core.model import Release
from mkbviewer.core.period import end_of, parse_code


@dataclass(frozen=True, slots=True)
class DatedRelease:
    """A release with the last period that it holds, which helps to put it in order."""

    release: Release
    last: str


def order_releases(releases: Iterable[DatedRelease]) -> tuple[Release, ...]:
    """The releases from old to new.

    Those with a date of CBS's own stand in order of that date, the others in order of their last
    period and the moment of import; the two are merged by last period and moment of import.
    """
    dated: list[DatedRelease] = []
    undated: list[DatedRelease] = []
    for release in releases:
        (dated if release.release.modified else undated).append(release)
    dated.sort(key=lambda one: (one.release.modified, *_reach(one)))
    undated.sort(key=_reach)
    merged = []
    while dated and undated:
        merged.append((dated if _reach(dated[0]) <= _reach(undated[0]) else undated).pop(0))
    return tuple(one.release for one in (*merged, *dated, *undated))


def _reach(one: DatedRelease) -> tuple[date, str, str]:
    period = parse_code(one.last)
    end = (end_of(period) or period.start) if period else None
    return (end or date.min, one.release.imported, one.release.name)


def free_name(wished: str, taken: Collection[str]) -> str:
    """The wished name, with `b`, `c`, ... behind it where it is taken."""
    return next(name for name in numbered_names(wished) if name not in taken)


def numbered_names(wished: str) -> Iterator[str]:
    """The wished name, then the name with `b`, `c`, ... behind it, without end."""
    return (wished + _letters(number) for number in count(1))


def _letters(number: int) -> str:
    if number == 1:
        return ""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


_KEPT = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)


def safe_file_name(text: str) -> str:
    """A name for a file or folder that every system takes; different texts stay different.

    Letters, digits, `-` and `_` are kept, every other byte becomes `%` and two hexadecimal digits;
    a very long text is cut and ends with a part of its hash.
    """
    safe = "".join(
        character if character in _KEPT else "".join(f"%{b:02x}" for b in character.encode())
        for character in text
    )
    if len(safe) > 100:
        from hashlib import sha256

        safe = f"{safe[:80]}%-{sha256(text.encode()).hexdigest()[:16]}"
    return f"%{safe}" if safe.lower() in _RESERVED or not safe else safe
