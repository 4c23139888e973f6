"""Moments as a library keeps them: ISO 8601, UTC, so exact that their order as texts tells."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from mkbviewer.core.language import active_language


def this_moment() -> str:
    """The moment that it is now."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def moment_behind(others: Iterable[str]) -> str:
    """The moment that it is now; right behind the last of others where the clock was set back."""
    now, last = this_moment(), max(others, default="")
    if last < now:
        return now
    try:
        return (datetime.fromisoformat(last) + timedelta(microseconds=1)).isoformat(
            timespec="microseconds"
        )
    except (ValueError, OverflowError):
        return now


def day_of(moment: str) -> str:
    """The day of a moment where the user is; the text itself where it is no moment."""
    try:
        local = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return moment
    return local.strftime("%d-%m-%Y" if active_language() == "nl" else "%Y-%m-%d")
