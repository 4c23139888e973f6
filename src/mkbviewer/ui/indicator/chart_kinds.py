"""The kinds of chart as a page offers them: those that suit, and why the others do not."""

from dataclasses import dataclass

from mkbviewer.core.frame import Frame
from mkbviewer.core.language import _
from mkbviewer.core.view import LOGARITHMIC, View
from mkbviewer.ui.charts import CHARTS, best_charts, choose_chart, why_no_log, why_not
from mkbviewer.ui.widgets.segments import Segment, Switch

_FOREMOST = 2


@dataclass(frozen=True)
class KindChoices:
    """Every kind, the one that is shown, those that suit best, and the switch of the axis."""

    segments: tuple[Segment, ...]
    chosen: str
    foremost: tuple[str, ...]
    switch: Switch


def kind_choices(frame: Frame, view: View) -> KindChoices:
    """What can be chosen for a frame, and what is."""
    chosen = choose_chart(frame, view.chart)
    segments = []
    for chart in CHARTS:
        reason = why_not(frame, chart)
        segments.append(Segment(chart.name, chart.title, reason or chart.hint, not reason))
    reason = why_no_log(frame, chosen)
    switch = Switch(
        _("Logarithmic scale"),
        reason or _("Equal distances are equal percentages; there is no zero"),
        is_on=view.scale == LOGARITHMIC and not reason,
        is_possible=not reason,
    )
    return KindChoices(tuple(segments), chosen.name, best_charts(frame, _FOREMOST), switch)
