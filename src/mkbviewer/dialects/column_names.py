"""What columns are called that hold periods or parts of them, and that have no name."""

import re

PERIOD_WORDS = ("perioden", "periode", "periods", "period")
YEAR_WORDS = ("jaar", "jaren", "year", "years")
YEAR_NAME = re.compile(r"jaar|year", re.IGNORECASE)
"""What the name of a column has in it whose numbers may be years."""
PART_WORDS = ("maand", "maanden", "month", "months", "kwartaal", "quarter", "halfjaar", "half-year")

UNNAMED = re.compile(r"\.\.\.\d+|Unnamed: \d+|V\d+|X\.\d+")
"""What R and pandas call a column without a name."""
