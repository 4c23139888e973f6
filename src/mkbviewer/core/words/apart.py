"""What tells names apart that have parts in common: `Omzet, G Handel, 81156ned`."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

_BETWEEN = ", "


def shared_parts(names: Sequence[str]) -> tuple[str, str]:
    """The parts with which all of several names begin, and with which they end; each may be empty.

    Of every name something is left between the two.
    """
    if len(set(names)) < 2:
        return "", ""
    parts = [name.split(_BETWEEN) for name in names]
    before = min(_alike(parts[0], one) for one in parts)
    after = min(_alike(parts[0][::-1], one[::-1]) for one in parts)
    before = min(before, min(map(len, parts)) - 1)
    after = min(after, min(map(len, parts)) - 1 - before)
    first = parts[0]
    return _BETWEEN.join(first[:before]), _BETWEEN.join(first[len(first) - after :])


def without_shared(name: str, start: str, end: str) -> str:
    """A name without what `shared_parts` found."""
    kept = name.removeprefix(f"{start}{_BETWEEN}") if start else name
    return kept.removesuffix(f"{_BETWEEN}{end}") if end else kept


def apart_from(name: str, others: Iterable[str]) -> str:
    """What tells a name from each of others that have parts in common with it."""
    start, end = "", ""
    for other in others:
        before, after = shared_parts((name, other))
        start, end = max(start, before, key=len), max(end, after, key=len)
    kept = without_shared(name, start, "")
    return without_shared(kept, "", end) if kept != end else kept


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
