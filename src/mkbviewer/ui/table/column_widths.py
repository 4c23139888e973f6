"""How wide the columns of a table are: as their words, as far as there is room."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics

from mkbviewer.ui.look.text_size import in_text
from mkbviewer.ui.table.table_headings import (
    BESIDE_WORDS,
    NARROWEST,
    TableHeader,
    longest_word,
    width_on_two_lines,
)
from mkbviewer.viewmodels.table.table_layout import PERIOD, SERIES, STATUS, UNIT, Column

MOST_FITTED = 80
"""More columns than this all have the same width."""

_WIDEST, _WIDEST_EXTRA, _WIDEST_WORD = 260, 160, 190
_WIDTHS = {PERIOD: 150, SERIES: 170, STATUS: 130, UNIT: 130}
_BESIDE_HEADING = 62
_MOST_MEASURED, _BESIDE_NAMES = 8, 26


def fit_columns(
    columns: Sequence[Column],
    names: int,
    labels: Sequence[str],
    metrics: QFontMetrics,
    heading: TableHeader,
    room: int,
) -> list[int]:
    """The widths of columns of which the first `names` name what stands in a row.

    Gives the headings the lines that they need. `labels` are those of the series, `metrics` the
    measures of the cells. Of very many columns the answer has the names and the first figure.
    """
    usual = heading.fontMetrics()
    wanted, needed = [], []
    for at, column in enumerate(columns[:MOST_FITTED]):
        width = usual.horizontalAdvance(column.heading) + in_text(_BESIDE_HEADING)
        least = in_text(_WIDTHS.get(column.name, NARROWEST))
        if column.name == SERIES:
            least = max(least, min(_width_of_names(labels, metrics), in_text(_WIDEST)))
        wanted.append(least if at < names else max(least, min(width, in_text(_WIDEST))))
        needed.append(least if at < names else width)
    if len(columns) > MOST_FITTED:
        return wanted[: names + 1]
    spare = room - sum(wanted)
    if spare < 0:
        left = room - sum(wanted[:names])
        bold = heading.bold_metrics()
        headings = [one.heading.split(" ") for one in columns[names:]]
        # Whole on two lines where all of them have room for that, else with its longest word.
        for width_of in (width_on_two_lines, longest_word):
            own = [width_of(words, bold) + in_text(BESIDE_WORDS) for words in headings]
            narrowest = [max(in_text(NARROWEST), min(one, in_text(_WIDEST_WORD))) for one in own]
            if sum(narrowest) <= left:
                break
        wanted[names:] = narrow(wanted[names:], narrowest, left)
        spare = room - sum(wanted)
    extra = min(max(0, spare) // len(columns), in_text(_WIDEST_EXTRA))
    is_cut = any(width + extra < own for width, own in zip(wanted, needed, strict=True))
    heading.show_lines(2 if is_cut else 1)
    widths = [width + extra for width in wanted]
    return heading.widen_alike(widths) if is_cut else widths


def _width_of_names(names: Sequence[str], metrics: QFontMetrics) -> int:
    """The width of a column that has to show names whole; to measure all would take too long."""
    longest = sorted(names, key=len)[-_MOST_MEASURED:]
    return longest_word(longest or ("",), metrics) + in_text(_BESIDE_NAMES)


def narrow(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths up to a limit that is as wide as the room allows; none below its least."""

    def up_to(limit: int) -> list[int]:
        return [max(low, min(width, limit)) for width, low in zip(wanted, least, strict=True)]

    limits = range(max(wanted, default=0) + 1)
    widest = bisect_right(limits, room, key=lambda limit: sum(up_to(limit))) - 1
    return up_to(max(widest, 0))
