"""The names of the columns in which observations are kept and exchanged.

One row per observation: measure, one column per dimension, period, its place in time, value, status
(a symbol) and text (of a measure in words only); a release on disk has the number of each one's
series too. Dimensions' own columns carry the dimension's key; a key that is one of these names (in
capitals or not: DuckDB sees no difference) gets an underscore behind it.
"""

from typing import Final

MEASURE: Final = "measure"
PERIOD: Final = "period"
START: Final = "start"
FREQUENCY: Final = "frequency"
VALUE: Final = "value"
STATUS: Final = "status"
TEXT: Final = "text"
SERIES: Final = "series"

OWN_COLUMNS: Final = (MEASURE, PERIOD, START, FREQUENCY, VALUE, STATUS, TEXT, SERIES)

TIDY_LAST: Final = (PERIOD, VALUE, STATUS)
"""The columns that close a tidy CSV: `measure,<dimensions>,period,value,status`."""


def dimension_column(key: str) -> str:
    """The column that holds a dimension's member codes."""
    return f"{key}_" if key.lower() in OWN_COLUMNS else key
