"""The comparison of series that the user collects."""
