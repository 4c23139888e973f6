"""The library on disk: its index and its files."""
