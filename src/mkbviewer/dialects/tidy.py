"""Our own export and files like it: one row an observation, `measure`, `period` and `value`.

A table without time may lack the period.
"""

import re

from mkbviewer.core.language import _
from mkbviewer.core.observations import OWN_COLUMNS
from mkbviewer.dialects.base import Column, Layout, Probe, Recognition, Role, dimensions_of
from mkbviewer.dialects.categories import may_be_time
from mkbviewer.dialects.content import column_texts
from mkbviewer.dialects.doubts import warn_of_nameless
from mkbviewer.dialects.marks import find_marks, with_marks
from mkbviewer.dialects.probe import table_id_of
from mkbviewer.dialects.refusal import refuse_repeated

_ENDING = re.compile(r"(?:\.tidy)?\.(?:csv|txt)(?:\.gz)?$", re.IGNORECASE)
_REQUIRED = ("measure", "period", "value")
_WITHOUT_TIME = ("measure", "value")
_ROLES = {
    "measure": Role.MEASURE_KEY,
    "unit": Role.UNIT,
    "period": Role.PERIOD,
    "value": Role.VALUE,
    "status": Role.STATUS,
    "frequency": Role.IGNORED,
}


class Tidy:
    """`measure,<dimensions>,period,value,status` in any order, with or without `unit`."""

    name = "tidy"

    @property
    def title(self) -> str:
        """The layout in the user's words."""
        return _("Tidy CSV, one row for each figure")

    def recognise(self, probe: Probe) -> Recognition | None:
        """The description of such a file, or None for a file of another layout."""
        header = tuple(name.strip() for name in probe.header)
        has_time = not _is_without_time(probe, header)
        if has_time and not all(name in header for name in _REQUIRED):
            # Other programs begin names with capitals; ours never does, so that `Value` beside
            # `value` is a dimension.
            header = tuple(name.lower() if name.lower() in _ROLES else name for name in header)
        if has_time and not all(name in header for name in _REQUIRED):
            return None
        refuse_repeated(probe, header, _("Give each column a name of its own."))
        columns = tuple(_column(index, name) for index, name in enumerate(header))
        # Our own export has commas between its fields, and decimal points.
        own = "." if probe.form.delimiter == "," else ""
        marks = find_marks(probe, [header.index("value")], own=own)
        layout = Layout(
            form=probe.form,
            columns=columns,
            measures=(),
            dimensions=dimensions_of(columns),
            header_rows=probe.header_rows,
        )
        recognition = Recognition(
            dialect=self.name,
            layout=layout,
            table=table_id_of(probe.path) or _ENDING.sub("", probe.path.name),
            warnings=tuple(warn_of_nameless(probe, columns)),
            reasons=(
                _("the header names the columns measure, period and value")
                if has_time
                else _("the header names the columns measure and value, and there are no periods"),
            ),
        )
        return with_marks(recognition, marks)


def _is_without_time(probe: Probe, header: tuple[str, ...]) -> bool:
    """Whether there is no column of periods, under our own name or under another."""
    if "period" in header or not all(name in header for name in _WITHOUT_TIME):
        return False
    return not any(
        name not in _ROLES and may_be_time(name, column_texts(probe, index))
        for index, name in enumerate(header)
    )


def _column(index: int, name: str) -> Column:
    if name in _ROLES:
        return Column(index, _ROLES[name], name)
    if not name:
        return Column(index, Role.IGNORED)
    own = name.removesuffix("_")
    return Column(index, Role.DIMENSION, own if own.lower() in OWN_COLUMNS else name)
