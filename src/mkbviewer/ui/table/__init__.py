"""The table of a page."""
