"""What differs between two releases of a table."""
