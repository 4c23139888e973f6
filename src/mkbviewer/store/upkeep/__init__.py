"""Checking a library, and making it anew from what was imported."""
