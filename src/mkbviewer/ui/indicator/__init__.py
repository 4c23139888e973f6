"""The page of an indicator or of a table."""
