"""Moments as a library keeps them: ISO 8601, UTC, so exact that their order as texts tells."""

from datetime import UTC, datetime

from mkbviewer.core.language import active_language


def this_moment() -> str:
    """The moment that it is now."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def day_of(moment: str) -> str:
    """The day of a moment where the user is; the text itself where it is no moment."""
    try:
        local = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return moment
    return local.strftime("%d-%m-%Y" if active_language() == "nl" else "%Y-%m-%d")
