"""One file per CSV layout: recognise it, describe it."""

from mkbviewer.dialects.base import Dialect, Layout, Probe, Recognition
from mkbviewer.dialects.figure import Figure
from mkbviewer.dialects.known_tables import add_known_title
from mkbviewer.dialects.labelled import Labelled
from mkbviewer.dialects.odata3 import OData3
from mkbviewer.dialects.odata4 import OData4
from mkbviewer.dialects.probe import probe_file
from mkbviewer.dialects.refusal import refuse, refuse_other_kinds, refuse_too_wide
from mkbviewer.dialects.statline_flat import StatLineFlat
from mkbviewer.dialects.statline_layout import StatLineLayout
from mkbviewer.dialects.tidy import Tidy

DIALECTS: tuple[Dialect, ...] = (
    Tidy(),
    OData4(),
    OData3(),
    Labelled(),
    StatLineFlat(),
    StatLineLayout(),
    Figure(),
)
"""Every layout that can be read, the most particular first."""


def recognise(probe: Probe) -> Recognition:
    """The description that the first fitting dialect gives.

    Raises UnreadableFile when the file holds no figures, or no dialect fits, and says why.
    """
    refuse_other_kinds(probe)
    for dialect in DIALECTS:
        if (found := dialect.recognise(probe)) is not None:
            refuse_too_wide(probe, found.layout)
            return add_known_title(found)
    raise refuse(probe)


__all__ = ["DIALECTS", "Dialect", "Layout", "Probe", "Recognition", "probe_file", "recognise"]
