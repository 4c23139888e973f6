"""What the pages of the barometer and the clock show, and what differs between two such views."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from mkbviewer.core.cycle.cycle_method import Method
from mkbviewer.core.language import _


@dataclass(frozen=True, slots=True)
class CycleView:
    """A quarter (its code), the method, which positions are shown, and the keys left out."""

    method: Method
    quarter: str = ""
    is_recomputed: bool = False
    hidden: frozenset[str] = frozenset()

    def describe_change(self, after: "CycleView") -> str:
        """What another view does otherwise, for the menu."""
        if after.method is not self.method:
            return _("level against")
        if after.is_recomputed is not self.is_recomputed:
            return _("positions on the clock")
        return _("quarter") if after.quarter != self.quarter else _("indicators shown")

    def is_only_later(self, after: "CycleView") -> bool:
        """Whether another view shows the same of another quarter."""
        return (
            after.method is self.method
            and after.is_recomputed is self.is_recomputed
            and after.hidden == self.hidden
        )


def cycle_view_to_dict(view: CycleView) -> dict[str, Any]:
    """The view as plain texts, for JSON."""
    return {
        "method": view.method.value,
        "quarter": view.quarter,
        "is_recomputed": view.is_recomputed,
        "hidden": sorted(view.hidden),
    }


def cycle_view_from_dict(plain: Any) -> CycleView | None:
    """The view that `cycle_view_to_dict` wrote; None for anything else."""
    if not isinstance(plain, dict):
        return None
    method, quarter, hidden = plain.get("method"), plain.get("quarter"), plain.get("hidden")
    is_list = isinstance(hidden, Collection) and all(isinstance(one, str) for one in hidden)
    if method not in set(Method) or not isinstance(quarter, str) or not is_list:
        return None
    assert isinstance(hidden, Collection)
    return CycleView(Method(method), quarter, plain.get("is_recomputed") is True, frozenset(hidden))
