"""Releases of a table: their order, revisions and removal."""
