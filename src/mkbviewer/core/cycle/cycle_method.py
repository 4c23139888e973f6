"""The methods of the barometer and the clock, with their settings and what to know of them."""

from enum import StrEnum

from mkbviewer.core.language import _
from mkbviewer.core.period import Frequency, make_period
from mkbviewer.core.words.period_phrase import name_period

START = make_period(2012, Frequency.QUARTER, 1)
"""The first quarter of the window: the first that all twelve shipped series have."""

FEWEST = 12
"""The quarters that a series needs before anything is said of it."""

SMOOTHNESS = 1600
"""Lambda of the Hodrick-Prescott filter, the value for quarters that its authors give."""

SHORTEST, LONGEST = 6, 32
"""The quarters between which the Christiano-Fitzgerald filter sees a business cycle."""

SEASONS = 4


class Method(StrEnum):
    """Against what a level is measured."""

    MEAN = "mean"
    HP = "hp"
    CF = "cf"

    @property
    def label(self) -> str:
        """The method in words, in the active language."""
        return {
            Method.MEAN: _("long-run mean"),
            Method.HP: _("trend (Hodrick-Prescott)"),
            Method.CF: _("cycle (Christiano-Fitzgerald)"),
        }[self]

    @property
    def parameters(self) -> str:
        """The filter's parameters, in the active language."""
        return {
            Method.MEAN: _(
                "mean of the quarters from {start} on, of a fixed position up to its own quarter"
            ),
            Method.HP: _("lambda = {smoothness}, from {start}"),
            Method.CF: _("cycles of {shortest} to {longest} quarters, from {start}"),
        }[self].format(
            start=name_period(START), smoothness=SMOOTHNESS, shortest=SHORTEST, longest=LONGEST
        )

    @property
    def formula(self) -> str:
        """How a level is computed, in the active language."""
        return {
            Method.MEAN: _("level = (figure − mean) ÷ standard deviation"),
            Method.HP: _("level = (figure − trend) ÷ standard deviation of that difference"),
            Method.CF: _("level = (cycle − its mean) ÷ its standard deviation"),
        }[self]


def library_words() -> str:
    """What computed it: the libraries with their versions."""
    from importlib.metadata import PackageNotFoundError, version

    named = []
    for name in ("statsmodels", "numpy"):
        try:
            named.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            named.append(name)
    return ", ".join(named)


def endpoint_words(method: Method) -> str:
    """What is uncertain about the newest positions, in the active language."""
    if method is Method.MEAN:
        return _(
            "The mean moves a little with every new quarter; recomputed positions therefore differ "
            "from the fixed ones."
        )
    return _(
        "At its end a filter knows only one side: the newest positions are the least certain and "
        "shift when new quarters come in. The difference between the fixed and the recomputed "
        "positions shows by how much. Fixed positions use no figure after their own quarter, but "
        "all figures as CBS has revised them since."
    )


def endpoint_note(method: Method) -> str:
    """The same in one sentence, for a picture."""
    if method is Method.MEAN:
        return endpoint_words(method)
    return _("The newest positions are the least certain: they shift when new quarters come in.")
