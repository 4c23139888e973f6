"""Editions of the report that a library keeps."""
