"""The open view, and the way that led to it."""
