"""The overview, and the edition that it shows."""
