"""Moments as a library keeps them: ISO 8601, UTC, so exact that their order as texts tells."""

from datetime import UTC, datetime


def this_moment() -> str:
    """The moment that it is now."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
