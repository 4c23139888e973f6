"""What is marked, in chart and table alike: periods by their code, series by their key."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkbviewer.core.frame import Frame


@dataclass(frozen=True, slots=True)
class Marks:
    """Codes and keys rather than places, so that the marks outlive a change of what is shown."""

    periods: tuple[str, ...] = ()
    series: tuple[str, ...] = ()

    def with_rows(self, frame: "Frame", rows: Iterable[int]) -> "Marks":
        """The marks with the periods of these rows and no others."""
        codes = [period.code for period in frame.periods]
        within = sorted({row for row in rows if 0 <= row < len(codes)})
        return replace(self, periods=tuple(codes[row] for row in within))

    def with_series(self, keys: Iterable[str]) -> "Marks":
        """The marks with these series and no others."""
        return replace(self, series=tuple(dict.fromkeys(keys)))

    def rows_in(self, frame: "Frame") -> tuple[int, ...]:
        """The rows of a frame that are marked."""
        marked = set(self.periods)
        return tuple(row for row, one in enumerate(frame.periods) if one.code in marked)

    def series_in(self, frame: "Frame") -> tuple[str, ...]:
        """The keys of the series of a frame that are marked."""
        marked = set(self.series)
        return tuple(series.key for series in frame.series if series.key in marked)


def marks_to_dict(marks: Marks) -> dict[str, Any]:
    """The marks as plain lists, for JSON."""
    return {"periods": list(marks.periods), "series": list(marks.series)}


def marks_from_dict(plain: dict[str, Any]) -> Marks:
    """The marks that `marks_to_dict` wrote; none in the place of what is no list of texts."""

    def texts(name: str) -> tuple[str, ...]:
        found = plain.get(name)
        items = found if isinstance(found, list) else []
        return tuple(one for one in items if isinstance(one, str))

    return Marks(texts("periods"), texts("series"))
