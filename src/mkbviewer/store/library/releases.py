"""The names and the order of a table's releases."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import count

from mkbviewer.core.language import _
from mkbviewer.core.model import Release
from mkbviewer.core.period import end_of, parse_code


@dataclass(frozen=True, slots=True)
class DatedRelease:
    """A release with what puts it in order: the last period that it holds, its place by hand."""

    release: Release
    last: str
    place: int | None = None

    @property
    def reason(self) -> "OrderReason":
        """What decides its place."""
        if self.place is not None:
            return OrderReason.USER
        return OrderReason.MODIFIED if self.release.modified else OrderReason.LAST_PERIOD


class OrderReason(StrEnum):
    """What decides the place of a release among the others of its table."""

    USER = "user"
    MODIFIED = "modified"
    LAST_PERIOD = "last period"

    @property
    def label(self) -> str:
        """The reason in words."""
        return {
            OrderReason.USER: _("your order"),
            OrderReason.MODIFIED: _("date of CBS"),
            OrderReason.LAST_PERIOD: _("last period and import"),
        }[self]


def order_releases(releases: Iterable[DatedRelease]) -> tuple[Release, ...]:
    """The releases from old to new.

    Those with a date of CBS's own stand in order of that date, the others in order of their last
    period and the moment of import; the two are merged by last period and moment of import. Those
    that the user gave a place stand in that order, and each other one stands right behind the one
    that it would follow otherwise.
    """
    usual = _usual_order(releases)
    placed = [one for one in usual if one.place is not None]
    if not placed:
        return tuple(one.release for one in usual)
    ordered = sorted(placed, key=lambda one: one.place or 0)
    for before, one in zip([None, *usual], usual, strict=False):
        if one.place is None:
            ordered.insert(0 if before is None else ordered.index(before) + 1, one)
    return tuple(one.release for one in ordered)


def _usual_order(releases: Iterable[DatedRelease]) -> list[DatedRelease]:
    dated: list[DatedRelease] = []
    undated: list[DatedRelease] = []
    for release in releases:
        (dated if release.release.modified else undated).append(release)
    dated.sort(key=lambda one: (one.release.modified, *_reach(one)))
    undated.sort(key=_reach)
    merged = []
    while dated and undated:
        merged.append((dated if _reach(dated[0]) <= _reach(undated[0]) else undated).pop(0))
    return [*merged, *dated, *undated]


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
