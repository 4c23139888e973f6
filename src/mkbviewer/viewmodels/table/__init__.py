"""The table of a page, and what every table has."""
