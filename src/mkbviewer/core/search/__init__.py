"""Searching in all that can be opened."""
